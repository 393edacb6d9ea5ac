"""Serves the sample site on loopback, with the content types and charsets a real server would send."""

from __future__ import annotations

import re
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast
from urllib.parse import urlsplit

SITE_DIR = Path(__file__).with_name("site")
MANIFEST = Path(__file__).with_name("manifest.toml")
JOURNEYS = Path(__file__).with_name("journeys.toml")

# robots.txt and sitemap.xml need absolute addresses, and the port is known only once the server runs.
PLACEHOLDER_ORIGIN = b"http://demo.invalid"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
_META_CHARSET = re.compile(rb"<meta\s+charset=[\"']?([\w-]+)", re.IGNORECASE)


def content_type(path: Path) -> str:
    """The Content-Type of a file; a page's charset is the one its own `<meta charset>` names."""
    if path.suffix == ".html":
        with path.open("rb") as file:
            found = _META_CHARSET.search(file.read(1024))
        charset = found.group(1).decode("ascii").lower() if found else "utf-8"
        return f"text/html; charset={charset}"
    return _TYPES.get(path.suffix, "application/octet-stream")


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def guess_type(self, path: object) -> str:
        return content_type(Path(str(path)))

    def send_head(self) -> BytesIO | BinaryIO | None:
        if urlsplit(self.path).path not in ("/robots.txt", "/sitemap.xml"):
            return super().send_head()
        file = Path(self.translate_path(self.path))
        origin = f"http://127.0.0.1:{cast(_Server, self.server).server_port}".encode("ascii")
        body = file.read_bytes().replace(PLACEHOLDER_ORIGIN, origin)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", content_type(file))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def list_directory(self, path: object) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: the audit's own output is what the user reads."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection early is no event."""


class DemoServer:
    """Context manager: the sample site on 127.0.0.1, served from a background thread.

    >>> with DemoServer() as server:
    ...     print(server.base_url)  # doctest: +SKIP
    http://127.0.0.1:49152/
    """

    def __init__(self, port: int = 0, site: Path = SITE_DIR) -> None:
        self._port = port
        self._site = site
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """Address of the home page's folder, with a slash at the end."""
        if self._server is None:
            raise RuntimeError("the demo server is not running")
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def start(self) -> Self:
        self._server = _Server(("127.0.0.1", self._port), partial(_Handler, directory=str(self._site)))
        self._thread = threading.Thread(target=self._server.serve_forever, name="demo-site", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        if self._thread is not None:
            self._thread.join()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

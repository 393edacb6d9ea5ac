"""One server on loopback for all behaviours: each has an address of 127.0.0.0/8 of its own, read off the connection.

A behaviour is data: what it answers by path. Answers write to the socket themselves, so they may break what they like.
"""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

HTML = {"Content-Type": "text/html; charset=utf-8"}
NEVER = 300.0  # s: longer than any audit waits
MAX_HEAD = 1_000_000
NEIGHBOUR = "127.0.0.77"
STRANGER = "127.0.0.78"  # another host with an ordinary page, for what leads or reaches elsewhere


class Asked:
    """A request. `before`: how often its path was asked for on this host by now; `more`: all it was asked with."""

    def __init__(self, connection: socket.socket, head: bytes, host: str, port: int) -> None:
        first, _, rest = head.decode("latin-1").partition("\r\n")
        self.method, target, _ = ([*first.split(" ", 2), "", ""])[:3]
        parts = urlsplit(target) if target.startswith("/") else urlsplit("/")
        self.path, self.query = parts.path, parts.query
        self.headers = {
            name.strip().lower(): value.strip()
            for name, colon, value in (line.partition(":") for line in rest.split("\r\n"))
            if colon
        }
        self.connection, self.host, self.port, self.before = connection, host, port, 0

    @property
    def base(self) -> str:
        """The host's own address without a slash at its end."""
        return f"http://{self.host}:{self.port}"

    @property
    def stranger(self) -> str:
        """Another host's address."""
        return f"http://{STRANGER}:{self.port}"

    def send(self, data: bytes | str) -> None:
        """Write as it is."""
        self.connection.sendall(data.encode() if isinstance(data, str) else data)

    def start(self, headers: Mapping[str, str] | None = None, status: int = 200) -> None:
        """A head without a length: the body is what follows until the end."""
        lines = [
            f"HTTP/1.1 {status} Said",
            *(f"{name}: {value}" for name, value in {**HTML, **(headers or {})}.items()),
        ]
        self.send(("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode("latin-1", "replace"))

    def reply(self, body: bytes | str, headers: Mapping[str, str] | None = None, status: int = 200) -> None:
        """A whole answer."""
        data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        self.start({"Content-Length": str(len(data)), **(headers or {})}, status)
        self.send(data)

    def wait(self, seconds: float = NEVER) -> None:
        """Until the other side goes away, at most so long."""
        end = time.monotonic() + seconds
        with suppress(OSError):
            while (left := end - time.monotonic()) > 0:
                self.connection.settimeout(left)
                if not self.connection.recv(65_536):
                    break
        self.connection.settimeout(None)

    def reset(self) -> None:
        """End the connection by RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Part = Callable[[Asked], None]


@dataclass(frozen=True)
class Behaviour:
    """What a site does. `parts` by path; "*" is for all others, which else answer 404.

    `right`: page statuses of which one is right. `found`: rules that must have found something where the page is
    audited. `unseen`: rules that must neither pass nor be inapplicable, as they could not see what they are about.
    `pages`: how many pages of the site may be audited. `start`: what stands behind the host, or a whole address in
    which {host} and {port} are filled in. `heavy`: keeps the processor busy or fills memory."""

    name: str
    kind: str
    what: str
    parts: Mapping[str, Part]
    right: frozenset[str]
    found: frozenset[str] = frozenset({"image-alt"})
    unseen: frozenset[str] = frozenset()
    start: str = "/"
    pages: int = 1
    heavy: bool = False
    light: bool = False
    ci: bool = False


@dataclass
class Running:
    """The server at work. `first` by behaviour: when its page was first asked for, in monotonic seconds; `asked`
    counts requests by host and path."""

    port: int
    hosts: dict[str, str] = field(default_factory=dict)
    first: dict[str, float] = field(default_factory=dict)
    asked: dict[tuple[str, str], int] = field(default_factory=dict)

    def address(self, behaviour: Behaviour) -> str:
        """Where its audit starts."""
        host = self.hosts[behaviour.name]
        if "://" in behaviour.start:
            return behaviour.start.format(host=host, port=self.port)
        return f"http://{host}:{self.port}{behaviour.start}"

    def neighbours(self, number: int = 3) -> list[str]:
        """Pages of the honest neighbour."""
        return [f"http://{NEIGHBOUR}:{self.port}/{path}" for path in ["", "two", "three"][:number]]


def neighbour(asked: Asked) -> None:
    """An honest page with faults of several kinds."""
    asked.reply(NEIGHBOUR_PAGE.replace("@", asked.path))


NEIGHBOUR_PAGE = (
    '<!DOCTYPE html><html lang="zh-CN"><head><title>办事指南 @</title><style>p.low { color: #aaa }'
    "</style></head><body><nav><a href='#main'>跳到正文</a></nav><main id='main'><h1>办事指南 @</h1>"
    + "<p>申请人携带身份证到社区服务窗口办理，工作人员当场受理，三个工作日内办结。</p>"
    * 12
    + '<img src="data:," width="40" height="40"><p class="low">办理时间：周一至周五上午九时至下午五时。</p>'
    "<form onsubmit='return false'><input name='q'><button>查询</button></form></main></body></html>"
)


def _ordinary(asked: Asked, parts: Mapping[str, Part]) -> None:
    part = parts.get(asked.path)
    if part is None and not asked.path.startswith(("/robots.txt", "/sitemap", "/favicon")):
        part = parts.get("*")
    if part is None:
        asked.reply("<h1>404</h1>", status=404)
    else:
        part(asked)


@contextmanager
def serving(behaviours: Sequence[Behaviour], port: int = 0) -> Iterator[Running]:
    """Serve them, and the neighbour, on loopback."""
    running = Running(port)
    by_host: dict[str, Behaviour] = {}
    for number, behaviour in enumerate(behaviours):
        host = f"127.1.{number // 200}.{number % 200 + 1}"
        by_host[host], running.hosts[behaviour.name] = behaviour, host

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError, ValueError):
                head = _head(self.request)
                if head:
                    self._answer(head)

        def _answer(self, head: bytes) -> None:
            host = self.request.getsockname()[0]
            asked = Asked(self.request, head, host, running.port)
            key = host, asked.path
            asked.before = running.asked.get(key, 0)
            running.asked[key] = asked.before + 1
            behaviour = by_host.get(host)
            if behaviour is None:
                _ordinary(asked, {"/": neighbour, "/two": neighbour, "/three": neighbour, "*": neighbour})
                return
            if asked.path not in ("/robots.txt",):
                running.first.setdefault(behaviour.name, time.monotonic())
            _ordinary(asked, behaviour.parts)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads, allow_reuse_address, request_queue_size = True, True, 1000

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # what breaks off is part of the behaviour

    server = Server(("0.0.0.0", port), Handler)
    running.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()


def _head(connection: socket.socket) -> bytes:
    connection.settimeout(60)
    head = b""
    while b"\r\n\r\n" not in head and len(head) < MAX_HEAD:
        if not (more := connection.recv(65_536)):
            return b""
        head += more
        if head[:1] == b"\x16":  # TLS, which this server does not speak
            return b"GET / HTTP/1.1"
    connection.settimeout(None)
    return head.partition(b"\r\n\r\n")[0]

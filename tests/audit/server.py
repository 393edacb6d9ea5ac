"""A server on loopback that behaves as asked: sites of many pages, and pages that should not count."""

from __future__ import annotations

import http.server
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(title: str, body: str) -> Answer:
    """An ordinary page."""
    text = f'<!DOCTYPE html><html lang="zh-CN"><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>'
    return 200, HTML, text.encode()


class Site:
    """Answers by path; `asked` counts requests."""

    def __init__(self, answer: Callable[[str, int], Answer]) -> None:
        self.answer, self.asked = answer, Counter[str]()
        self.base = ""


@contextmanager
def serving(answer: Callable[[str, int], Answer]) -> Iterator[Site]:
    """Serve `answer(path, times asked before)`."""
    site = Site(answer)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            before = site.asked[self.path]
            site.asked[self.path] += 1
            status, headers, body = site.answer(self.path, before)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Quiet(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def tree(path: str, _: int) -> Answer:
    """A site of 13 pages, each with a known fault."""
    if path == "/robots.txt" or path.startswith("/sitemap"):
        return 404, HTML, b""
    number = int(path.strip("/") or 0)
    links = "".join(f'<p><a href="/{n}">page {n}</a></p>' for n in range(3 * number + 1, 3 * number + 4) if n <= 12)
    return page(f"第{number}页", f'<p>正文{number}</p><img src="data:," width="20" height="20">{links}')


def slow(path: str, before: int) -> Answer:
    """The same, a little slower."""
    time.sleep(0.1)
    return tree(path, before)

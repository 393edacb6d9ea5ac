"""A server on loopback whose pages fail, break off, hang or move: each path is one behaviour."""

from __future__ import annotations

import random
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

HANGS = 600.0  # s; longer than any test waits
TEXT = "<p>" + "申请材料、办理流程与收费标准见下文。" * 20 + "</p>"
HEADER = '<header><h1>办事大厅</h1></header><nav><a href="/plain">首页</a> <a href="/plain">办事</a></nav>'
FOOTER = "<footer><p>主办单位：某某市人民政府办公室</p></footer>"


def html(body: str, head: str = "", title: str = "办事大厅") -> str:
    """A page that is fine but for what it is given."""
    start = f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
    return f"{start}<body>{body}</body></html>"


def whole(body: str = "", head: str = "") -> str:
    """A page with content of its own."""
    return html(f"{HEADER}<main><h2>指南</h2>{TEXT}{body}</main>{FOOTER}", head)


def shell(script: str, waiting: str = "") -> str:
    """An application that fills itself by script."""
    return html(f'{HEADER}<main id="app">{waiting}</main>{FOOTER}<script>{script}</script>')


def little(more: str) -> str:
    """A page that says next to nothing, but says it."""
    return f"{HEADER}<main><p>今日放假。</p>{more}</main>{FOOTER}"


def shown(then: str) -> str:
    """A script that shows data of `/api/ADDRESS` in the application."""
    return then + '.then(d => { document.getElementById("app").innerHTML = d.html; })'


def answer(status: str, body: str | bytes, kind: str = "text/html; charset=utf-8", *more: str) -> bytes:
    """A whole HTTP answer."""
    content = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    head = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(content)}",
        "Connection: close",
        *more,
    ]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + content


def cut(body: str, promised: int, kind: str = "text/html; charset=utf-8") -> bytes:
    """An answer that ends before the length it promises."""
    content = body.encode()
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {promised}\r\n\r\n".encode() + content


MOVES: dict[str, str] = {
    "500": "/error/500",
    "404": "/error/404",
    "blank": "about:blank",
    "private": "http://127.0.0.1:1/private",
}
HALF = "\\ud83d"

PAGES: dict[str, str | bytes] = {
    "plain": whole(),
    **{f"script-{name}": whole(head=f"<script>location.href = '{to}'</script>") for name, to in MOVES.items()},
    **{f"late-{name}": whole(f"<script>setTimeout(() => location.replace('{to}'), 100)</script>") for name, to in MOVES.items()},
    **{f"meta-{name}": whole(head=f'<meta http-equiv="refresh" content="0;url={to}">') for name, to in MOVES.items()},
    **{f"header-{name}": answer("200 OK", whole(), "text/html; charset=utf-8", f"Refresh: 0;url={to}") for name, to in MOVES.items()},
    # Applications that never get their data.
    "spa-500": shell(shown("fetch('/api/500').then(r => r.json())"), "<p>加载中…</p>"),
    "spa-403": shell(shown("fetch('/api/403').then(r => { if (!r.ok) throw 1; return r.json(); })") + ".catch(() => {})"),
    "spa-throws": shell("null.render();", "<p>正在加载，请稍候</p>"),
    "spa-hangs": shell(shown("fetch('/hangs').then(r => r.json())"), "<div class=spinner></div>"),
    "spa-never": html(f'{HEADER}<main id="app"></main>{FOOTER}<script src="/not-there.js" defer></script>'),
    "spa-error": shell("fetch('/api/500').then(() => { document.getElementById('app').textContent = '系统繁忙，请稍后再试'; })"),
    # It has a menu of its own, so it isn't blank; what its script was to bring is missing.
    "spa-menu": shell("fetch('/api/500')", '<p><a href="/plain">办理</a> <a href="/plain">查询</a></p><input aria-label="名">'),
    "spa-xhr": shell("const x = new XMLHttpRequest(); x.open('GET', '/api/500'); x.send();"),
    "spa-cut": shell(shown("fetch('/cut/json').then(r => r.json())") + ".catch(() => {})"),
    "spa-fine": shell(shown("fetch('/api/ok').then(r => r.json())")),
    "spa-slow": shell(shown("fetch('/api/slow').then(r => r.json())"), "<p>加载中…</p>"),
    # They catch what goes wrong, and show their frame.
    "spa-frame": html(
        """<div id="app"></div><script>
        app.innerHTML = `<div class="top"><div>办事大厅</div></div><div class="side">${"<div>事项分类与办理部门</div>".repeat(30)}</div>
          <div class="list"></div>`;
        fetch("/api/500").then(r => { if (!r.ok) throw 0; return r.json(); }).then(d => { app.innerHTML = d.html; }).catch(() => {});
        </script>"""
    ),
    "spa-apology": shell(
        "fetch('/api/500').then(r => { if (!r.ok) document.getElementById('app').innerHTML ="
        " '<p>非常抱歉，系统暂时无法提供服务，请您稍后刷新页面，或拨打热线电话咨询办理情况</p>'; })"
    ),
    "list-500": html(
        f"{HEADER}<main><h2>通知公告</h2><p>{'各单位须按时报送。' * 6}</p><ul id='list'></ul></main>{FOOTER}"
        "<script>fetch('/api/list', {method: 'POST', body: '{}'}).then(r => r.json()).catch(() => {})</script>"
    ),
    # They say little, and what fails is not theirs: a counter, a report.
    "little-post": html(little("") + "<script>fetch('/api/500', {method: 'POST', body: 'v=1'})</script>"),
    "little-clear": html(little('<div class="clear"></div>') + "<script>navigator.n = fetch('/api/500', {method: 'POST', body: 'v=1'})</script>"),
    "little-count": html(little("") + "<script>fetch('/visit/count?p=1')</script>"),
    "little-throws": html(little("") + "<script>counter.start()</script>"),
    "little-hangs": html(little("") + "<script>const x = new XMLHttpRequest(); x.open('POST', '/hangs'); x.send('v=1')</script>"),
    "counter-500": whole("<script>fetch('/api/500')</script>"),
    # Frames.
    "frame-500": whole('<iframe title="表" src="/error/500" width="400" height="300"></iframe>'),
    "frame-404": whole('<iframe title="表" src="/error/404" width="400" height="300"></iframe>'),
    "frame-refused": whole('<iframe title="表" src="http://127.0.0.1:1/" width="400" height="300"></iframe>'),
    "frame-hidden-500": whole('<iframe title="表" src="/error/500" hidden></iframe>'),
    "frame-sandbox": whole('<iframe title="表" src="/bad-image" sandbox width="400" height="300"></iframe>'),
    "bad-image": html('<p>框架</p><img src="data:," width="30" height="30">'),
    # Answers that are no page.
    "part-206": answer("206 Partial Content", whole(), "text/html; charset=utf-8", "Content-Range: bytes 0-899/99999"),
    "random": answer("200 OK", random.Random(7).randbytes(60_000), "text/html"),
    "random-utf8": answer("200 OK", random.Random(8).randbytes(60_000)),
    "status-305": answer("305 Use Proxy", whole()),
    # Parts that never come.
    "css-hangs": whole(head='<link rel="stylesheet" href="/hangs">'),
    "import-hangs": whole(head='<style>@import "/hangs";</style>'),
    "css-import-hangs": whole(head='<link rel="stylesheet" href="/import.css">'),
    "script-hangs": whole("<p>末</p>", head='<script src="/hangs"></script>'),
    "script-hangs-body": whole('<script src="/hangs"></script><p>末</p><img src="data:," width="30" height="30">'),
    "defer-hangs": whole(head='<script src="/hangs" defer></script>'),
    "module-hangs": whole(head='<script type="module" src="/hangs"></script>'),
    "css-and-inline": whole("<p>末</p>", head='<link rel="stylesheet" href="/hangs"><script>window.x = 1</script>'),
    "css-cut": whole(head='<link rel="stylesheet" href="/cut/css">'),
    "script-cut": whole(head='<script src="/cut/js"></script>'),
    "image-hangs": whole('<img alt="图" src="/hangs">'),
    # The document itself breaks off.
    "cut": cut(whole()[:-200], 99_999),
    "chunk": b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"%x\r\n" % len(whole().encode()) + whole().encode() + b"\r\nzz\r\n",
    "sandbox": answer("200 OK", whole("<script>document.title = 'no'</script>"), "text/html; charset=utf-8", "Content-Security-Policy: sandbox"),
    "stops": whole("<p>末</p>", head="<script>window.stop()</script>"),
    "stops-late": whole("<script>window.stop()</script><p>末</p>"),
    # Half of a cut emoji wherever a page can put one.
    "half": whole(
        f"""<p id=p style="color:#ccc">x</p><img id=i width=20 height=20 src="data:,"><a id=a>y</a><iframe id=f title=x></iframe>
        <script>const h = "{HALF}"; document.title = "题" + h; p.textContent = "正文" + h; i.title = h; i.setAttribute("data-x", h);
        i.className = h; a.id = h; a.href = "/q?" + h + "#" + h; a.setAttribute("aria-label", h); console.log(h); console.error(new Error(h));
        f.srcdoc = "<p>" + h + "</p><img src=x>"; history.replaceState({{}}, "", "/half?" + h); localStorage.x = h;
        document.body.appendChild(document.createComment(h)); document.body.style.setProperty("--x", h);
        window.name = h; alert(h); confirm(h); prompt(h, h); setTimeout(() => {{ throw new Error(h); }});
        Promise.reject(h); fetch("/api/ok?" + h, {{headers: {{"X": "1"}}}}); i.alt = ""; a.textContent = h.repeat(3);
        </script><form><input name=n aria-label="名" id=n><button>查询</button></form><style>#p::before {{ content: "\\d83d" }}</style>"""
    ),
    "half-raw": b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-H: \xed\xa0\xbd\r\nServer: \xed\xa0\xbd\r\nConnection: close\r\n\r\n"
    + whole().encode().replace("指南".encode(), b"\xed\xa0\xbd"),
    "retry-year": answer("503 Service Unavailable", "x", "text/html", "Retry-After: Wed, 21 Oct 20152015201520152015 07:28:00 GMT"),
}  # fmt: skip

FILES: dict[str, bytes] = {
    "import.css": answer("200 OK", '@import "/hangs"; p { margin: 1em }', "text/css"),
    "api/ok": answer("200 OK", '{"html": "<h2>指南</h2>' + TEXT + '"}', "application/json"),
    "api/500": answer("500 Internal Server Error", "{}", "application/json"),
    "api/403": answer("403 Forbidden", "{}", "application/json"),
    "error/500": answer("500 Internal Server Error", whole("<img src='data:,' width=30 height=30>")),
    "error/404": answer("404 Not Found", whole("<img src='data:,' width=30 height=30>")),
    "cut/css": cut("p { color: #000 }", 9_999, "text/css"),
    "cut/js": cut("window.y = 1;", 9_999, "text/javascript"),
    "cut/json": cut('{"html": ', 9_999, "application/json"),
}


@contextmanager
def failing(more: Callable[[str], bytes | None] = lambda _: None) -> Iterator[tuple[str, Counter[str]]]:
    """The base address, and how often each path was asked for. `more` answers first."""
    asked: Counter[str] = Counter()
    ended = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            head = b""
            while b"\r\n\r\n" not in head:
                got = self.request.recv(65_536)
                if not got:
                    return
                head += got
            path = head.split(b" ", 2)[1].decode("latin-1").split("?")[0].strip("/")
            asked[path] += 1
            self.request.sendall(self._said(path))

        def _said(self, path: str) -> bytes:
            if (own := more(path)) is not None:
                return own
            if path == "hangs":
                ended.wait(HANGS)
                return b""
            if path == "api/slow":
                time.sleep(4)
                return FILES["api/ok"]
            known: Any = PAGES.get(path, FILES.get(path, FILES["error/404"]))
            return known if isinstance(known, bytes) else answer("200 OK", known)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 100

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a browser that closes a connection early is no fault

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", asked
        finally:
            ended.set()
            server.shutdown()

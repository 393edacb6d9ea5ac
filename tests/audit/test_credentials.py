"""A login goes to the target's own origin and nowhere else, and stands in no file."""

from __future__ import annotations

import asyncio
import base64
import http.server
import json
import sqlite3
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from auditor import api
from auditor.capture.browser_pool import BrowserPool, SiteBrowser
from auditor.cli.shared import audit_and_report
from auditor.crawl.credentials import Credentials, origin, own_storage, without_userinfo
from auditor.crawl.targets import TargetError, TargetList, read_targets, targets_from_table
from auditor.settings.identity import identity

TOKEN, COOKIE, PASSWORD, LOCAL = "Bearer-7c1f0e", "cookie-51d2ab", "pass-word-9f3e", "local-77aa01"
BASIC = "Basic " + base64.b64encode(f"inspector:{PASSWORD}".encode()).decode()
Answer = tuple[int, dict[str, str], str]
FORMATS = ["html", "json", "jsonl", "csv", "xlsx", "junit"]


@contextmanager
def recording(
    answer: Callable[[str, dict[str, str]], Answer],
) -> Iterator[tuple[int, list[tuple[str, dict[str, str]]]]]:
    """A server on loopback; its port, and each request's path with its headers."""
    heard: list[tuple[str, dict[str, str]]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent = {name.lower(): value for name, value in self.headers.items()}
            heard.append((self.path, sent))
            status, headers, body = answer(self.path, sent)
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Quiet(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, heard
    finally:
        server.shutdown()
        server.server_close()


def home(port: int, other: int) -> str:
    """A page that embeds itself and two strangers: another port of its host, another host of its port."""
    stranger = f"http://127.0.0.1:{other}"
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><title>首页</title><link rel="stylesheet" href="{stranger}/s.css"></head>
<body><main><h1>首页</h1><p>{"申请材料与办理流程。" * 60}</p>
<img src="/own.png" alt="一"><img src="{stranger}/i.png" alt="二"><img src="/away.png" alt="三">
<img src="{stranger}/back" alt="四"><img src="http://localhost:{port}/other-host.png" alt="五">
<p title="{TOKEN}">{COOKIE} {LOCAL} {PASSWORD} {BASIC.split()[1]}</p><a href="/q?t={TOKEN}">{TOKEN}</a>
<iframe src="{stranger}/frame" title="他站"></iframe><iframe src="/frame" title="本站"></iframe>
<p><a href="/two">下一页</a> <a href="/away">外站</a> <a href="/papers/one.pdf">文件</a> <a href="/papers/away.pdf">文件二</a></p>
<script>
  fetch("/fetch"); fetch("{stranger}/fetch", {{ mode: "no-cors", credentials: "include" }});
  new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:{port}/worker'); fetch('{stranger}/worker')"])));
</script></main></body></html>"""


def everything_written(folder: Path) -> bytes:
    """All bytes in a folder, what is compressed unpacked."""
    parts: list[bytes] = []
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        parts.append(str(file).encode())
        data = file.read_bytes()
        parts.append(data)
        if data[:2] == b"\x1f\x8b":
            parts.append(zlib.decompressobj(wbits=31).decompress(data))
        elif zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        elif data[:4] == b"\x28\xb5\x2f\xfd":
            from auditor.store.files import read_capture

            parts.append(repr(read_capture(folder, str(file.relative_to(folder)))).encode())
    with sqlite3.connect(folder / "audit.db") as database:
        parts += [line.encode() for line in database.iterdump()]
    return b"\n".join(parts)


def audited(tmp_path: Path, start: str, port: int, other: int, **more: object) -> TargetList:
    """Audit a start address; what was read of it."""
    table = read_targets([start])
    settings = {"allow_private": True, "max_pages": 6, "timeout": 20, "format": FORMATS, "profile": "quick"}
    audit_and_report(api.request(start, output=tmp_path, **{**settings, **more}), quiet=True)
    return table


@pytest.mark.browser
@pytest.mark.parametrize("profile", ["quick", "standard"])
def test_header_and_stored_login(browser_available: None, tmp_path: Path, profile: str) -> None:
    ports: list[int] = []

    def own(path: str, _: dict[str, str]) -> Answer:
        if path in ("/", "/two"):
            return 200, {}, home(*ports)
        if path in ("/away", "/away.png", "/papers/away.pdf"):
            return 302, {"Location": f"http://127.0.0.1:{ports[1]}{path}"}, ""
        if path == "/robots.txt":
            return 302, {"Location": f"http://127.0.0.1:{ports[1]}/robots.txt"}, ""
        return 404 if path.startswith("/sitemap") else 200, {}, "<p>own</p>"

    def strange(path: str, _: dict[str, str]) -> Answer:
        if path == "/back":
            return 302, {"Location": f"http://127.0.0.1:{ports[0]}/came-back.png"}, ""
        return 404 if path == "/robots.txt" else 200, {}, ""

    with recording(own) as (port, heard), recording(strange) as (other, strangers):
        ports += [port, other]
        state = tmp_path / "state.json"
        cookies = [
            {"name": "session", "value": COOKIE, "domain": host, "path": "/", "sameSite": "nonsense", "expires": -1}
            for host in ("127.0.0.1", "localhost", ".example.test")
        ]
        stores = [
            {"origin": f"http://127.0.0.1:{door}", "localStorage": [{"name": "k", "value": LOCAL}]} for door in ports
        ]
        state.write_text(json.dumps({"cookies": cookies, "origins": stores}), "utf-8")
        folder = tmp_path / "audit"
        start = f"http://127.0.0.1:{port}/"
        audited(folder, start, port, other, header={"X-Token": TOKEN}, storage_state=state, profile=profile)
    assert {path for path, _ in strangers} >= {
        "/s.css",
        "/i.png",
        "/frame",
        "/away",
        "/away.png",
        "/back",
        "/fetch",
        "/worker",
    }
    assert [path for path, sent in strangers if TOKEN in str(sent) or COOKIE in str(sent)] == []
    mine = [(path, sent) for path, sent in heard if sent["host"] == f"127.0.0.1:{port}"]
    assert [
        path for path, sent in heard if "localhost" in sent["host"] and (TOKEN in str(sent) or COOKIE in str(sent))
    ] == []
    assert {path for path, sent in mine if sent.get("x-token") == TOKEN} >= {
        "/", "/two", "/own.png", "/frame", "/fetch", "/worker", "/came-back.png", "/robots.txt", "/sitemap.xml",
    }  # fmt: skip
    assert [path for path, sent in mine if sent.get("x-token") != TOKEN and path != "/favicon.ico"] == []
    assert {path for path, sent in mine if f"session={COOKIE}" in sent.get("cookie", "")} >= {"/", "/two", "/own.png"}
    if profile == "standard":
        assert {path for path, _ in strangers} >= {"/papers/away.pdf"}
    written = everything_written(folder)
    for secret in (TOKEN, COOKIE, LOCAL):
        assert secret.encode() not in written


@pytest.mark.browser
def test_user_and_password_of_a_target(
    browser_available: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ports: list[int] = []

    def own(path: str, sent: dict[str, str]) -> Answer:
        if sent.get("authorization") != BASIC:
            return 401, {"WWW-Authenticate": 'Basic realm="inner"'}, "no"
        if path in ("/away", "/away.png"):
            return 302, {"Location": f"http://127.0.0.1:{ports[1]}{path}"}, ""
        return 404 if path.startswith(("/robots", "/sitemap")) else 200, {}, home(*ports)

    def strange(path: str, _: dict[str, str]) -> Answer:
        return 401, {"WWW-Authenticate": 'Basic realm="inner"'}, "who are you"

    with recording(own) as (port, heard), recording(strange) as (other, strangers):
        ports += [port, other]
        table = audited(tmp_path, f"http://inspector:{PASSWORD}@127.0.0.1:{port}/", port, other)
    assert PASSWORD not in repr(table)
    assert PASSWORD not in table.model_dump_json()
    pages = [json.loads(line) for line in (tmp_path / "pages.jsonl").read_text("utf-8").splitlines()]
    assert {page["url"]: page["status"] for page in pages}[f"http://127.0.0.1:{port}/"] == "audited"
    assert strangers
    assert [path for path, sent in strangers if "authorization" in sent] == []
    assert {path for path, sent in heard if sent.get("authorization") == BASIC} >= {"/", "/robots.txt", "/own.png"}
    written = everything_written(tmp_path) + "".join(capsys.readouterr()).encode()
    assert PASSWORD.encode() not in written
    assert BASIC.split()[1].encode() not in written


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin("https://X.gov.cn/a") == origin("https://x.gov.cn:443/") == "https://x.gov.cn:443"
    assert origin("http://x.gov.cn/") != origin("https://x.gov.cn/")
    assert origin("mailto:a@b") == ""
    login = Credentials.of(["https://x.gov.cn/a"], {"Authorization": TOKEN, "Cookie": f"a={COOKIE}; b=2"}, None, {})
    assert login
    assert login.headers_for("https://x.gov.cn/b?c") == {"Authorization": TOKEN}
    for url in ("http://x.gov.cn/", "https://x.gov.cn:8443/", "https://sub.x.gov.cn/", "https://x.gov.cn.evil.cn/", ""):
        assert not login.headers_for(url)
    for url in ("https://x.gov.cn@evil.cn/", "https://evil.cn/?https://x.gov.cn/", "https://evil.cn\\@x.gov.cn/"):
        assert not login.headers_for(url), url
    assert {(cookie["name"], cookie["domain"]) for cookie in login.storage["cookies"]} == {
        ("a", "x.gov.cn"),
        ("b", "x.gov.cn"),
    }
    assert TOKEN not in repr(login)
    assert COOKIE not in repr(login)
    assert not Credentials.of(["https://x.gov.cn/"], {}, None, {})


def test_what_is_secret_in_a_login() -> None:
    state = {
        "cookies": [
            {"name": "lang", "value": "zh-CN", "domain": "x.cn"},
            {"name": "s", "value": COOKIE, "domain": "x.cn"},
        ]
    }
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept-Language": "zh-CN,zh;q=0.9"}
    login = Credentials.of(["https://x.cn/"], headers, state, {"https://x.cn:443": ("inspector", PASSWORD)})
    assert set(login.secrets()) == {
        f"Bearer {TOKEN}", TOKEN, COOKIE, PASSWORD, f"inspector:{PASSWORD}", BASIC.split()[1]
    }  # fmt: skip


def test_a_stored_login_is_cut_to_the_target() -> None:
    state = {
        "cookies": [
            {"name": "a", "value": "1", "domain": ".gov.cn"},
            {"name": "b", "value": "2", "domain": "x.gov.cn", "sameSite": "Lax"},
            {"name": "c", "value": "3", "domain": "y.gov.cn"},
            {"name": "d", "value": "4", "domain": "gov.cn"},
            "no cookie",
            {"value": "5", "domain": "x.gov.cn"},
        ],
        "origins": [{"origin": "https://x.gov.cn"}, {"origin": "http://x.gov.cn"}, {"origin": "https://sso.cn"}],
    }
    kept = own_storage(state, frozenset({origin("https://x.gov.cn/")}))
    assert [(cookie["name"], cookie["domain"]) for cookie in kept["cookies"]] == [("a", "x.gov.cn"), ("b", "x.gov.cn")]
    assert kept["origins"] == [{"origin": "https://x.gov.cn", "localStorage": []}]
    assert own_storage({"cookies": "x", "origins": 7}, frozenset({"https://x.gov.cn:443"})) == {}


@pytest.mark.browser
def test_any_stored_login_is_used_as_far_as_it_goes(browser_available: None) -> None:
    """One wrong entry, whatever is wrong with it, costs that entry, not the pages."""
    good = {"name": "good", "value": "1", "domain": "127.0.0.1", "path": "/"}
    wrong: list[dict[str, Any]] = [
        {"sameSite": "lax"}, {"sameSite": 7}, {"expires": "never"}, {"expires": -5}, {"expires": 1e300}, {"expires": None},
        {"httpOnly": "yes"}, {"secure": 1}, {"path": "x"}, {"path": 3}, {"value": None}, {"value": "a\x00b\nc"}, {"value": "\ud83d"},
        {"value": "x" * 9000}, {"name": ""}, {"name": "a;b=c"}, {"name": "__Host-a"}, {"partitionKey": 5}, {"domain": "127.0.0.1:80"},
    ]  # fmt: skip
    stores = [
        {"origin": "http://127.0.0.1", "localStorage": [{"name": "k"}, 7, {"name": "k", "value": 3}], "indexedDB": "x"}
    ]
    cookies = [{**good, "name": f"n{number}", **change} for number, change in enumerate(wrong)]
    state = own_storage({"cookies": [*cookies, good], "origins": stores}, frozenset({"http://127.0.0.1:80"}))

    async def names() -> set[str]:
        async with BrowserPool(None, None) as pool:
            site = SiteBrowser(pool, lambda version: version, Credentials(), state)
            async with pool.seat() as seat:
                context = await site.new_context(seat, 800, 600)
                return {cookie["name"] for cookie in await context.cookies()}

    kept = asyncio.run(names())
    assert {"good", "n0", "n1", "n2", "n6", "n7", "n8"} <= kept


@pytest.mark.parametrize(
    ("url", "plain", "pair"),
    [
        ("https://u:p@x.cn/a?b#c", "https://x.cn/a?b#c", ("u", "p")),
        ("https://u:p%40w@x.cn:8443/", "https://x.cn:8443/", ("u", "p@w")),
        ("https://u@x.cn/", "https://x.cn/", ("u", "")),
        ("https://u:p@w@x.cn/", "https://x.cn/", ("u", "p@w")),
        ("https://@x.cn/", "https://x.cn/", None),
        ("https://x.cn/a@b", "https://x.cn/a@b", None),
    ],
)
def test_userinfo(url: str, plain: str, pair: tuple[str, str] | None) -> None:
    assert without_userinfo(url) == (plain, pair)


def test_no_message_repeats_a_password(tmp_path: Path) -> None:
    wrong = [
        f"https://u:{PASSWORD}@/",
        f"ftp://u:{PASSWORD}@x.cn/",
        f"https://u:{PASSWORD}@x cn/",
        f"u:{PASSWORD}@x.cn",
    ]
    for text in wrong:
        with pytest.raises(TargetError) as told:
            read_targets([text])
        assert PASSWORD not in str(told.value)
    listed = tmp_path / "list.csv"
    good = f"https://u:{PASSWORD}@x.cn/"
    listed.write_text("url,name\n" + "".join(f'"{text}",x\n' for text in [*wrong, good]), "utf-8")
    for table in (
        read_targets([str(listed)]),
        targets_from_table([*wrong, {"url": good, "userinfo": "x"}], "auditor.toml"),
    ):
        assert len(table.problems) == len(wrong)
        assert PASSWORD not in repr(table)
        assert PASSWORD not in table.model_dump_json()
        assert table.targets[0].url == "https://x.cn/"
        assert table.targets[0].userinfo is not None
        assert table.targets[0].userinfo[1].get_secret_value() == PASSWORD


def test_settings_show_names_only() -> None:
    request = api.request(f"https://u:{PASSWORD}@x.cn/", header={"Authorization": TOKEN})
    settings, targets = request.settings, [target.model_dump() for target in request.targets]
    for text in (repr(request), json.dumps(settings.printed), json.dumps(identity(settings)), json.dumps(targets)):
        assert TOKEN not in text
        assert PASSWORD not in text
    assert settings.printed["header"] == ["Authorization"]

"""Pages that don't count have their reason, are never clean, and make a run incomplete where they were planned."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from auditor import api
from auditor.cli.shared import audit_and_report
from auditor.model import Page
from tests.audit.server import HTML, Answer, page, serving, tree

OTHER: dict[str, str] = {}  # addresses of other hosts, while they are served
LONG = "<p>" + "申请材料与办理流程。" * 80 + "</p>"
LINKS = (
    "login-needed",
    "forbidden",
    "busy",
    "missing",
    "soft404",
    "blank",
    "away",
    "nowhere",
    "never",
    "gone",
    "doc",
    "waf",
    "ok",
    "late",
    "long",
)


def answers(path: str, before: int) -> Answer:
    if path == "/":
        return page("首页", LONG + "".join(f'<p><a href="/{name}">{name}</a></p>' for name in LINKS))
    if path == "/login-needed":
        return 302, {"Location": "/login?to=x"}, b""
    if path.startswith("/login"):
        return page("用户登录", "<form><input type=password></form>" + LONG)
    if path == "/forbidden":
        return 403, HTML, b"Forbidden"
    if path == "/busy":
        return 429, {**HTML, "Retry-After": "9999"}, b"slow down"
    if path == "/soft404":
        return page("页面不存在", "<p>您访问的页面不存在</p>")
    if path == "/blank":
        return 200, HTML, b"<!DOCTYPE html><html><head><title>x</title><script>1</script></head><body></body></html>"
    if path == "/away":
        return 302, {"Location": OTHER["site"]}, b""
    if path == "/nowhere":
        return 302, {"Location": OTHER["closed"]}, b""
    if path == "/never":
        time.sleep(30)
        return page("晚", LONG)
    if path == "/doc":
        return 200, {"Content-Type": "application/pdf"}, b"%PDF-1.4"
    if path == "/waf":
        return page("安全验证中", "<p>您的访问过于频繁，请完成安全验证</p>")
    if path == "/ok":
        return page("正常", LONG)
    if path == "/long":
        return 503, {**HTML, "Retry-After": "40"}, b"wait"
    if path == "/late" and before == 0:
        return 503, {**HTML, "Retry-After": "1"}, b"wait"
    if path == "/late":
        return page("后来好了", LONG)
    return 404, HTML, b"not found"


@pytest.fixture(scope="module")
def found(browser_available: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Page], int, Path]:
    folder = tmp_path_factory.mktemp("refused")
    options = {"output": folder, "allow_private": True, "timeout": 6, "max_pages": 30, "profile": "quick"}
    with serving(tree) as elsewhere, serving(answers) as site, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, but nobody listens
        OTHER["site"] = elsewhere.base.replace("127.0.0.1", "localhost") + "/"
        OTHER["closed"] = f"http://localhost:{closed.getsockname()[1]}/"
        status = audit_and_report(api.request(site.base + "/", **options), quiet=True)
    pages = [Page.model_validate_json(line) for line in (folder / "pages.jsonl").read_text("utf-8").splitlines()]
    return {p.url.rsplit("/", 1)[1]: p for p in pages}, status, folder


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("login-needed", "login-wall"), ("forbidden", "blocked"), ("busy", "blocked"), ("missing", "http-error"),
        ("soft404", "soft-404"), ("blank", "blank"), ("never", "timeout"), ("gone", "http-error"), ("doc", "not-html"),
        ("waf", "blocked"), ("ok", "audited"), ("late", "audited"), ("", "audited"), ("long", "http-error"),
    ],
)  # fmt: skip
def test_status(found: tuple[dict[str, Page], int, Path], name: str, status: str) -> None:
    entry = found[0][name]
    assert entry.status == status
    if status != "audited":
        assert entry.error is not None
        assert entry.error.kind == status
        assert not entry.findings
        assert not entry.passed


@pytest.mark.browser
def test_a_wait_that_is_asked_for_is_said_where_it_is_too_long(found: tuple[dict[str, Page], int, Path]) -> None:
    """It counts as the page's time: none is waited for that does not fit into it."""
    for name, seconds in (("busy", 9999), ("long", 40)):
        error = found[0][name].error
        assert error is not None
        assert (error.code, error.facts["seconds"]) == ("page.asked-to-wait", seconds)


@pytest.mark.browser
def test_redirect_away_is_not_the_site(found: tuple[dict[str, Page], int, Path]) -> None:
    assert found[0]["away"].status == "off-site-redirect"
    assert found[0]["nowhere"].status == "connection-error"


@pytest.mark.browser
def test_incomplete(found: tuple[dict[str, Page], int, Path]) -> None:
    assert found[1] == 3
    report = next((found[2] / "sites").glob("*/index.html")).read_text("utf-8")
    for name in ("forbidden", "soft404", "never"):
        assert f"/{name}</code>" in report


@pytest.mark.browser
@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://name-that-is-not.invalid/", "dns-error"),
        ("http://127.0.0.1:9/", "connection-error"),
    ],
)
def test_site_that_cannot_be_reached(browser_available: None, tmp_path: Path, url: str, status: str) -> None:
    request = api.request(url, output=tmp_path, allow_private=True, timeout=10, format=["json"])
    assert audit_and_report(request, quiet=True) == 3
    (line,) = (tmp_path / "pages.jsonl").read_text("utf-8").splitlines()
    assert Page.model_validate_json(line).status == status


@pytest.mark.browser
def test_private_addresses_are_refused(browser_available: None, tmp_path: Path) -> None:
    """Without --allow-private neither the page nor what it embeds on loopback is asked for."""
    with serving(answers) as site:
        request = api.request(site.base + "/ok", output=tmp_path, timeout=10, format=["json"])
        assert audit_and_report(request, quiet=True) == 3
        assert not site.asked
    (line,) = (tmp_path / "pages.jsonl").read_text("utf-8").splitlines()
    assert Page.model_validate_json(line).status == "private-address"

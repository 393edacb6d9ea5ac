"""A crawl with a login does not end it, changes nothing, and notices where it ended all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor import api
from auditor.cli.shared import audit_and_report
from tests.audit.server import HTML, Answer, page, serving

TEXT = "<p>" + "申请材料与办理流程。" * 80 + "</p>"
LINKS = """<p><a href="/two">下一页</a> <a href="/logout">再见</a> <a href="/end">退出登录</a> <a href="/item/delete?id=7">x</a>
<a href="/gone" data-method="delete">条目</a> <a href="/sure" onclick="return confirm('?')">条目二</a> <a href="/over">我的办件</a>
<a href="/over-moved">我的材料</a> <a href="/change">修改密码</a> <a href="/guide">企业注销登记指南</a><button onclick="location.href='/logout'">离开</button>
<a href="#x" onclick="fetch('/api/logout');return false">离开二</a></p>"""
LOGIN = "<form><label>密码<input type=password></label><button>登录</button></form>"


def answers(path: str, _: int) -> Answer:
    """A site of a logged-in person."""
    if path in ("/", "/two", "/guide"):
        return page("办事", TEXT + LINKS)
    if path == "/over":
        return page("办事", "<p>请登录</p>" + LOGIN)
    if path == "/over-moved":
        return 302, {"Location": "/portal"}, b""
    if path == "/portal":
        return page("统一身份认证登录", TEXT + LOGIN)
    if path == "/change":
        return page("修改密码", "<form>" + "<label>密码<input type=password></label>" * 3 + "</form>" + TEXT)
    if path.startswith(("/robots", "/sitemap")):
        return 404, HTML, b""
    return page("已退出", TEXT)


@pytest.mark.browser
@pytest.mark.parametrize("profile", ["quick", "standard"])
def test_a_login_is_kept(browser_available: None, tmp_path: Path, profile: str) -> None:
    options = (
        {"output": tmp_path, "allow_private": True, "profile": profile, "header": {"X-Login": "me"}, "timeout": 20,
         "deep_timeout": 40, "format": ["json", "jsonl", "html"], "max_pages": 20}
    )  # fmt: skip
    with serving(answers) as site:
        audit_and_report(api.request(site.base + "/", **options), quiet=True)
        asked = set(site.asked)
    assert not asked & {"/logout", "/end", "/item/delete?id=7", "/gone", "/sure", "/api/logout"}
    pages = [json.loads(line) for line in (tmp_path / "pages.jsonl").read_text("utf-8").splitlines()]
    statuses = {entry["url"].removeprefix(site.base): entry["status"] for entry in pages}
    assert statuses == {
        "/": "audited", "/two": "audited", "/change": "audited", "/guide": "audited", "/over": "login-wall",
        "/over-moved": "login-wall",
    }  # fmt: skip
    (audited,) = json.loads((tmp_path / "audit.json").read_text("utf-8"))["sites"]
    assert audited["coverage"]["left_out"]["may-act"] == 5
    assert "可能退出登录" in next((tmp_path / "sites").glob("*/index.html")).read_text("utf-8")

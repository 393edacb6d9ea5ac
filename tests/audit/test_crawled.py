"""Crawl edge cases against a real browser: one page under two addresses, GBK, links that scripts make, asking again."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from auditor.cli.shared import audit_and_report
from auditor.model import Page, Run
from tests.audit.server import HTML, Answer, page, serving

TEXT = "<p>" + "办事指南与申请材料。" * 40 + "</p>"
SPA = """<!DOCTYPE html><html lang="zh-CN"><head><title>单页应用</title></head><body><div id="app"></div><script>
const show = () => { document.getElementById("app").innerHTML = "<main><h1>" + (location.hash || "首页") +
  "</h1><p>街道便民服务</p><a href='#/form'>申请</a> <a href='#top'>顶部</a></main>"; };
addEventListener("hashchange", show); show();</script></body></html>"""


def answers(path: str, before: int) -> Answer:
    if path == "/robots.txt":
        return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /inner\n"
    if path == "/":
        links = ("old", "new", "older", "gbk", "spa", "inner/a", "late;jsessionid=AB12", "late")
        return page("首页", TEXT + "".join(f'<p><a href="/{name}">{name}</a></p>' for name in links))
    if path in ("/old", "/older"):
        return 302, {"Location": "/new"}, b""
    if path == "/new":
        return page("新地址", TEXT + '<img src="data:," width="9" height="9">')
    if path == "/gbk":
        body = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="gbk"><title>梧桐街道</title></head><body>'
        return (
            200,
            {"Content-Type": "text/html"},
            (body + f"<main><h1>通知</h1>{TEXT}</main></body></html>").encode("gbk"),
        )
    if path == "/spa":
        return 200, HTML, SPA.encode()
    if path.startswith("/late") and before == 0:
        return 503, {**HTML, "Retry-After": "1"}, b"wait"
    if path.startswith("/late"):
        return page("后来好了", TEXT)
    if path == "/inner/a":
        return page("不该来", TEXT)
    return 404, HTML, b""


@pytest.mark.browser
def test_crawl(browser_available: None, tmp_path: Path) -> None:
    # Three pages at once and pages that are asked for again: nobody may wait for a page that waits for a turn.
    settings = {"allow_private": True, "max_pages": 30, "concurrency": 3, "profile": "standard", "timeout": 20}
    with serving(answers) as site:
        request = api.request(site.base + "/", output=tmp_path, format=["json"], **settings)
        assert audit_and_report(request, quiet=True) == 0
        assert not site.asked["/inner/a"]
        pages = [Page.model_validate_json(line) for line in (tmp_path / "pages.jsonl").read_text("utf-8").splitlines()]
        told = [p.final_url.removeprefix(site.base) for p in pages]
        assert sorted(told) == ["/", "/gbk", "/late;jsessionid=AB12", "/new", "/spa", "/spa#/form"]
        assert {p.title for p in pages} >= {"梧桐街道", "后来好了"}
        (held,) = Run.model_validate_json((tmp_path / "audit.json").read_text("utf-8")).sites
        assert held.coverage.left_out["same-page"] == 2
        assert held.coverage.left_out["robots"] == 1
        (image,) = [group for group in held.groups if group.rule == "image-alt"]
        assert (image.occurrences, len(image.pages)) == (1, 1)
    # Judged again nothing comes back.
    assert api.evaluate(tmp_path).pages == len(pages)
    assert len(api.load(tmp_path).pages[held.slug]) == len(pages)

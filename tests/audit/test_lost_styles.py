"""Where a page's style sheets did not come, its looks are not judged; a sheet that does not exist is the page's own
fault."""

from __future__ import annotations

import pytest

from auditor.evaluate import catalogue
from auditor.evaluate.evaluator import evaluate
from auditor.model import Page
from tests.audit.server import HTML, Answer, serving
from tests.conftest import capture_all

BODY = (
    '<!DOCTYPE html><html lang="zh-CN"><head><title>页面</title>{link}</head><body><main><h1>标题</h1>'
    '<p style="color:#bbb">看不清的正文，字色太浅，老年人读起来很吃力。</p><img src="data:," width="9" height="9"></main></body></html>'
)

NAMES = ("whole", "missing", "other", "moved", "print", "busy", "refused")


def answers(path: str, _: int) -> Answer:
    if path == "/busy.css":
        return 503, {"Content-Type": "text/css"}, b""
    if path == "/here.css":
        return 200, {"Content-Type": "text/css"}, b"p{margin:1em}"
    if path == "/old.css":
        return 302, {"Location": "/here.css"}, b""
    links = {
        "/whole": '<link rel="stylesheet" href="/here.css">',
        "/missing": '<link rel="stylesheet" href="/not-there.css">',
        "/busy": '<link rel="stylesheet" href="/here.css"><link rel="stylesheet" href="/busy.css">',
        "/refused": '<link rel="stylesheet" href="http://127.0.0.1:1/theme.css">',
        "/moved": '<link rel="stylesheet" href="/old.css">',
        "/print": '<link rel="stylesheet" media="print" href="/busy.css">',
        "/other": '<link rel="alternate stylesheet" title="x" href="/busy.css">',
    }
    if path in links:
        return 200, HTML, BODY.format(link=links[path]).encode()
    return 404, HTML, b""


@pytest.fixture(scope="module")
def pages(browser_available: None) -> dict[str, Page]:
    rules = catalogue.load()
    with serving(answers) as site:
        urls = [f"{site.base}/{name}" for name in NAMES]
        found = capture_all(urls, rules.axe_rules())
    return {url.rsplit("/", 1)[1]: evaluate(data, rules, site="x") for url, data in found.items()}


@pytest.mark.browser
@pytest.mark.parametrize(("name", "judged"), [(name, name not in ("busy", "refused")) for name in NAMES])
def test_looks(pages: dict[str, Page], name: str, judged: bool) -> None:
    page = pages[name]
    failed = {finding.rule for finding in page.findings}
    untested = {entry.rule: entry.reason for entry in page.untested}
    # What the document says holds whatever its looks are.
    assert "image-alt" in failed
    assert ("text-contrast" in failed) == judged
    assert ("text-contrast" in untested) == (not judged)
    if not judged:
        assert ".css" in untested["target-size"]
        assert not {"target-size", "line-spacing"} & (set(page.passed) | failed)

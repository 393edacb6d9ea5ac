"""Pages that fail, break off, hang or move are not judged as what they are not, and what of a page doesn't come costs
that part, not the page. The pages are in `tests/sites/hostile/failing.py`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.capture.schema import PageCapture
from auditor.evaluate import catalogue
from auditor.evaluate.evaluator import evaluate
from auditor.model import Page
from tests.conftest import capture_all
from tests.sites.hostile.failing import failing

TIMEOUT = 24.0  # s of a page; twice what is needed, for a busy machine
NOT_JUDGED = {
    "script-500": "http-error",
    "meta-500": "http-error",
    "header-404": "http-error",
    "script-blank": "blank",
    "script-private": "private-address",
    "meta-private": "private-address",
    "header-private": "private-address",
    "spa-500": "blank",
    "spa-403": "blank",
    "spa-hangs": "blank",
    "spa-never": "blank",
    "spa-error": "blank",
    "spa-apology": "blank",
    "part-206": "http-error",
    "status-305": "http-error",
    "random": "not-html",
    "chunk": "connection-error",
}
# Judged without a part: what the reason for untested rules names.
IN_PART = {
    "frame-500": "capture.frame-error",
    "frame-refused": "capture.frame-error",
    "script-hangs": "capture.no-script",
    "defer-hangs": "capture.no-script",
    "cut": "capture.document-cut",
    "spa-menu": "capture.no-data",
    "spa-frame": "capture.no-data",
    "list-500": "capture.no-data",
}
WITHOUT_STYLES = ("import-hangs", "css-cut")
LITTLE = ("little-post", "little-clear", "little-count", "little-throws", "little-hangs")
WHOLE = ("plain", "spa-fine", "counter-500", "frame-hidden-500", "frame-sandbox", "sandbox", "half", *LITTLE)
HANGING = ("import-hangs", "script-hangs", "defer-hangs")


def refused(url: str, since: float) -> str | None:
    """What the guard says of an address."""
    return "private-address" if url.endswith("/private") else None


@pytest.fixture(scope="module")
def captures(browser_available: None) -> dict[str, PageCapture]:
    rules = catalogue.load()
    with failing() as (base, _):
        urls = [f"{base}/{name}" for name in (*NOT_JUDGED, *IN_PART, *WITHOUT_STYLES, *WHOLE)]
        axe_rules = {"desktop": ["image-alt", "document-title"]}
        assert set(axe_rules["desktop"]) <= set(rules.axe)
        found = capture_all(urls, axe_rules, change=lambda o: replace(o, timeout=TIMEOUT, refused=refused))
    return {url.rsplit("/", 1)[1]: held for url, held in found.items()}


@pytest.fixture(scope="module")
def pages(captures: dict[str, PageCapture]) -> dict[str, Page]:
    rules = catalogue.load()
    return {name: evaluate(held, rules, site="x") for name, held in captures.items() if held.error is None}


@pytest.mark.browser
@pytest.mark.parametrize(("name", "status"), NOT_JUDGED.items())
def test_an_error_is_not_the_page(captures: dict[str, PageCapture], name: str, status: str) -> None:
    held = captures[name]
    assert held.error is not None
    assert held.error[0] == status
    assert not held.views
    if name.endswith(("500", "404")) and not name.startswith("spa"):
        assert held.http_status == int(name[-3:]), "the last document's answer decides"


@pytest.mark.browser
@pytest.mark.parametrize(("name", "code"), IN_PART.items())
def test_no_rule_passes_on_a_page_without_a_part(pages: dict[str, Page], name: str, code: str) -> None:
    page = pages[name]
    assert not page.passed
    assert not page.inapplicable
    said = next(item for item in page.untested if item.code == "rules.page-incomplete")
    assert code in {why["code"] for why in said.facts["why"]}
    assert said.rule in {item.rule for item in page.untested}
    assert "image-alt" not in {finding.rule for finding in page.findings}, "a frame's error is not judged"


@pytest.mark.browser
@pytest.mark.parametrize("name", WITHOUT_STYLES)
def test_without_its_style_sheet_a_page_is_judged_but_for_its_looks(pages: dict[str, Page], name: str) -> None:
    page = pages[name]
    assert "page-language" in page.passed or "document-title" in page.passed
    untested = {item.rule: item.code for item in page.untested}
    assert untested["text-contrast"] == untested["target-size"] == "rules.stylesheets-lost"


@pytest.mark.browser
@pytest.mark.parametrize("name", WHOLE)
def test_what_is_all_there_passes(pages: dict[str, Page], name: str) -> None:
    page = pages[name]
    assert "document-title" in page.passed
    assert "rules.page-incomplete" not in {item.code for item in page.untested}
    failed = {finding.rule for finding in page.findings}
    assert ("image-alt" in failed) == (name == "frame-sandbox")


@pytest.mark.browser
@pytest.mark.parametrize("name", HANGING)
def test_what_hangs_costs_half_of_the_time(captures: dict[str, PageCapture], name: str) -> None:
    held = captures[name]
    assert held.timing_ms["load"] < 1000 * 0.8 * TIMEOUT
    text = held.views["desktop"].documents[0].strings
    assert any("收费标准" in string for string in text), "what stands behind it in the document is there"


@pytest.mark.browser
def test_half_of_a_character_is_replaced(captures: dict[str, PageCapture]) -> None:
    held = captures["half"]
    assert held.title == "题\ufffd"
    assert not any("\ud800" <= char <= "\udfff" for char in "".join(held.views["desktop"].documents[0].strings))

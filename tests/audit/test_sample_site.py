"""The audit of the sample site against its manifest: what is wrong is found, what is clean stays clean."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from auditor import api
from auditor.capture import ocr
from auditor.demo.server import MANIFEST, SITE_DIR
from auditor.model import Page

PAGES = tomllib.loads(MANIFEST.read_text("utf-8"))["page"]
FILES = tomllib.loads(MANIFEST.read_text("utf-8"))["file"]


@pytest.fixture(scope="session")
def pages(demo: tuple[Path, int]) -> dict[str, Page]:
    lines = (demo[0] / "pages.jsonl").read_text("utf-8").splitlines()
    found = [Page.model_validate_json(line) for line in lines]
    return {_key(page): page for page in found}


def _key(page: Page) -> str:
    """The path below the site, and the scenario's state where it is one."""
    parts = urlsplit(page.final_url)
    return parts.path.lstrip("/") + ("#" + parts.fragment if parts.fragment else "")


@pytest.mark.browser
def test_complete(demo: tuple[Path, int], pages: dict[str, Page]) -> None:
    assert demo[1] == 0
    wanted = {entry["path"] for entry in PAGES if entry.get("robots") != "disallowed"}
    assert wanted - set(pages) == set()
    assert not [page.url for page in pages.values() if page.status != "audited"]


@pytest.mark.browser
@pytest.mark.parametrize(
    "entry", [e for e in PAGES if e["clean"] and e.get("robots") != "disallowed"], ids=lambda e: e["path"]
)
def test_clean_page_stays_clean(entry: dict[str, Any], pages: dict[str, Page]) -> None:
    page = pages[entry["path"]]
    assert not [(f.rule, f.outcome, f.view, f.target, f.evidence) for f in page.findings if f.outcome == "failed"]


@pytest.mark.browser
@pytest.mark.parametrize("entry", [e for e in PAGES if not e["clean"]], ids=lambda e: e["path"])
def test_known_barriers_are_found(entry: dict[str, Any], pages: dict[str, Page]) -> None:
    """Each barrier is found with the outcome that the manifest gives it, on as many elements at least."""
    seen = Counter((f.rule, f.outcome) for f in pages[entry["path"]].findings)
    wanted: Counter[tuple[str, str]] = Counter()
    for barrier in entry.get("barrier", ()):
        if not barrier["rule"].startswith("later:") and (not barrier.get("reads") or ocr.available()):
            wanted[barrier["rule"], barrier["outcome"]] += barrier["count"]
    missing = {key: (seen[key], count) for key, count in wanted.items() if seen[key] < count}
    assert not missing, f"(rule, outcome): (found, wanted) {missing}"


@pytest.mark.browser
@pytest.mark.parametrize("entry", [e for e in PAGES if not e["clean"]], ids=lambda e: e["path"])
def test_nothing_else_is_asserted(entry: dict[str, Any], pages: dict[str, Page]) -> None:
    """On a page with barriers, no rule fails that the manifest doesn't name for it."""
    named = {barrier["rule"] for barrier in entry.get("barrier", ())}
    failed = {f.rule for f in pages[entry["path"]].findings if f.outcome == "failed"}
    assert failed <= named


@pytest.mark.browser
def test_gbk_page_reads_correctly(pages: dict[str, Page]) -> None:
    title = BeautifulSoup((SITE_DIR / "news/notice-gbk.html").read_bytes(), "lxml", from_encoding="gbk").title
    assert title is not None
    assert pages["news/notice-gbk.html"].title == title.get_text().strip()


@pytest.mark.browser
def test_linked_files_are_read(demo: tuple[Path, int]) -> None:
    """What the manifest says of each file; kept with the audit, so that a later report has it too."""
    held = api.load(demo[0]).run.sites[0].coverage.documents
    read = {urlsplit(item["url"]).path.lstrip("/"): item for item in held}
    for entry in FILES:
        facts = read[entry["path"]]
        assert facts["size"] == (SITE_DIR / entry["path"]).stat().st_size
        assert facts["pdf"]["tagged"] is entry["tagged"]
        assert (facts["pdf"]["text_pages"] > 0) is entry["has_text"]


@pytest.mark.browser
def test_evaluate_again_gives_the_same(demo: tuple[Path, int], pages: dict[str, Page]) -> None:
    """Evaluation is a function of the stored captures alone."""
    count = api.evaluate(demo[0]).pages
    result = api.load(demo[0])
    again = {_key(page): page for page in result.pages[result.run.sites[0].slug]}
    assert count == len(pages)
    for path, page in pages.items():
        mine = [f.model_dump(exclude={"picture"}) for f in page.findings]
        assert [f.model_dump(exclude={"picture"}) for f in again[path].findings] == mine


@pytest.mark.browser
def test_who_can_finish_the_services(demo: tuple[Path, int]) -> None:
    """The table of tasks by people is what the manifest says of each task."""
    journeys = api.load(demo[0]).run.sites[0].journeys
    seen = {journey.name["zh"]: {way.way: way.outcome for way in journey.ways} for journey in journeys}
    for entry in tomllib.loads(MANIFEST.read_text("utf-8"))["journey"]:
        assert seen[entry["title_zh"]] == entry["ways"], entry["title_zh"]

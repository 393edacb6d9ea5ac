"""The report: passes its own audit, stands alone, and a hand-over holds one agency's part only."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from playwright.sync_api import sync_playwright

from auditor import api
from auditor.capture import browser
from auditor.cli.shared import audit_and_report
from auditor.handover.package import agency_slugs, hand_over
from auditor.model import Page, Result
from auditor.render import write_reports
from tests.conftest import serve


@pytest.fixture(scope="module")
def result(demo: tuple[Path, int]) -> Result:
    return api.load(demo[0])


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "profile"), [("zh", "full"), ("en", "quick")])
def test_passes_its_own_audit(
    demo: tuple[Path, int], result: Result, tmp_path: Path, lang: str, profile: api.Profile
) -> None:
    """Every page of the report, in both views: in one language with all rules, and what the words of the other may
    change."""
    report, out = tmp_path / "report", tmp_path / "out"
    write_reports(result, report, ["html"], lang, images=demo[0])
    options = {"output": out, "allow_private": True, "profile": profile, "max_pages": 10, "timeout": 90}
    with serve(report) as base:
        status = audit_and_report(api.request(base + "/index.html", **options), quiet=True)
    assert status == 0
    pages = [Page.model_validate_json(line) for line in (out / "pages.jsonl").read_text("utf-8").splitlines()]
    assert len(pages) == 2
    for page in pages:
        assert page.status == "audited"
        assert not [(f.rule, f.view, f.target, f.evidence) for f in page.findings if f.outcome == "failed"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_reads_without_scrolling_sideways(demo: tuple[Path, int], width: int) -> None:
    """At 320 px, which is 1280 px at 400 %, too; and at 200 % text."""
    files = [demo[0] / "index.html", *(demo[0] / "sites").glob("*/index.html")]
    with sync_playwright() as playwright:
        found = browser.find(playwright)
        running = playwright.chromium.launch(
            executable_path=found.path, channel=found.channel, chromium_sandbox=not browser.needs_no_sandbox()
        )
        page = running.new_page(viewport={"width": width, "height": 800}, java_script_enabled=True)
        for file in files:
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.add_style_tag(content="html{font-size:200%}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        running.close()


@pytest.mark.browser
def test_stands_alone(demo: tuple[Path, int]) -> None:
    """Nothing is loaded from elsewhere, and the text is there without a script."""
    for file in (demo[0] / "index.html", *(demo[0] / "sites").glob("*/index.html")):
        soup = BeautifulSoup(file.read_bytes(), "lxml")
        loaded = [
            str(e.get("src") or e.get("href")) for e in soup.find_all(["img", "script", "link", "iframe", "source"])
        ]
        assert all(value.startswith("data:") for value in loaded if value != "None")
        text = soup.get_text()
        assert "不符合" not in text or "不等于" in text
        assert not re.search(r"(完全|全部)?符合 ?WCAG", text)
        assert "机器检测未发现问题" in text


@pytest.mark.browser
def test_issue_list(demo: tuple[Path, int], result: Result) -> None:
    book = load_workbook(demo[0] / "issues.xlsx")
    groups, occurrences = book.worksheets[0], book.worksheets[1]
    assert groups.max_row - 1 == sum(len(site.groups) for site in result.run.sites)
    assert occurrences.max_row - 1 == sum(len(p.findings) for pages in result.pages.values() for p in pages)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


@pytest.mark.browser
def test_hand_over_holds_one_agency_only(demo: tuple[Path, int], result: Result, tmp_path: Path) -> None:
    """Three sites of two agencies and of nobody: each folder and ZIP names its own sites and no other."""
    site = result.run.sites[0]
    pages = result.pages[site.slug]
    sites, held = [], {}
    for slug, agency in (("alpha-site", "甲局"), ("beta-site", "../乙局 =1+1"), ("gamma-site", "")):
        sites.append(
            site.model_copy(update={"slug": slug, "agency": agency, "name": f"name-{slug}", "url": f"http://{slug}/"})
        )
        held[slug] = pages
    run = result.run.model_copy(
        update={"sites": sites, "problems": [{"source": "l", "line": 1, "text": "gamma", "message": "x"}]}
    )
    whole = replace(result, run=run, pages=held)
    hand_over(whole, tmp_path, ["html", "json"], "zh")
    slugs = agency_slugs(whole)
    assert list(slugs) == ["甲局", "../乙局 =1+1"]
    assert sorted(p.name for p in (tmp_path / "agencies").iterdir()) == sorted(
        [*slugs.values(), *(f"{slug}.zip" for slug in slugs.values())]
    )
    for agency, own in (("甲局", "alpha-site"), ("../乙局 =1+1", "beta-site")):
        others = {"alpha-site", "beta-site", "gamma-site"} - {own}
        folder = tmp_path / "agencies" / slugs[agency]
        with zipfile.ZipFile(io.BytesIO((tmp_path / "agencies" / f"{slugs[agency]}.zip").read_bytes())) as archive:
            names = archive.namelist()
            texts = [archive.read(name).decode("utf-8", "replace") for name in names if not name.endswith(".xlsx")]
        assert len(names) == len([f for f in folder.rglob("*") if f.is_file()])
        assert any(f"sites/{own}/index.html" in name for name in names)
        for text in [*names, *texts]:
            assert not [other for other in others if other in text]
        assert json.loads((folder / "audit.json").read_text("utf-8"))["sites"][0]["slug"] == own

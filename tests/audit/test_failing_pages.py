"""A list of pages that fail, move or hold half characters, audited as a whole: no page ends the run, none that failed
is a success in any format, and the exit status says that something is missing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from junitparser import JUnitXml

from auditor import api
from auditor.cli.shared import audit_and_report
from auditor.model import Page
from tests.sites.hostile.failing import failing

STATUSES = {
    "plain": "audited",
    "half": "audited",
    "half-raw": "audited",
    "script-blank": "blank",
    "late-500": "http-error",
    "spa-500": "blank",
    "retry-year": "http-error",
    "frame-500": "audited",
}
FORMATS = ["html", "json", "jsonl", "csv", "xlsx", "junit"]


@pytest.mark.browser
def test_no_page_ends_the_run_and_no_failure_is_a_success(browser_available: None, tmp_path: Path) -> None:
    options = {
        "output": tmp_path,
        "allow_private": True,
        "timeout": 12,
        "profile": "quick",
        "max_pages": 1,
        "format": FORMATS,
    }
    with failing() as (base, _):
        targets = [f"{base}/{name}" for name in STATUSES]
        assert audit_and_report(api.request(targets, **options), quiet=True) == 3
    pages = [
        Page.model_validate_json(line) for line in (tmp_path / "pages.jsonl").read_text("utf-8").split("\n") if line
    ]
    assert {page.url.rsplit("/", 1)[1]: page.status for page in pages} == STATUSES
    for page in pages:
        assert bool(page.passed) == (page.status == "audited" and not page.url.endswith("frame-500"))
        assert (page.error is None) == (page.status == "audited")
    for site in JUnitXml.fromfile(str(tmp_path / "junit.xml")):
        failed = {page.final_url or page.url for page in pages if page.status != "audited"}
        for case in site:
            assert case.result or case.name not in failed
    (site,) = json.loads((tmp_path / "audit.json").read_text("utf-8"))["sites"]
    assert (site["status"], site["coverage"]["planned"], site["coverage"]["audited"]) == ("incomplete", 8, 4)
    assert site["coverage"]["not_audited"] == {"blank": 2, "http-error": 2}
    (row,) = csv.DictReader(io.StringIO((tmp_path / "coverage.csv").read_text("utf-8-sig")))
    assert (row["planned"], row["audited"]) == ("8", "4")
    report = next((tmp_path / "sites").glob("*/index.html")).read_text("utf-8")
    for name, status in STATUSES.items():
        assert (f"/{name}</code>" in report) or status == "audited"
    # Judging what is stored comes to the same.
    assert api.evaluate(tmp_path).pages == sum(bool(page.timing_ms) for page in pages)

"""`findings.csv`: one row a finding, for spreadsheets. Cells that a spreadsheet would run as a formula are quoted."""

import csv
import io
from collections.abc import Iterable, Iterator

from auditor.model import Finding, Output, Page, Result, Site

COLUMNS = (
    "site",
    "agency",
    "url",
    "rule",
    "outcome",
    "impact",
    "confidence",
    "requirements",
    "view",
    "target",
    "message",
    "group",
)
# What begins a formula; a tab or a carriage return before it is taken away when the file is opened.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + value if value.startswith(FORMULA) else value


def cells(site: Site, page: Page, finding: Finding, lang: str) -> tuple[str, ...]:
    """One row, in the order of COLUMNS."""
    return (
        site.slug,
        site.agency,
        page.final_url or page.url,
        finding.rule,
        finding.outcome,
        finding.impact,
        finding.confidence,
        " ".join(finding.requirements),
        finding.view,
        " >>> ".join(finding.target),
        finding.messages[lang],
        finding.group,
    )


def render(result: Result, output: Output) -> None:
    """With a byte order mark, so that Excel reads UTF-8."""
    output.write("findings.csv", _lines(result, output.lang))


def _lines(result: Result, lang: str) -> Iterator[str]:
    yield "\ufeff" + _written([COLUMNS])
    for site in result.run.sites:
        for page in result.pages[site.slug]:
            yield _written(map(safe, cells(site, page, finding, lang)) for finding in page.findings)


def _written(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()

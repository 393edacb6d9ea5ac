"""`findings.csv`: one row a finding, for spreadsheets; `coverage.csv`: one row a site. Cells that a spreadsheet would
run as a formula are quoted."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from auditor.model import Finding, Output, Page, Result, Site, harmless

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
# How much of each site was looked at: pages planned and audited, why the others were not (number by reason).
COVERAGE = ("site", "agency", "url", "status", "planned", "audited", "error", "not_audited", "left_out")
# What begins a formula, in the letters of East Asia too.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹣", "−", "﹢", "﹦", "﹫")
# What cannot be seen before it is taken away when the file is opened; it says nothing, so it is left out.
UNSEEN = re.compile(r"^[\s\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]+")


def safe(value: str) -> str:
    """Text that no spreadsheet takes for a formula, without what acts on who reads it."""
    value = UNSEEN.sub("", harmless(value))
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
    output.write("coverage.csv", _coverage(result, output))


def _coverage(result: Result, output: Output) -> Iterator[str]:
    yield "\ufeff" + _written([COVERAGE])
    for site in result.run.sites:
        held = site.coverage
        why = output.sentence(site.error.message) if site.error and site.status != "complete" else ""
        missed = {output.name("page_status", key): n for key, n in held.not_audited.items()}
        left = {output.name("left_out", key): n for key, n in held.left_out.items()}
        row = (site.slug, site.agency, site.url, site.status, str(held.planned), str(held.audited), why)
        yield _written([[*map(safe, row), *(safe(_counted(counts, output)) for counts in (missed, left))]])


def _counted(counts: dict[str, int], output: Output) -> str:
    return output.joined([f"{name} {count}" for name, count in counts.items()])


def _lines(result: Result, lang: str) -> Iterator[str]:
    yield "\ufeff" + _written([COLUMNS])
    for site in result.run.sites:
        for page in result.pages[site.slug]:
            yield _written(map(safe, cells(site, page, finding, lang)) for finding in page.findings)


def _written(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()

"""`findings.csv`: one row a finding, for spreadsheets. Cells that a spreadsheet would run as a formula are quoted."""

import csv
import io

from auditor.model import Output, Result

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


def safe(value: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = str(value)
    return "'" + text if text[:1] in "=+-@\t\r" else text


def render(result: Result, out: Output) -> None:
    """With a byte order mark, so that Excel reads UTF-8."""
    sink = io.StringIO()
    table = csv.writer(sink)
    table.writerow(COLUMNS)
    for site in result.run.sites:
        for page in result.pages.get(site.slug, ()):
            for f in page.findings:
                table.writerow(
                    [
                        safe(value)
                        for value in (
                            site.slug,
                            site.agency,
                            page.final_url or page.url,
                            f.rule,
                            f.outcome,
                            f.impact,
                            f.confidence,
                            " ".join(f.requirements),
                            f.view,
                            " >>> ".join(f.target),
                            f.messages[out.lang],
                            f.group,
                        )
                    ]
                )
    out.write("findings.csv", "\ufeff" + sink.getvalue())

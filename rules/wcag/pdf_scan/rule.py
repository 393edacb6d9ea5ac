"""A linked PDF is not a mere scan: its pages have text, not only images of it.

Assumptions: failed where no page that was looked at has a single character and an image covers at least half of each.
Where the linking page has text enough of its own and its heading is about what the link names, the same content may
stand there: then a person compares. Files whose structure gives alternative texts are left out.
Source: WCAG 2.2 1.1.1 and 1.4.5; technique PDF7 (informative).
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View
from auditor.rulekit.rule import Evidence, Rule, cant_tell, failed, passed
from auditor.rulekit.site import SiteVerdict, SiteView, linked_pdfs, pdf_links, unread_pdfs

RULE = Rule(
    id="pdf-scan",
    requirements=("wcag22:1.1.1",),
    impact="critical",
    scope="site",
    profile="standard",
)
PROSE = 300  # ours: characters of a page's own text from which it may hold what the file says


def facts(view: View) -> dict[str, Any] | None:
    """The page's links to PDF files."""
    return pdf_links(view)


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each file that was read, where it is linked."""
    yield from unread_pdfs(site)
    for link in linked_pdfs(site):
        pdf = link.facts
        scanned = pdf["text_pages"] == 0 and pdf["scan_pages"] == pdf["sampled"] and not pdf["alternatives"]
        told: Evidence = {"file": link.name, "pages": pdf["pages"], "sampled": pdf["sampled"]}
        if not scanned:
            mixed = pdf["scan_pages"] > 0 and pdf["text_pages"] > 0 and not pdf["alternatives"]
            verdict = cant_tell("mixed", scans=pdf["scan_pages"], **told) if mixed else passed()
        elif link.may_repeat(PROSE):
            verdict = cant_tell("compare", **told)
        else:
            verdict = failed("scan", **told)
        yield link.say(verdict, whole=pdf["sampled"] == pdf["pages"])

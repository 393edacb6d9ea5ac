"""A linked PDF with text is tagged, so that headings, lists, tables and the order of reading are known.

Assumptions: tags are the only way of PDF to tell structure. Failed where the file has text and no structure tree, and
shows structure: some text is set at least 1.2 times as large as the most of it (the tool's own figure), as headings
are. Without such a sign a person looks whether there is structure at all. Whether tags are right is not looked at.
Source: WCAG 2.2 1.3.1 and 1.3.2; techniques PDF9, PDF3, PDF6 (informative).
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View
from auditor.rulekit.rule import Evidence, Rule, cant_tell, failed, passed
from auditor.rulekit.site import SiteVerdict, SiteView, linked_pdfs, pdf_links, unread_pdfs

RULE = Rule(
    id="pdf-untagged",
    requirements=("wcag22:1.3.1", "wcag22:1.3.2"),
    impact="serious",
    scope="site",
    profile="standard",
)


def facts(view: View) -> dict[str, Any] | None:
    """The page's links to PDF files."""
    return pdf_links(view)


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each file with text, where it is linked."""
    yield from unread_pdfs(site)
    for link in linked_pdfs(site):
        pdf = link.facts
        if not pdf["text_pages"]:
            continue
        told: Evidence = {"file": link.name, "pages": pdf["pages"]}
        if pdf["tagged"]:
            yield link.say(passed())
        elif pdf["large_text"]:
            yield link.say(failed("untagged", **told))
        else:
            yield link.say(cant_tell("plain", **told))

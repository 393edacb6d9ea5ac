"""A linked PDF with text says which language it is in.

Assumptions: failed where neither the file, nor any part of its structure, nor its metadata names a language. Scans have
no text to be read and are pdf-scan's matter.
Source: WCAG 2.2 3.1.1; technique PDF16 (informative).
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View
from auditor.rulekit.rule import Rule, failed, passed
from auditor.rulekit.site import SiteVerdict, SiteView, linked_pdfs, pdf_links, unread_pdfs

RULE = Rule(
    id="pdf-language",
    requirements=("wcag22:3.1.1",),
    impact="moderate",
    scope="site",
    decides=("failed",),
    profile="standard",
)


def facts(view: View) -> dict[str, Any] | None:
    """The page's links to PDF files."""
    return pdf_links(view)


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each file with text, where it is linked."""
    yield from unread_pdfs(site)
    for link in linked_pdfs(site):
        if link.facts["text_pages"]:
            verdict = passed() if link.facts["language"] else failed("none", file=link.name, pages=link.facts["pages"])
            yield link.say(verdict)

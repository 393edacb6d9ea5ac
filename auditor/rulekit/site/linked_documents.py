"""Linked PDF files as site rules see them: each file with the links to it, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from auditor.rulekit.page.view import View
from auditor.rulekit.rule.verdict import INAPPLICABLE, Verdict
from auditor.rulekit.site.pages import SiteVerdict, SiteView, refer

MAX_LINKS = 400  # of a page that are kept
MAX_PAGES = 5  # ours: pages on which one file is told
_GENERIC = re.compile(
    r"附件|下载|点击|查看|扫描件|原件|全文|文件|PDF|\d|[\W_]|word|download|attachment|file|view|the|of", re.I
)


def pdf_links(view: View) -> dict[str, Any] | None:
    """What a rule about PDF files keeps of a page: its links to them, and what the page itself is about."""
    base = next((node.attr("href") for node in view.find("base", top_only=True) if node.attr("href")), "")
    base = urljoin(view.url, base)
    links = []
    for node in view.find("a", top_only=True):
        if node.attr("href") and urlsplit(node.attr("href")).path.lower().endswith(".pdf") and node.rendered:
            text = (node.name or node.text(80))[:80]
            links.append({"key": _key(urljoin(base, node.attr("href"))), "text": text, "where": refer(node, view)})
    if not links:
        return None
    heads = " ".join([view.page.title, *(node.text(80) for node in view.find("h1", top_only=True))])[:200]
    prose = sum(
        len(text.own_text.strip())
        for text in view.texts(top_only=True)
        if text.closest("a", "button", "nav", "header", "footer", "option") is None
    )
    return {"links": view.first(links, MAX_LINKS), "heads": heads, "prose": prose}


@dataclass(frozen=True)
class LinkedPdf:
    """A link to a file that was read. `page`: the index of the page it stands on."""

    page: int
    where: dict[str, Any]
    text: str
    name: str
    facts: dict[str, Any]
    heads: str
    prose: int
    told: bool = True  # False: enough pages were told of the file

    def say(self, verdict: Verdict, whole: bool = True) -> SiteVerdict:
        """The verdict on the file, at this link; one that was read in parts only passes on none."""
        if verdict.outcome == "passed" and not whole:
            return SiteVerdict(self.page, verdict, self.where, unsaid="not-read")
        return SiteVerdict(self.page, verdict, self.where, unsaid="" if self.told else "told-elsewhere")

    def may_repeat(self, enough: int) -> bool:
        """Whether the page may hold the file's content itself: prose enough, about what the link names (or it names
        nothing)."""
        about = _GENERIC.sub("", self.text)
        pairs = {about[at : at + 2] for at in range(len(about) - 1)}
        shared = sum(pair in self.heads for pair in pairs)
        return self.prose >= enough and (len(pairs) < 2 or shared * 2 >= len(pairs))


def linked_pdfs(site: SiteView) -> Iterator[LinkedPdf]:
    """Every file that was read, at its first link on each of the pages that link to it."""
    read = {_key(item["url"]): item for item in site.documents if "pdf" in item}
    told: dict[str, int] = {}
    for number, page in enumerate(site.pages):
        seen: set[str] = set()
        for link in (page.facts or {}).get("links", ()):
            key = link["key"]
            if key not in read or key in seen:
                continue
            seen.add(key)
            told[key] = told.get(key, 0) + 1
            name = unquote(urlsplit(read[key]["url"]).path.rsplit("/", 1)[-1])[:60]
            assert page.facts is not None
            yield LinkedPdf(
                number,
                link["where"],
                link["text"],
                name,
                read[key]["pdf"],
                page.facts["heads"],
                page.facts["prose"],
                told[key] <= MAX_PAGES,
            )


def unread_pdfs(site: SiteView) -> Iterator[SiteVerdict]:
    """That nobody knows of the pages with links to files that are there and were not read."""
    unread = {_key(item["url"]) for item in site.documents if _is_unread(item)}
    for number, page in enumerate(site.pages):
        if any(link["key"] in unread for link in (page.facts or {}).get("links", ())):
            yield SiteVerdict(number, INAPPLICABLE, unsaid="not-read")


def _is_unread(item: dict[str, Any]) -> bool:
    error = item.get("error")
    code = item.get("code") or (error.get("code") if isinstance(error, dict) else "")
    return bool(error) and item.get("status") not in (404, 410) and code != "documents.not-a-pdf"


def _key(url: str) -> str:
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    return f"{(parts.hostname or '').lower()}{port}{parts.path or '/'}?{parts.query}"

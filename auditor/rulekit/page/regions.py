"""Which part of a page an element stands in, by landmarks or by the names that sites give their boxes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, cast

from auditor.rulekit.page.node import Document, Node

Region = Literal["header", "nav", "main", "aside", "footer", ""]
_LANDMARKS: dict[str, Region] = {
    "banner": "header",
    "navigation": "nav",
    "main": "main",
    "complementary": "aside",
    "contentinfo": "footer",
}
_TAGS: dict[str, Region] = {"header": "header", "nav": "nav", "main": "main", "aside": "aside", "footer": "footer"}
_NAMES: tuple[tuple[re.Pattern[str], Region], ...] = (
    (re.compile(r"(^|[\s_-])(nav|menu|daohang)(igation|bar|list|box|wrap)?\d*($|[\s_-])", re.I), "nav"),
    (re.compile(r"(^|[\s_-])(foot(er)?|bottom|copyright|bq)(box|wrap|er)?\d*($|[\s_-])", re.I), "footer"),
    (re.compile(r"(^|[\s_-])(head(er)?|top(bar)?|logo)(box|wrap|er)?\d*($|[\s_-])", re.I), "header"),
)


def named_region(node: Node) -> Region:
    """The part that this element itself makes; "" where it makes none."""
    if node.role in _LANDMARKS:
        return _LANDMARKS[node.role]
    # An article's own header or footer is no part of the page.
    if node.tag in _TAGS and (
        node.tag in ("nav", "main", "aside")
        or node.parent is None
        or node.parent.closest("article", "section", "main") is None
    ):
        return _TAGS[node.tag]
    names = f"{node.attr('class')} {node.attr('id')}".strip()
    if node.tag in ("div", "ul", "table", "td", "section") and names:
        return _by_names(names)
    return ""


@lru_cache(maxsize=4096)
def _by_names(names: str) -> Region:
    for pattern, part in _NAMES:
        if pattern.search(names):
            return part
    return ""


def region_of(node: Node) -> Region:
    """The part of the page an element stands in: the nearest that is named; main wins over what is in it."""
    doc = node.doc
    if not doc.regions:
        doc.regions.extend(_regions(doc))
    return cast("Region", doc.regions[node.number])


def _regions(doc: Document) -> list[Region]:
    """By node."""
    regions: list[Region] = []
    named = {*doc.by_attr.get("class", ()), *doc.by_attr.get("id", ()), *doc.roles}
    named.update(number for tag in _TAGS for number in doc.by_tag.get(tag, ()))
    for number, parent in enumerate(doc.parents):
        over: Region = regions[parent] if parent >= 0 else ""
        own: Region = named_region(doc.nodes[number]) if over != "main" and number in named else ""
        regions.append(own or over)
    return regions

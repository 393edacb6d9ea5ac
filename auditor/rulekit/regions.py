"""Which part of a page an element stands in, by landmarks or by the names that sites give their boxes; and links as facts."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from auditor.rulekit.capture import Node, View

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
        for pattern, region in _NAMES:
            if pattern.search(names):
                return region
    return ""


def region(node: Node) -> Region:
    """The part of the page an element stands in: the nearest that is named; main wins over what is in it."""
    found: Region = ""
    for above in (node, *node.ancestors()):
        here = named_region(above)
        if here == "main":
            return "main"
        found = found or here
    return found


def target_key(href: str, view: View) -> str:
    """A link's target within the site's pages: host, path and query; "" for what is no page."""
    address = urldefrag(urljoin(view.url, href.strip()))[0]
    parts = urlsplit(address)
    if not href.strip() or href.strip().startswith("#") or parts.scheme not in ("http", "https"):
        return ""
    path = re.sub(r"/(index|default)\.\w+$", "/", parts.path or "/")
    return f"{parts.netloc}{path}" + (f"?{parts.query}" if parts.query else "")

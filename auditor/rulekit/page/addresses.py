"""Addresses that elements lead to, as tools compare them, and links by name."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

from auditor.rulekit.page.accessibility import is_exposed, matching_name, role_of
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view


def target_key(href: str, view: View) -> str:
    """A link's target within the site's pages: host, path and query; "" for what is no page."""
    return _target_key(href.strip(), view.url)


@lru_cache(maxsize=16_384)
def _target_key(href: str, base: str) -> str:
    try:
        address = urldefrag(urljoin(base, href))[0]
    except ValueError:
        return ""
    parts = urlsplit(address)
    if not href or href.startswith("#") or parts.scheme not in ("http", "https"):
        return ""
    path = re.sub(r"/(index|default)\.\w+$", "/", parts.path or "/")
    return f"{parts.netloc}{path}" + (f"?{parts.query}" if parts.query else "")


_NOWHERE = re.compile(r"\A\s*+(javascript:|#\s*$|$)", re.I)


def address(node: Node, view: View) -> str:
    """The absolute address that a link or frame leads to, "" where it has none or runs a script."""
    raw = next((node.attr(name) for name in ("href", "xlink:href", "src") if node.has(name)), "")
    if _NOWHERE.match(raw):
        return ""
    declared = node.doc.by_tag.get("base", ())[:1]
    return _joined(node.doc.url, node.doc.node(declared[0]).attr("href") if declared else "", raw.strip())


@lru_cache(maxsize=16_384)
def _joined(page: str, base: str, address: str) -> str:
    try:
        return urljoin(urljoin(page, base), address)
    except ValueError:
        return ""


def same_address(one: str, other: str) -> bool:
    """The same resource as far as the addresses tell: an index page's name, `http` for `https` and a closing slash
    aside."""
    return _plain(one) == _plain(other)


@lru_cache(maxsize=16_384)
def address_key(url: str) -> str:
    """One string for all addresses of one resource (see `same_address`), the fragment left out: to compare and to
    keep."""
    return _plain(urldefrag(url)[0])[0]


@lru_cache(maxsize=8192)
def _plain(url: str) -> tuple[str, str]:
    bare, fragment = urldefrag(url)
    bare = re.sub(r"^https?://(www\.)?", "", bare, flags=re.I)
    bare = re.sub(r"/(index|default)\.(s?html?|jsp|aspx?|php)$", "/", bare, flags=re.I)
    # A fragment with a path of its own ("#/list") is an address of a script-driven page.
    return bare.rstrip("/?"), fragment


@per_view
def links_by_name(view: View) -> dict[str, list[Node]]:
    """Exposed links by name as ACT compares names, those without a name left out; worked out once a view."""
    by_name: dict[str, list[Node]] = {}
    numbered = [*view.with_role("link")]
    numbered += [node for node in view.find("a") if not node.role and role_of(node) == "link"]
    for link in sorted(numbered, key=lambda node: node.key):
        if is_exposed(link) and (name := matching_name(link)):
            by_name.setdefault(name, []).append(link)
    return by_name

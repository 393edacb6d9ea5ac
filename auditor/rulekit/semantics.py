"""What assistive technology gets of an element, by the definitions that W3C's ACT rules share."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urldefrag, urljoin

from auditor.rulekit.capture import View, per_view
from auditor.rulekit.nodes import Node
from auditor.rulekit.tree import Document

# Roles that plain tags imply, for elements whose role the capture does not hold.
_IMPLIED = {
    "li": "listitem", "ul": "list", "ol": "list", "menu": "list", "td": "cell", "tr": "row", "p": "paragraph",
    "dt": "term", "dd": "definition", "blockquote": "blockquote",
}  # fmt: skip
_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SPACE = re.compile(r"\s+")
_NOWHERE = re.compile(r"\s*(javascript:|#\s*$|$)", re.I)


def role_of(node: Node) -> str:
    """The role, explicit or implied by the tag; "" for none."""
    if node.role:
        return node.role
    tag = node.tag
    if tag == "a" and (node.has("href") or node.has("xlink:href")):
        return "link"
    return "" if node.attr("role").strip() else _IMPLIED.get(tag, "")


def exposed(node: Node) -> bool:
    """Included in the accessibility tree: neither it nor anything above is hidden, and it is no mere decoration."""
    return not node.hidden_from_at and role_of(node) not in ("none", "presentation")


def matching_name(node: Node) -> str:
    """The accessible name as ACT compares names: case and runs of space make no difference."""
    return _SPACE.sub(" ", node.name).strip().casefold()


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
    """The same resource as far as the addresses tell: an index page's name, `http` for `https` and a closing slash aside."""
    return _plain(one) == _plain(other)


@lru_cache(maxsize=16_384)
def address_key(url: str) -> str:
    """One string for all addresses of one resource (see `same_address`), the fragment left out: to compare and to keep."""
    return _plain(urldefrag(url)[0])[0]


@lru_cache(maxsize=8192)
def _plain(url: str) -> tuple[str, str]:
    bare, fragment = urldefrag(url)
    bare = re.sub(r"^https?://(www\.)?", "", bare, flags=re.I)
    bare = re.sub(r"/(index|default)\.(s?html?|jsp|aspx?|php)$", "/", bare, flags=re.I)
    # A fragment with a path of its own ("#/list") is an address of a script-driven page.
    return bare.rstrip("/?"), fragment


def split_words(text: str) -> list[str]:
    """Words without case; Chinese characters count one by one."""
    return _WORD.findall(text.casefold())


def word_weight(text: str) -> int:
    """How much a text says: a Chinese character counts one, a word of another script two."""
    return sum(1 if _HAN.match(word) else 2 for word in split_words(text))


def label_texts(node: Node) -> list[Node]:
    """Drawn texts below an element."""
    return [text for text in node.descendants() if text.is_text and text.rendered]


def frame_document(frame: Node, view: View) -> Document | None:
    """What a frame's element holds, None where it was not captured."""
    for document in view.documents:
        if document.data.get("parent_document") == frame.doc.number and document.data.get("holder") == frame.number:
            return document
    return None


@per_view
def link_sets(view: View) -> dict[str, list[Node]]:
    """Exposed links by name as ACT compares names, those without a name left out; worked out once a view."""
    found: dict[str, list[Node]] = {}
    numbered = [*view.with_role("link")]
    numbered += [node for node in view.find("a") if not node.role and role_of(node) == "link"]
    for link in sorted(numbered, key=lambda node: (node.doc.number, node.number)):
        if exposed(link) and (name := matching_name(link)):
            found.setdefault(name, []).append(link)
    return found

"""What stands around an element: the heading over it, the group it is in, what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.rulekit.page.node import Document, Node
from auditor.rulekit.page.view import View

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def is_heading(node: Node) -> bool:
    """A heading by its role, computed or implied by the tag."""
    return node.role == "heading" or (node.tag in HEADINGS and node.attr("role") in ("", "heading"))


def is_shown(node: Node) -> bool:
    """Drawn, and not moved out of the page or shrunk to a dot."""
    x, y, w, h = node.box
    return node.rendered and w > 1 and h > 1 and x + w > 0 and y + h > 0


def shown_text(node: Node, limit: int = 500, without: Node | None = None) -> str:
    """Text that is seen, spaces folded; what belongs to `without` left out."""
    parts: list[str] = []
    length = 0
    skipped: set[int] = {without.number} if without is not None else set()
    for below in node.descendants():
        if skipped and (below.number in skipped or (below.parent is not None and below.parent.number in skipped)):
            skipped.add(below.number)
            continue
        if below.is_text and is_shown(below):
            parts.append(below.own_text)
            length += len(parts[-1])
            if length > limit:
                break
    return re.sub(r"\s+", " ", " ".join(parts)).strip()[:limit]


def heading_over(node: Node, levels: int = 4, shown: bool = False) -> Node | None:
    """The heading that opens the container an element stands in, looked for some levels up."""
    current: Node | None = node
    for _ in range(levels):
        if current is None or current.parent is None or current.tag == "body":
            return None
        for sibling in reversed([child for child in current.parent.children if child.number < current.number]):
            candidates = [sibling, *sibling.descendants()]
            for candidate in reversed(candidates[:200]):
                if is_heading(candidate) and (is_shown(candidate) if shown else not candidate.hidden):
                    return candidate
        current = current.parent
    return None


def following(node: Node, most: int = 400) -> Iterator[Node]:
    """Nodes after an element and what it holds, in document order."""
    inside = node.number
    for below in node.descendants():
        inside = below.number
    for number in range(inside + 1, min(node.doc.size, inside + 1 + most)):
        yield node.doc.node(number)


def first_block_after(heading: Node, limit: int = 300) -> str:
    """The first block of drawn text after a heading, before the next heading."""
    for node in following(heading):
        if not node.is_text and is_heading(node):
            return ""
        if node.is_text and is_shown(node):
            block = node.block
            if block is None or block.number < heading.number:
                return node.own_text.strip()[:limit]
            return shown_text(block, limit)
    return ""


def labels_of(field: Node, view: View) -> list[Node]:
    """The programmatic labels of a form field: `label` elements and what `aria-labelledby` names."""
    labels: list[Node] = []
    for identity in field.attr("aria-labelledby").split()[:8]:
        if (other := view.by_id(field, identity)) is not None and other.number != field.number:
            labels.append(other)
    if field.tag in ("input", "select", "textarea", "button", "meter", "output", "progress"):
        labels += _labels_for(field.doc).get(field.attr("id"), [])[:8]
        wrapping = field.closest("label")
        if wrapping is not None and not wrapping.attr("for"):
            labels.append(wrapping)
    return labels


@lru_cache(maxsize=4)
def _labels_for(document: Document) -> dict[str, list[Node]]:
    """The `label` elements of a document by what they are for."""
    labels: dict[str, list[Node]] = {}
    for number in document.by_tag.get("label", ()):
        label = document.node(number)
        if identity := label.attr("for"):
            labels.setdefault(identity, []).append(label)
    return labels


def drawn_texts_below(node: Node) -> list[Node]:
    """Drawn texts below an element."""
    return [text for text in node.descendants() if text.is_text and text.rendered]

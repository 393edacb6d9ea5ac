"""An element in the accessibility tree: role, name, whether it is exposed; by the definitions that W3C's ACT rules
share."""

from __future__ import annotations

import re

from auditor.rulekit.page.node import Node

# Roles that plain tags imply, for elements whose role the capture does not hold.
_IMPLIED = {
    "li": "listitem", "ul": "list", "ol": "list", "menu": "list", "td": "cell", "tr": "row", "p": "paragraph",
    "dt": "term", "dd": "definition", "blockquote": "blockquote",
}  # fmt: skip
_SPACE = re.compile(r"\s+")


def role_of(node: Node) -> str:
    """The role, explicit or implied by the tag; "" for none."""
    if node.role:
        return node.role
    tag = node.tag
    if tag == "a" and (node.has("href") or node.has("xlink:href")):
        return "link"
    return "" if node.attr("role").strip() else _IMPLIED.get(tag, "")


def is_exposed(node: Node) -> bool:
    """Included in the accessibility tree: neither it nor anything above is hidden, and it is no mere decoration."""
    return not node.hidden_from_at and role_of(node) not in ("none", "presentation")


def matching_name(node: Node) -> str:
    """The accessible name as ACT compares names: case and runs of space make no difference."""
    return _SPACE.sub(" ", node.name).strip().casefold()

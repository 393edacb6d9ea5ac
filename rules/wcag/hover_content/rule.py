"""What it checks: content that appears under the pointer can be reached, stays while it is wanted, and can be sent away with Escape.

Who is affected: users of screen magnifiers, who move the pointer to see the rest; people who hit things by accident and can't see what is beneath.
How to fix: keep the content while the pointer is on it, hide it on Escape, don't take it away by time.
Assumptions: content that stays when the pointer leaves (tabs that change on hover) is outside the criterion. The pointer is put
onto the content at once, so a gap between the two isn't held against the page. Escape is required only where text is covered.
Source: WCAG 2.2 1.4.13 and its Understanding document (dismissible, hoverable, persistent; F95).
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="hover-content",
    requirements=("wcag22:1.4.13",),
    impact="moderate",
    views=("desktop",),
    needs=("hover_content",),
    profile="standard",
)


def _seen(view: View) -> dict[tuple[int, int], dict[str, Any]]:
    """By the trigger's place: what the probe saw."""
    return {(item["trigger"][0], item["trigger"][1]): item for item in view.observed("hover_content")["triggers"]}


def applicability(view: View) -> Iterator[Node]:
    """Elements that show something when the pointer is on them."""
    for place in _seen(view):
        node = view.at(place)
        if node is not None:
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """Hoverable, persistent, dismissible."""
    item = _seen(view)[node.key]
    if not item["leaves"]:
        return INAPPLICABLE
    facts = {"trigger": (node.name or node.text(30))[:30] or f"<{node.tag}>", "content": item["content"]["text"][:40]}
    if item["persists"] is False:
        return failed("vanishes", **facts)
    if item["hoverable"] is False:
        return failed("unreachable", **facts)
    if not item["dismissed"] and item["covers"]:
        # where nothing listens to keys and the trigger not to clicks there is no other way to send it away
        sure = not view.observed("hover_content")["keys"] and not item["clicks"]
        return (failed if sure else cant_tell)("stuck" if sure else "stays", covered=item["covered"], **facts)
    return passed()

"""What it checks: something on the screen changes when a control gets keyboard focus.

Who is affected: people who see and use the keyboard: they don't know where they are.
How to fix: don't take `outline` away without a mark of your own (`:focus-visible`).
Assumptions: the surroundings are compared with and without focus during a walk by Tab; where they are the same, the whole
screen is compared (up to 2400 px the whole page), transitions at their end and animations stopped. One pixel is enough. A
text cursor counts as a mark. At most 16 stops of a page are looked at in full.
Source: WCAG 2.2 2.4.7; ACT rule oj04fd; failures F55, F78.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="focus-visible",
    requirements=("wcag22:2.4.7",),
    impact="serious",
    act=("oj04fd",),
    needs=("keyboard",),
    profile="standard",
)
MOST_ASKED = 3  # ours: of stops that a moving page hides, so many are put to a person


def _stops(view: View) -> dict[tuple[int, int], dict[str, Any]]:
    """Stops that were looked at, by the element; scroll boxes that only the browser makes focusable are left out."""
    found = {}
    asked = 0
    for stop in view.observed("keyboard")["stops"]:
        node = view.at(stop["at"])
        if node is None or stop["seen"] is None or not node.tabbable:
            continue
        asked += stop["seen"] == "moving"
        if stop["seen"] != "moving" or asked <= MOST_ASKED:
            found[node.key] = stop
    return found


def applicability(view: View) -> Iterator[Node]:
    """Stops of the walk by Tab."""
    return (view.documents[document].node(number) for document, number in _stops(view))


def expectation(node: Node, view: View) -> Verdict:
    """A pixel that differs."""
    stop = _stops(view)[node.key]
    if stop["seen"] == "yes":
        return passed()
    name = (node.name or node.text(40) or node.attr("id") or node.tag)[:40]
    if stop["seen"] == "moving":
        return cant_tell("moving", name=name)
    return failed("same" if node.rendered and stop["box"][2] > 1 and stop["box"][3] > 1 else "hidden", name=name)

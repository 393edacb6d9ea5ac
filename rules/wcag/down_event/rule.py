"""What it checks: pressing the mouse button or touching alone doesn't set anything off; letting go elsewhere takes it back.

Who is affected: people with a tremor and others who hit beside what they meant and want to slide off it.
How to fix: act on `click` (or on `pointerup`) instead of `mousedown`, `pointerdown`, `touchstart`.
Assumptions: the button was pressed on the middle of the element and let go in a corner of the window. Leaving the page,
sending, a window or a dialog while it is down is a function carried out. Other changes that stay are put to a person; handles
for dragging, sliders and text fields are left out, since they need the down-event.
Source: WCAG 2.2 2.5.2; technique G212, failure F101.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="down-event",
    requirements=("wcag22:2.5.2",),
    impact="moderate",
    needs=("mouse_only",),
    profile="standard",
)
GONE = ("navigation", "open", "submit", "dialog")
HANDLES = re.compile(r"slider|drag|handle|resiz|scroll|swip|carousel|canvas|map|paint|key", re.I)
MOST_ASKED = 2  # ours


def applicability(view: View) -> Iterator[Node]:
    """Elements that listen to the down-event and were pressed."""
    for item in view.observed("mouse_only")["downs"]:
        node = view.at(item["at"])
        if node is None or node.tag in ("input", "textarea", "select", "canvas", "video", "html", "body"):
            continue
        marks = " ".join((node.attr("class"), node.attr("id"), node.role, node.attr("draggable")))
        if not HANDLES.search(marks) and node.role not in ("slider", "scrollbar", "separator"):
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """Nothing was carried out, or it was taken back."""
    asked = 0
    for item in view.observed("mouse_only")["downs"]:
        stays = [effect for effect in item["after"] if effect[2] in ("text", "added", "removed", "value")]
        done = next((event for event in item["events"] if event["kind"] in GONE), None)
        asked += bool(stays) and done is None
        if item["at"] != list(node.key):
            continue
        name = (node.name or node.text(40) or node.tag)[:40]
        if done is not None:
            return failed("done", name=name)
        if stays and asked <= MOST_ASKED:
            return cant_tell("stays", name=name)
    return passed()

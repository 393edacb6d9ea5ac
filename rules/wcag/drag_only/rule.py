"""What is dragged can also be moved by single clicks or taps.

Assumptions: `draggable="true"` in a page that listens to dragging and dropping. Whether the group offers another way is
looked for in the words of its controls; a person decides the rest.
Source: WCAG 2.2 2.5.7; technique G219, failure F108.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import event_listeners
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="drag-only",
    requirements=("wcag22:2.5.7",),
    impact="moderate",
    needs=("listeners",),
    profile="standard",
    decides=("cantTell",),
    absence=True,
)
MOVES = re.compile(r"上移|下移|左移|右移|移动|移到|置顶|排序|向上|向下|添加|加入|move|up\b|down\b|sort|add", re.I)
DRAGS = frozenset({"dragstart", "dragover", "drop"})
CONTROLS = ("button", "a", "input", "select")


def applicability(view: View) -> Iterator[Node]:
    """The parent of each group of elements to be dragged."""
    groups: dict[tuple[int, int], Node] = {}
    for node in (n for n in view.having("draggable") if n.attr("draggable").lower() == "true" and n.rendered):
        listeners = event_listeners(view, node.doc.number)
        if listeners is not None and node.parent is not None and "drop" in listeners.types and DRAGS & listeners.types:
            groups.setdefault(node.parent.key, node.parent)
    yield from groups.values()


def expectation(group: Node, view: View) -> Verdict:
    """A control in or beside the group that speaks of moving."""
    around = group.parent if group.parent is not None and group.parent.tag not in ("body", "html", "main") else group
    for node in around.descendants():
        if node.tag in CONTROLS and node.rendered and MOVES.search(node.name or node.text(40)):
            return passed()
    return cant_tell("drag", name=(group.text(40) or group.tag)[:40])

"""Tab doesn't stop on what is hidden from assistive technology by aria-hidden="true".

Assumptions: the element was come to by real presses of Tab and, focused again, kept focus for a second while the part
was still hidden. A focus sentinel that hands focus on has nothing to fear. What axe-core's aria-hidden-focus reports by
itself is not said twice. `disabled` takes a control out of the Tab order as well.
Source: ACT rule 6cfa84; WCAG 2.2 4.1.2.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, axe_violations
from auditor.rulekit.probes import tab_walk
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed

RULE = Rule(
    id="hidden-tab-stop",
    requirements=("wcag22:4.1.2",),
    impact="serious",
    act=("6cfa84",),
    needs=("keyboard",),
    parts=("stops", "hidden-stops"),
    profile="standard",
    decides=("failed",),
)


def applicability(view: View) -> Iterator[tuple[Node, bool]]:
    """What Tab came to inside parts with aria-hidden, and whether focus stays there."""
    stops = tab_walk(view).hidden
    resting = {stop.at for stop in stops if stop.rests}
    return ((node, stop.at in resting) for stop in stops if (node := view.at(stop.at)) is not None)


def expectation(node: Node, view: View, rests: bool) -> Verdict:
    """Focus is handed on."""
    if not rests:
        return passed()
    if _said_by_axe(node, view):
        return INAPPLICABLE
    return failed("stop", name=(node.name or node.text(40) or node.attr("title") or node.tag).strip()[:40])


def _said_by_axe(node: Node, view: View) -> bool:
    """axe-core marks the part that is hidden, not what takes focus in it."""
    marked = axe_violations(view, "aria-hidden-focus")
    return any(above.key in marked for above in (node, *node.ancestors()))

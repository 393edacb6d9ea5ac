"""A control keeps the focus that the keyboard gives it.

Assumptions: focus was given twice, by Tab and by script, and was let go both times with focus on nothing after it.
Source: WCAG 2.2 2.1.1, 2.4.7, 3.2.1; failure F55.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import tab_walk
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="lost-focus",
    requirements=("wcag22:2.1.1", "wcag22:2.4.7", "wcag22:3.2.1"),
    impact="critical",
    needs=("keyboard",),
    parts=("stops", "losses"),
    profile="standard",
    decides=("failed",),
)


def applicability(view: View) -> Iterator[Node]:
    """Stops, and elements that let go of focus."""
    walk = tab_walk(view)
    places = dict.fromkeys([*walk.lost, *(stop.at for stop in walk.stops)])
    yield from (node for place in places if (node := view.at(place)) is not None)


def expectation(node: Node, view: View) -> Verdict:
    """Focus stays."""
    if node.key in tab_walk(view).lost:
        return failed("lost", name=(node.name or node.text(40) or node.tag)[:40])
    return passed()

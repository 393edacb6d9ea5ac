"""A control that gets keyboard focus is not wholly hidden by a fixed or sticky bar.

Assumptions: a stop counts as hidden where each point of it meets the bar, and taking the stop away changes no pixel
until the bar is taken away. Both ways through the page are walked, Tab and Shift+Tab; at most three stops of a page are
shown.
Source: WCAG 2.2 2.4.11; failure F110.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import CoveredStop, tab_walk
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="focus-obscured",
    requirements=("wcag22:2.4.11",),
    impact="serious",
    needs=("keyboard",),
    parts=("stops", "covered"),
    profile="standard",
    decides=("failed",),
)


def applicability(view: View) -> Iterator[tuple[Node, CoveredStop | None]]:
    """Stops, where the page has something fixed or sticky; with what hides them."""
    if any(doc.styled("position", ("fixed", "sticky")) for doc in view.documents if not doc.lost):
        walk = tab_walk(view)
        covered = {stop.at: stop for stop in reversed(walk.covered)}
        for stop in walk.stops:
            node = view.at(stop.at)
            if node is not None:
                yield node, covered.get(stop.at)


def expectation(node: Node, view: View, covered: CoveredStop | None) -> Verdict:
    """Not among those that a bar hides."""
    if covered is None:
        return passed()
    bar = view.at(covered.bars[0])
    label = "" if bar is None else (bar.text(20) or bar.attr("id") or bar.attr("class") or bar.tag)
    return failed("hidden", name=(node.name or node.text(40))[:40], bar=label[:20], key=covered.key)

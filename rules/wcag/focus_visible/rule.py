"""Something on the screen changes when a control gets keyboard focus.

Assumptions: computed style is compared with and without focus at each stop of a walk by Tab. The browser's own outline
that nothing covers or cuts is a mark; of what a page draws itself, one tab stop is compared by pixels for all that look
alike. Where nothing near a tab stop changes, the whole screen is compared (up to 2400 px the whole page), with
transitions at their end and animations stopped; as many stops as 9 s allow. One pixel is enough. A text cursor counts.
Source: WCAG 2.2 2.4.7; ACT rule oj04fd; failures F55, F78.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import TabStop, tab_walk
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="focus-visible",
    requirements=("wcag22:2.4.7",),
    impact="serious",
    act=("oj04fd",),
    needs=("keyboard",),
    parts=("stops", "indicators"),
    profile="standard",
)
MOST_ASKED = 3  # ours: of stops that a moving page hides, so many are put to a person


def applicability(view: View) -> Iterator[tuple[Node, TabStop]]:
    """Tab stops that were looked at; scroll boxes that only the browser makes focusable are left out."""
    looked_at: dict[Node, TabStop] = {}
    asked = 0
    for stop in tab_walk(view).stops:
        node = view.at(stop.at)
        if node is None or stop.seen is None or not node.tabbable:
            continue
        asked += stop.seen == "moving"
        if stop.seen != "moving" or asked <= MOST_ASKED:
            looked_at[node] = stop
    yield from looked_at.items()


def expectation(node: Node, view: View, stop: TabStop) -> Verdict:
    """A pixel that differs."""
    if stop.seen == "yes":
        return passed()
    name = (node.name or node.text(40) or node.attr("id") or node.tag)[:40]
    if stop.seen == "moving":
        return cant_tell("moving", name=name)
    return failed("same" if node.rendered and stop.box[2] > 1 and stop.box[3] > 1 else "hidden", name=name)

"""Whoever comes to a control by Tab can go on from it by the keyboard and leave the page's content.

Assumptions: one direction is enough (Tab or Shift+Tab). Where these don't lead out, Escape, the arrow keys, Enter and
Space are pressed on each stop, then the keys the page's own text names. A page that moves focus by a timer is put to a
person.
Source: WCAG 2.2 2.1.2; ACT rules 80af7b, a1b64e and ebe86a; technique G21, failure F10.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import TabWalk, tab_walk
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="keyboard-trap",
    requirements=("wcag22:2.1.2",),
    impact="critical",
    act=("80af7b", "ebe86a"),
    needs=("keyboard",),
    parts=("starts",),
    profile="standard",
)


def applicability(view: View) -> Iterator[Node]:
    """The stops; of a run of stops that focus can't leave, the first."""
    walk = tab_walk(view)
    trapped = {place for trap in walk.traps for place in trap.stops[1:]}
    first = [trap.stops[0] for trap in walk.traps]
    places = [*(stop.at for stop in walk.stops), *first, *walk.moves[:1]]
    nodes = {place: view.at(place) for place in dict.fromkeys(places) if place not in trapped}
    if not nodes:
        # Focusable, though Tab doesn't stop there: the walk tried these one by one.
        nodes = {node.key: node for node in view.elements(lambda n: n.focusable)}
    yield from (node for node in nodes.values() if node is not None)


def expectation(node: Node, view: View) -> Verdict:
    """A way out of each run of stops."""
    walk = tab_walk(view)
    if walk.moves:
        # Whether one gets out then depends on how fast the keys are pressed: none of the traps is certain.
        return cant_tell("timer") if node.key == walk.moves[0] else passed()
    for trap in walk.traps:
        if trap.stops[0] != node.key:
            continue
        facts: Evidence = {"count": len(trap.stops)}
        if trap.exit_key is not None:
            return cant_tell("outside", **facts) if trap.outside else passed()
        if not trap.done:
            return cant_tell("time", **facts)
        if trap.documented:
            return failed("documented", keys=", ".join(trap.documented), **facts)
        return cant_tell("hint", **facts) if trap.hint else failed("trap", **facts)
    if walk.end == "endless" and walk.stops[-1].at[1] < 0 and _last_known(walk) == node.key:
        return cant_tell("endless", count=len(walk.stops))
    return passed()


def _last_known(walk: TabWalk) -> tuple[int, int] | None:
    """The last stop that the page had when it was opened; those after it were added while somebody pressed Tab."""
    known = [stop.at for stop in walk.stops if stop.at[1] >= 0]
    return known[-1] if known else None

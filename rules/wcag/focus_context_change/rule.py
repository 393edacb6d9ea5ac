"""Nothing opens, is sent or moves on when a control merely gets focus.

Assumptions: focus was given twice, by Tab and by script, and the same happened both times and not without focus. Focus
that is handed on to another element is put to a person; parts of one widget may do so.
Source: WCAG 2.2 3.2.1; technique G107, failure F55.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import ContextChange, tab_walk
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="focus-context-change",
    requirements=("wcag22:3.2.1",),
    impact="serious",
    needs=("keyboard",),
    parts=("stops", "contexts"),
    profile="standard",
)
MOST_JUMPS = 3  # ours: of elements that hand focus on, so many are put to a person


def _jumps(view: View) -> dict[tuple[int, int], Node]:
    """Elements a person would expect to stop at that hand focus on to one that is no part of them."""
    walk = tab_walk(view)
    trapped = {place for trap in walk.traps for place in trap.stops}
    jumps: dict[tuple[int, int], Node] = {}
    for one, other in walk.jumps:
        source, target = view.at(one), view.at(other)
        if source is None or target is None or other in trapped or walk.moves:
            continue
        related = {above.number for above in source.ancestors()} | {above.number for above in target.ancestors()}
        _, _, width, height = source.box
        seen_by_all = source.rendered and not source.hidden_from_at and width >= 10 and height >= 10
        if (
            source.number in related
            or target.number in related
            or not seen_by_all
            or not (source.name or source.text(20))
        ):
            continue
        if source.parent is not None and source.parent.role in (
            "radiogroup",
            "toolbar",
            "tablist",
            "menu",
            "menubar",
            "grid",
        ):
            continue
        if len(jumps) < MOST_JUMPS:
            jumps[source.key] = target
    return jumps


def applicability(view: View) -> Iterator[tuple[Node, ContextChange | Node | None]]:
    """Stops, and elements that hand focus on: what the page tried there, or where focus went (None: neither)."""
    walk, jumps = tab_walk(view), _jumps(view)
    changes: dict[tuple[int, int], ContextChange] = {}
    for change in walk.context:
        changes.setdefault(change.at, change)
    for place in dict.fromkeys([*(stop.at for stop in walk.stops), *changes, *jumps]):
        if (node := view.at(place)) is not None:
            yield node, changes.get(place) or jumps.get(place)


def expectation(node: Node, view: View, effect: ContextChange | Node | None) -> Verdict:
    """Nothing happened with focus alone."""
    name = (node.name or node.text(40) or node.tag)[:40]
    if isinstance(effect, ContextChange):
        return failed(effect.kind, name=name, url=effect.url[:200])
    if effect is not None:
        return cant_tell("jump", name=name, other=(effect.name or effect.text(40) or effect.tag)[:40])
    return passed()

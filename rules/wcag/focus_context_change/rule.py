"""What it checks: nothing opens, is sent or moves on when a control merely gets focus.

Who is affected: people who use the keyboard, and screen reader users: on their way through the page they land elsewhere.
How to fix: act on Enter, click or a button, not on focus.
Assumptions: focus was given twice, by Tab and by script, and the same happened both times and not without focus. Focus that
is handed on to another element is put to a person; parts of one widget may do so.
Source: WCAG 2.2 3.2.1; technique G107, failure F55.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="focus-context-change",
    requirements=("wcag22:3.2.1",),
    impact="serious",
    needs=("keyboard",),
    profile="standard",
)
MOST_JUMPS = 3  # ours: of elements that hand focus on, so many are put to a person


def _jumps(view: View) -> dict[tuple[int, int], Node]:
    """Elements a person would expect to stop at that hand focus on to one that is no part of them."""
    seen = view.observed("keyboard")
    trapped = {tuple(place) for trap in seen["traps"] for place in trap["stops"]}
    found: dict[tuple[int, int], Node] = {}
    for one, other in seen["jumps"]:
        source, target = view.at(one), view.at(other)
        if source is None or target is None or tuple(other) in trapped or seen["moves"]:
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
        if len(found) < MOST_JUMPS:
            found[source.key] = target
    return found


def applicability(view: View) -> Iterator[Node]:
    """Stops, and elements that hand focus on."""
    seen = view.observed("keyboard")
    places = dict.fromkeys(
        [
            *(tuple(stop["at"]) for stop in seen["stops"]),
            *(tuple(item["at"]) for item in seen["context"]),
            *_jumps(view),
        ]
    )
    yield from (node for place in places if (node := view.at(place)) is not None)


def expectation(node: Node, view: View) -> Verdict:
    """Nothing happened with focus alone."""
    name = (node.name or node.text(40) or node.tag)[:40]
    for item in view.observed("keyboard")["context"]:
        if item["at"] == list(node.key):
            return failed(item["kind"], name=name, url=item.get("url", "")[:200])
    target = _jumps(view).get(node.key)
    if target is not None:
        return cant_tell("jump", name=name, other=(target.name or target.text(40) or target.tag)[:40])
    return passed()

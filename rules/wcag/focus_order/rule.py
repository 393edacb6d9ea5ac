"""Tab goes through the page in an order that keeps its sense.

Assumptions: only two causes are named, each seen in the walk: a positive `tabindex` that makes focus leap over others,
and neighbours in one flex or grid row that are walked from right to left. Whether the order keeps its sense a person
judges.
Source: WCAG 2.2 2.4.3; failure F44, technique C27.
"""

import itertools
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import tab_walk
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="focus-order",
    requirements=("wcag22:2.4.3",),
    impact="moderate",
    needs=("keyboard",),
    parts=("stops",),
    profile="standard",
    decides=("cantTell",),
)
FEW = 2  # ours: leaps or turned rows of one kind put to a person
Disorder = tuple[str, Node]  # its kind, and the stop at the other end


def _stops(view: View) -> list[Node]:
    return [node for stop in tab_walk(view).stops if (node := view.at(stop.at)) is not None]


def _positive(node: Node) -> bool:
    value = node.attr("tabindex").strip()
    return value.isascii() and value.isdigit() and int(value) > 0


def _leaps(stops: list[Node]) -> dict[tuple[int, int], Disorder]:
    """Stops that come earlier than their place in the source, for the sake of a positive tabindex."""
    leaps: dict[tuple[int, int], Disorder] = {}
    for at, node in enumerate(stops[:-1]):
        following = stops[at + 1]
        if _positive(node) and following.doc is node.doc and following.number < node.number and len(leaps) < FEW:
            leaps[node.key] = "tabindex", following
    return leaps


def _turned(stops: list[Node]) -> dict[tuple[int, int], Disorder]:
    """Three neighbours and more of one row that are walked from its end to its start."""
    turned: dict[tuple[int, int], Disorder] = {}
    rows: dict[tuple[int, int], list[Node]] = {}
    for node in stops:
        item: Node = node
        for above in node.ancestors():
            if "flex" in above.style("display") or "grid" in above.style("display"):
                if item is node or item.rendered:
                    rows.setdefault(above.key, []).append(node)
                break
            item = above
    for row in rows.values():
        boxes = [node.box for node in row]
        level = all(abs(box[1] - boxes[0][1]) < max(4, boxes[0][3] / 2) for box in boxes)
        backwards = all(one[0] >= two[0] + two[2] - 1 for one, two in itertools.pairwise(boxes))
        rtl = any(above.attr("dir").lower() == "rtl" for above in [row[0], *row[0].ancestors()])
        if len(row) >= 3 and level and backwards and not rtl and len(turned) < FEW:
            turned[row[0].key] = "row", row[-1]
    return turned


def applicability(view: View) -> Iterator[tuple[Node, Disorder | None]]:
    """Stops, where there are two or more; with what is odd about their order."""
    stops = _stops(view)
    odd = {**_turned(stops), **_leaps(stops)}
    for node in stops if len(stops) > 1 else ():
        yield node, odd.get(node.key)


def expectation(node: Node, view: View, disorder: Disorder | None) -> Verdict:
    """No leap, no turned row."""
    if disorder is None:
        return passed()
    kind, other = disorder
    return cant_tell(
        kind, name=(node.name or node.text(40) or node.tag)[:40], other=(other.name or other.text(40) or other.tag)[:40]
    )

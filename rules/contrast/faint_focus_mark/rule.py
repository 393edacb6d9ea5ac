"""What it checks: a ring (outline or shadow) that the page itself draws round a focused control stands out from what lies next to it.

Who is affected: people with low vision who go by keyboard, and don't see where they are.
How to fix: a ring of at least 3:1 with the page's ground, for example dark blue on white; or leave the browser's own.
Assumptions: the browser's own outline (`outline-style: auto`) is out, as the criterion says of what the author doesn't change.
Judged is where pixels round the control, on three sides at least, are all that changes with focus; where its ground, text or border changes as
well that may mark it, and the criterion asks no contrast between two states. The best pixel of the ring counts, against what was
in its place and against the control's own edge, at rest with transitions at their end.
Source: WCAG 2.2 1.4.11 and its understanding document ("focus indicators").
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, hexadecimal
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="faint-focus-mark",
    requirements=("wcag22:1.4.11",),
    impact="serious",
    views=("desktop",),
    needs=("keyboard",),
    decides=("failed",),
    profile="standard",
)
REQUIRED = 3.0  # WCAG 2.2, success criterion 1.4.11


def applicability(view: View) -> Iterator[Node]:
    """Stops of the walk by Tab that a ring of the page's own marks."""
    for stop in view.observed("keyboard")["stops"]:
        node = view.at(stop["at"])
        if stop.get("ring") and node is not None and node.tabbable and not node.inactive:
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """The ring's best ratio."""
    place = list(node.key)
    ring = next(stop["ring"] for stop in view.observed("keyboard")["stops"] if stop["at"] == place)
    if ring["ratio"] >= REQUIRED:
        return passed()
    return failed(
        "faint",
        name=(node.name or node.text(40) or node.attr("id") or node.tag)[:40],
        ratio=ring["ratio"],
        colour=hexadecimal(tuple(ring["colour"])),
        ground=hexadecimal(tuple(ring["ground"])),
        required=REQUIRED,
    )

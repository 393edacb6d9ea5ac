"""The focus indicator (outline or shadow) that a page itself draws round a control stands out from what lies next to
it.

Assumptions: the browser's own outline (`outline-style: auto`) is out, as the criterion says of what the author doesn't
change. Judged is where pixels round the control, on three sides at least, are all that changes with focus; where its
background, text or border changes as well that may mark it, and the criterion asks no contrast between two states. The
best pixel of the indicator counts, against what was in its place and against the control's own edge, at rest with
transitions at their end.
Source: WCAG 2.2 1.4.11 and its understanding document ("focus indicators").
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, hexadecimal
from auditor.rulekit.probes import FocusIndicator, tab_walk
from auditor.rulekit.rule import Rule, Verdict, failed, passed, threshold

RULE = Rule(
    id="faint-focus-mark",
    requirements=("wcag22:1.4.11",),
    impact="serious",
    views=("desktop",),
    needs=("keyboard",),
    parts=("stops", "indicators", "marks"),
    decides=("failed",),
    profile="standard",
)
REQUIRED = float(threshold("wcag22:1.4.11", "min_ratio"))


def applicability(view: View) -> Iterator[tuple[Node, FocusIndicator]]:
    """Tab stops that a focus indicator of the page's own marks."""
    for stop in tab_walk(view).stops:
        node = view.at(stop.at)
        if stop.indicator is not None and node is not None and node.tabbable and not node.inactive:
            yield node, stop.indicator


def expectation(node: Node, view: View, indicator: FocusIndicator) -> Verdict:
    """The indicator's best ratio."""
    if indicator.ratio >= REQUIRED:
        return passed()
    return failed(
        "faint",
        name=(node.name or node.text(40) or node.attr("id") or node.tag)[:40],
        ratio=indicator.ratio,
        colour=hexadecimal(indicator.colour),
        ground=hexadecimal(indicator.background),
        required=REQUIRED,
    )

"""Text that changes by itself can be paused, stopped, hidden or made to change less often.

Assumptions: the page was watched for seconds without a touch. Buttons that may stop it were pressed; where there is any
other button that might lead to one, a person looks. A clock may be essential: a person decides. Countdowns are
time-limit's matter.
Source: WCAG 2.2 2.2.2; ACT rule efbfc7.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import (
    TextChange,
    auto_changes,
    changing_texts,
    is_clock,
    is_countdown,
    still_changing,
    stopping_control,
    untried_controls,
)
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="auto-updating-text",
    requirements=("wcag22:2.2.2",),
    impact="serious",
    act=("efbfc7",),
    needs=("auto_changes",),
    profile="standard",
    absence=True,
)


def applicability(view: View) -> Iterator[tuple[Node, TextChange]]:
    """Elements whose text changed more than once, with other text beside them."""
    for node, change in changing_texts(view):
        busy = node.role in ("progressbar", "timer") or node.closest("video", "audio") is not None
        if change.around and still_changing(view, change) and not busy and not is_countdown(change.values):
            yield node, change


def expectation(node: Node, view: View, change: TextChange) -> Verdict:
    """Something on the page stops it."""
    if stopping_control(view, change) is not None:
        return passed()
    facts: Evidence = {
        "count": change.count,
        "seconds": auto_changes(view).watched,
        "values": [value[:20] for value in change.values[:3]],
    }
    if is_clock(change.values):
        return cant_tell("clock", **facts)
    if names := untried_controls(view):
        return cant_tell("unsure", controls=names, **facts)
    return failed("changes", **facts)

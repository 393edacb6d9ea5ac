"""What it checks: text that changes by itself can be paused, stopped, hidden or made to change less often.

Who is affected: people who read slowly or can't turn their eyes from what changes; screen reader users thrown off their line.
How to fix: put a pause button beside it, or let it change only when asked.
Assumptions: the page was watched for seconds without a touch. Buttons that may stop it were pressed; where there is any
other button that might lead to one, a person looks. A clock may be essential: a person decides. Countdowns are
time-limit's matter.
Source: WCAG 2.2 2.2.2; ACT rule efbfc7.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import clock, countdown, going, perhaps_stopped, stirring, stopper
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="auto-updating-text",
    requirements=("wcag22:2.2.2",),
    impact="serious",
    act=("efbfc7",),
    needs=("auto_changes",),
    profile="standard",
)


def applicability(view: View) -> Iterator[Node]:
    """Elements whose text changed more than once, with other text beside them."""
    for node, item in stirring(view, "texts"):
        busy = node.role in ("progressbar", "timer") or node.closest("video", "audio") is not None
        if item["around"] and going(view, item) and not busy and not countdown(item["values"]):
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """Something on the page stops it."""
    item = next(found for other, found in stirring(view, "texts") if other is node)
    if stopper(view, item) is not None:
        return passed()
    facts = {
        "count": item["count"],
        "seconds": view.observed("auto_changes")["watched"],
        "values": [value[:20] for value in item["values"][:3]],
    }
    if clock(item["values"]):
        return cant_tell("clock", **facts)
    if names := perhaps_stopped(view):
        return cant_tell("unsure", controls=names, **facts)
    return failed("changes", **facts)

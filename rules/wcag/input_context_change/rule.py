"""Choosing in a list, a radio button or a checkbox doesn't leave the page or send the form by itself.

Assumptions: each setting was changed twice with everything held; what tried to leave both times does it because of the
change. Words beside it that say so count as advice.
Source: WCAG 2.2 3.2.2; failures F36 and F37.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import field_label, form_trials
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="input-context-change",
    requirements=("wcag22:3.2.2",),
    impact="serious",
    views=("desktop",),
    needs=("forms",),
    parts=("settings",),
    profile="standard",
)
ADVICE = re.compile(
    r"自动|跳转|立即|新窗口|将(会)?打开|选择后|选中后|切换后|automatic|new window|will (open|go|reload)|takes you", re.I
)


def _around(node: Node, view: View) -> str:
    """The words of the field and of the two boxes around it."""
    said = [field_label(node), node.attr("title")]
    for value in node.attr("aria-describedby").split():
        described = view.by_id(node, value)
        said.append(described.text(200) if described is not None else "")
    boxes = [above for above in node.ancestors() if above.tag not in ("body", "html")][:2]
    said += [box.text(300) for box in boxes]
    return " ".join(said)


def applicability(view: View) -> Iterator[tuple[Node, int]]:
    """Settings that were changed twice, and how often that tried to leave the page."""
    leaves = {trial.field: trial.leaves for trial in form_trials(view).settings}
    for place, times in leaves.items():
        node = view.at(place)
        if node is not None:
            yield node, times


def expectation(node: Node, view: View, leaves: int) -> Verdict:
    """The page stays."""
    if not leaves:
        return passed()
    if ADVICE.search(_around(node, view)):
        return passed()
    name = field_label(node)[:40]
    return failed("leaves", field=name) if leaves > 1 else cant_tell("once", field=name)

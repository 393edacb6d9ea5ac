"""A field whose `label` says nothing has a name in the browser's accessibility tree all the same.

Assumptions: by HTML-AAM a title, a placeholder or a button's own words name a field whose label is empty; Chromium lets
the empty label name it, so that there it has none. Browsers differ, so a person decides. A field that has no name by
markup either is axe-core's (`label`, `button-name`, `select-name`). Where the browser was not asked (its time was up)
nothing is said.
Source: WCAG 2.2 4.1.2; HTML-AAM 1.0, 4.1; accessible name as the browser computes it.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="empty-label",
    requirements=("wcag22:4.1.2",),
    impact="serious",
    views=("desktop",),
    decides=("cantTell",),
)
FIELDS = ("button", "input", "meter", "output", "progress", "select", "textarea")


def applicability(view: View) -> Iterator[Node]:
    """Fields that the browser was asked about and that have a name by markup."""
    return (
        node
        for node in view.find(*FIELDS)
        if node.in_tree is not None and node.name_by_markup.strip() and not node.hidden_from_at
    )


def expectation(node: Node, view: View) -> Verdict:
    """A name in the tree."""
    assert node.in_tree is not None
    return passed() if node.in_tree.name else cant_tell("taken", name=node.name_by_markup[:80])

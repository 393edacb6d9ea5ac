"""A link or button leads past the navigation to the content.

Assumptions: a best practice; headings and landmarks help screen reader users only. What is repeated is told by its
role, or as a list, or a box that is called a menu, of nothing but links. A control whose name says that it skips
counts, whatever script it runs.
Source: WCAG technique G1; ACT rule ye5d6e.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, first_content, skip_controls
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="missing-skip-link",
    requirements=(),
    impact="moderate",
    act=("ye5d6e",),
    views=("desktop",),
    decides=("failed",),
    profile="standard",
    best_practice=True,
    people=("4.2.1", "4.2.7"),
    absence=True,
)
SAYS_SO = re.compile(r"跳(到|转到|至|过)|直达(正文|主要|内容)|skip|jump to", re.I)


def applicability(view: View) -> Iterator[tuple[Node, Node]]:
    """The page, where content follows a repeated block, with the first text of it."""
    if (start := first_content(view)) is not None:
        yield view.root, start


def _scripted(view: View) -> bool:
    """A control that says it skips and has no fragment address that leads elsewhere or nowhere."""
    return any(
        SAYS_SO.search(node.name) and not re.match(r"#.", node.attr("href"))
        for node in view.with_role("link", "button")
    )


def expectation(root: Node, view: View, start: Node) -> Verdict:
    """Any control that leads to the content."""
    if next(skip_controls(view), None) is not None or _scripted(view):
        return passed()
    return failed("none", start=start.own_text.strip()[:30])

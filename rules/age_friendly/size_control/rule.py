"""What it checks: the page's own text size control makes main text larger.

Who is affected: older people and people with low vision who use it instead of the browser's zoom, which they don't know.
How to fix: set sizes in `rem` or `em` and let the control change the root's size; clear fixed sizes out of articles.
Assumptions: controls are known by whole texts such as 大 中 小 beside 字号, 大字号, A+; each larger one is clicked and main
text is measured (the size that half of its characters reach). A control counts for its group: one that works is enough.
Source: MIIT 67号 (2021) Annex 1 on zoom within the page; that main text must measurably grow is the data's criterion.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import aids
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed

RULE = Rule(
    id="size-control",
    requirements=("miit-web-2021:1.2.3-pc",),
    impact="serious",
    needs=("elder_aids",),
    decides=("failed",),
    profile="standard",
)
Group = list[tuple[Node, dict[str, Any]]]


def _groups(view: View) -> list[Group]:
    """Controls that stand together: the same parent, or parents side by side."""
    found: dict[tuple[int, int], Group] = {}
    for node, control in aids(view, "size", "grow"):
        parent = node.parent
        above = parent.parent if parent is not None and len(parent.children) == 1 else parent
        key = above or node
        found.setdefault(key.key, []).append((node, control))
    return list(found.values())


def applicability(view: View) -> Iterator[Node]:
    """The first larger control of each group that was tried."""
    for group in _groups(view):
        tried = [node for node, control in group if control["effect"] in ("changes", "nothing")]
        if tried:
            yield tried[0]


def expectation(node: Node, view: View) -> Verdict:
    """Whether any control of the group made main text larger."""
    group = next(group for group in _groups(view) if any(found is node for found, _ in group))
    tried = [control for _, control in group if control["effect"] in ("changes", "nothing")]
    if any(control.get("moves") or control.get("grows") for control in tried):
        return passed()
    median = view.observed("elder_aids")["before"]["median"]
    if not median:
        return INAPPLICABLE
    return failed("unmoved", texts=[control["text"] for control in tried], median=median)

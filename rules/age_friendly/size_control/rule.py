"""The page's own text size control makes main text larger.

Assumptions: controls are known by whole texts such as 大 中 小 beside 字号, 大字号, A+; each larger one is clicked and
main text is measured (the size that half of its characters reach). A control counts for its group: one that works is
enough.
Source: MIIT 67号 (2021) Annex 1 on zoom within the page; that main text must measurably grow is the data's criterion.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import AidTrial, aid_trials, elder_aids
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed

RULE = Rule(
    id="size-control",
    requirements=("miit-web-2021:1.2.3-pc",),
    impact="serious",
    needs=("elder_aids",),
    decides=("failed",),
    profile="standard",
)
Group = list[tuple[Node, AidTrial]]


def _groups(view: View) -> list[Group]:
    """Controls that stand together: the same parent, or parents side by side."""
    groups: dict[tuple[int, int], Group] = {}
    for node, trial in aid_trials(view, "size", "grow"):
        parent = node.parent
        above = parent.parent if parent is not None and len(parent.children) == 1 else parent
        groups.setdefault((above or node).key, []).append((node, trial))
    return list(groups.values())


def applicability(view: View) -> Iterator[tuple[Node, list[AidTrial]]]:
    """The first larger control of each group that was tried, with all of the group that were."""
    for group in _groups(view):
        tried = [(node, trial) for node, trial in group if trial.effect in ("changes", "nothing")]
        if tried:
            yield tried[0][0], [trial for _, trial in tried]


def expectation(node: Node, view: View, tried: list[AidTrial]) -> Verdict:
    """Whether any control of the group made main text larger."""
    if any(trial.moves or trial.grows for trial in tried):
        return passed()
    median = elder_aids(view).before.median
    if not median:
        return INAPPLICABLE
    return failed("unmoved", texts=[trial.text for trial in tried], median=median)

"""An elder page on a desktop offers an extra-large pointer, and its control works.

Assumptions: the control is known by its whole text (大鼠标, 鼠标样式 …) and clicked; it works where the body's cursor
changes. A missing control is asked about on elder pages only, and not where a maker's tool bar may offer it. The size
of the pointer's image is not measured: the clause gives none.
Source: MIIT 67号 (2021) Annex 1, ways of operation on a desktop.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_elder_page
from auditor.rulekit.probes import AidTrial, aid_trials, first_tried, tool_bar
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="large-pointer",
    requirements=("miit-web-2021:x-principle-input-pc",),
    impact="minor",
    needs=("elder_aids",),
    parts=("aids", "aid-trials"),
    profile="standard",
    absence=True,
)


def applicability(view: View) -> Iterator[tuple[Node, AidTrial | None]]:
    """The control that was tried; else the page, if it is an elder page."""
    if (tried := first_tried(view, "pointer")) is not None:
        yield tried
    elif not any(aid_trials(view, "pointer")) and is_elder_page(view):
        yield view.root, None


def expectation(node: Node, view: View, trial: AidTrial | None) -> Verdict:
    """Whether the pointer changed."""
    if trial is None:
        return INAPPLICABLE if tool_bar(view) else cant_tell("missing")
    if trial.effect in ("nothing", "self"):
        return failed("dead", text=trial.text)
    if trial.effect != "changes" or trial.before is None or trial.after is None:
        return INAPPLICABLE
    changed = trial.after.cursor != trial.before.cursor
    return passed() if changed else cant_tell("unchanged", text=trial.text)

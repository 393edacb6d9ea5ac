"""Content that appears under the pointer can be reached, stays while it is wanted, and can be sent away with Escape.

Assumptions: content that stays when the pointer leaves (tabs that change on hover) is outside the criterion. The
pointer is put onto the content at once, so a gap between the two isn't held against the page. Escape is required only
where text is covered.
Source: WCAG 2.2 1.4.13 and its Understanding document (dismissible, hoverable, persistent; F95).
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import HoverTrial, hover_trials
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="hover-content",
    requirements=("wcag22:1.4.13",),
    impact="moderate",
    views=("desktop",),
    needs=("hover_content",),
    profile="standard",
)


def applicability(view: View) -> Iterator[tuple[Node, HoverTrial]]:
    """Elements that show something when the pointer is on them."""
    trials = {trial.trigger: trial for trial in hover_trials(view).triggers}
    for place, trial in trials.items():
        node = view.at(place)
        if node is not None:
            yield node, trial


def expectation(node: Node, view: View, trial: HoverTrial) -> Verdict:
    """Hoverable, persistent, dismissible."""
    if not trial.leaves:
        return INAPPLICABLE
    facts: Evidence = {
        "trigger": (node.name or node.text(30))[:30] or f"<{node.tag}>",
        "content": trial.content.text[:40],
    }
    if trial.persists is False:
        return failed("vanishes", **facts)
    if trial.hoverable is False:
        return failed("unreachable", **facts)
    if not trial.dismissed and trial.covers:
        # where nothing listens to keys and the trigger not to clicks there is no other way to send it away
        sure = not hover_trials(view).keys and not trial.clicks
        return (failed if sure else cant_tell)("stuck" if sure else "stays", covered=trial.covered, **facts)
    return passed()

"""An elder mode that is switched on within the page brings main text to the size of the clause.

Assumptions: the mode's entry is clicked and main text measured before and after. Where text does not change at all the
entry may have opened a tool bar with further steps: a person looks. Ordinary pages without such a mode are not judged.
Source: MIIT 67号 (2021) Annex 2, clause 1.1 for the elder interface; Annex 1 on large text. The figure is in the data.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import aid_trials
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed, threshold

CLAUSE = "miit-app-2021:1.1-elder"
RULE = Rule(
    id="elder-mode-text",
    requirements=(CLAUSE, "miit-web-2021:1.2.3-mobile"),
    impact="serious",
    needs=("elder_aids",),
    profile="standard",
)
MINIMUM = float(threshold(CLAUSE, "min_px"))


def applicability(view: View) -> Iterator[tuple[Node, tuple[str, float, float]]]:
    """Entries of elder modes that change the page they stand on: their words, px of main text before and after."""
    for node, trial in aid_trials(view, "elder"):
        if trial.effect == "changes" and trial.before is not None and trial.after is not None and trial.after.median:
            yield node, (trial.text, trial.before.median, trial.after.median)


def expectation(node: Node, view: View, mode: tuple[str, float, float]) -> Verdict:
    """Main text before and after."""
    text, before, after = mode
    if after >= MINIMUM:
        return passed()
    if after == before:
        return cant_tell("unchanged", text=text, size=after, required=MINIMUM)
    return failed("small", text=text, before=before, after=after, required=MINIMUM)

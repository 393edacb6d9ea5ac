"""Main components reach the size of the clause once an elder mode is switched on within the page.

Assumptions: the mode's entry is clicked and the shorter sides of navigation entries, buttons and fields are measured
("main components" is not defined in the clause). The figure is for phones and the mode is tried on the desktop: so a
person looks at it on a phone, nothing is asserted. Pages of an elder version are judged by touch-target.
Source: MIIT 67号 (2021) Annex 2, clause 2.1 for the elder interface (figure from the data), as a reference.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Measure, aid_trials
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed, threshold

CLAUSE = "miit-app-2021:2.1-elder"
RULE = Rule(
    id="elder-mode-target",
    requirements=(CLAUSE,),
    impact="moderate",
    needs=("elder_aids",),
    decides=("cantTell",),
    profile="standard",
)
SIZE = int(threshold(CLAUSE, "min_target_px"))


def applicability(view: View) -> Iterator[tuple[Node, tuple[str, Measure]]]:
    """Entries of elder modes that enlarge the page they stand on, where it has components; with their words and the
    page then."""
    for node, trial in aid_trials(view, "elder"):
        if trial.enlarges and trial.after is not None and trial.after.parts:
            yield node, (trial.text, trial.after)


def expectation(node: Node, view: View, mode: tuple[str, Measure]) -> Verdict:
    """How many stay below the size."""
    text, after = mode
    below = after.below_size(SIZE)
    if not below:
        return passed()
    return cant_tell("small", text=text, below=below, parts=after.parts, least=after.least, required=SIZE)

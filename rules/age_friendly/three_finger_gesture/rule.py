"""Scripts that wait for three or more fingers; a person checks whether anything depends on them.

Assumptions: a comparison of the number of touches with three or more in a script is a sign, no more: libraries have
such code that no page uses. So it is a hint, once a page.
Source: MIIT 67号 (2021) Annex 2, clause 2.2 (figure from the data); WCAG 2.2 2.5.1.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import TouchCount, script_search
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed, threshold

CLAUSE = "miit-app-2021:2.2"
RULE = Rule(
    id="three-finger-gesture",
    requirements=(CLAUSE, "wcag22:2.5.1"),
    impact="minor",
    needs=("gestures",),
    decides=("cantTell",),
    profile="standard",
)
FINGERS = int(threshold(CLAUSE, "max_fingers"))


def applicability(view: View) -> Iterator[tuple[Node, tuple[TouchCount, ...]]]:
    """A page with scripts, and the places in them that count touches."""
    search = script_search(view)
    if search.scripts:
        yield view.root, search.hits


def expectation(root: Node, view: View, counts: tuple[TouchCount, ...]) -> Verdict:
    """Whether a script counts to three fingers."""
    if not counts:
        return passed()
    return cant_tell("counted", line=counts[0].line, url=counts[0].url, fingers=FINGERS, confidence="hint")

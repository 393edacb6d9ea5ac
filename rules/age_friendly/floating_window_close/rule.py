"""A floating window has a close control that is named, reached by keyboard and, on a phone, large enough.

Assumptions: a window counts as floating when it is positioned over the page and its class, id or script name says so
in the words Chinese sites use; others are not judged. Place and size are the clause's for mobile.
Source: MIIT 67号 (2021) Annex 2, clause 2.4; WCAG 2.2 2.1.1 and 4.1.2 for the control itself.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import close_controls, floating_windows
from auditor.rulekit.page import Node, View, css_scale
from auditor.rulekit.rule import Rule, Verdict, failed, passed, threshold

CLAUSE = "miit-app-2021:2.4"
RULE = Rule(
    id="floating-window-close",
    requirements=(CLAUSE, "wcag22:2.1.1", "wcag22:4.1.2"),
    impact="serious",
    views=("desktop", "phone"),
    decides=("failed",),
    absence=True,
)
SIZE = float(threshold(CLAUSE, "min_target_px"))


def applicability(view: View) -> Iterator[Node]:
    """Floating windows that are shown."""
    return floating_windows(view)


def expectation(window: Node, view: View) -> Verdict:
    """The first close control that a keyboard reaches and that has a name, else what is wrong with those there are."""
    closers = close_controls(window)
    if not closers:
        return failed("missing")
    reached = [node for node in closers if node.tabbable]
    if not reached:
        return failed("keyboard", width=closers[0].box[2], height=closers[0].box[3])
    named = [node for node in reached if node.name and not re.fullmatch(r"[x×✕✖╳]", node.name, re.I)]
    if not named:
        return failed("unnamed", requirements=(CLAUSE, "wcag22:4.1.2"))
    scale = css_scale(view)
    w, h = (round(side * scale, 1) for side in named[0].box[2:])
    if view.name == "phone" and min(w, h) < SIZE - 0.6:
        return failed("small", width=w, height=h, required=SIZE, requirements=(CLAUSE,))
    return passed()

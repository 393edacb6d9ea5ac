"""On a phone the close control of a floating window stands where the clause says: top left, top right, bottom centre.

Assumptions: places are thirds of the window's width and halves of its height, widened by the control's own size where
it stands outside; that is ours. A control that closes by several of its parts passes by any of them.
Source: MIIT 67号 (2021) Annex 2, clause 2.4 (places in the data), as a reference for phones.
"""

from collections.abc import Iterator

from auditor.rulekit.chinese import close_controls, floating_windows
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, failed, passed, threshold

CLAUSE = "miit-app-2021:2.4"
RULE = Rule(id="floating-window-place", requirements=(CLAUSE,), impact="minor", views=("phone",), decides=("failed",))
ALLOWED = frozenset(threshold(CLAUSE, "positions"))
ROWS, COLUMNS = ("top", "bottom"), ("left", "centre", "right")


def _place(control: Node, window: Node) -> str:
    x, y, w, h = control.box
    left, top, width, height = window.box
    across = (x + w / 2 - left) / max(width, 1)
    down = (y + h / 2 - top) / max(height, 1)
    column = COLUMNS[0 if across < 1 / 3 else 2 if across > 2 / 3 else 1]
    return f"{ROWS[down > 0.5]}-{column}"


def applicability(view: View) -> Iterator[Node]:
    """Floating windows with a close control that is not the window itself."""
    return (window for window in floating_windows(view) if close_controls(window))


def expectation(window: Node, view: View) -> Verdict:
    """Where its controls stand."""
    places = [_place(control, window) for control in close_controls(window)]
    if ALLOWED & set(places):
        return passed()
    return failed(places[0].replace("-", "_"))

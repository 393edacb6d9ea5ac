"""A pop-up that covers the page when it opens can be closed, by keyboard too.

Assumptions: a pop-up is a dialogue by its element, role or the usual class names, fixed over the page, shown when the
page opens and not tiny. Its controls are tried, and the Escape key. One without any known control is for a person: it
may go away by itself or by another word. Drifting windows are judged by floating-window-close. A `<dialog>` brings the
key by itself.
Source: MIIT 67号 (2021) Annex 2, clause 2.4 (windows close easily), as a reference; WCAG 2.2 2.1.1.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import ClosedWindow, closed_windows
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

CLAUSE = "miit-app-2021:2.4"
RULE = Rule(
    id="popup-close",
    requirements=(CLAUSE, "wcag22:2.1.1"),
    impact="serious",
    needs=("floating_windows",),
    profile="standard",
    absence=True,
)


def applicability(view: View) -> Iterator[tuple[Node, ClosedWindow]]:
    """Pop-ups that were shown."""
    for window in closed_windows(view):
        node = view.at(window.at)
        if node is not None and window.kind == "popup":
            yield node, window


def expectation(node: Node, view: View, window: ClosedWindow) -> Verdict:
    """Escape, else a control that works and takes focus."""
    if window.escape:
        return passed()
    closers = [closer for closer in map(view.at, window.closers) if closer is not None]
    if not window.closed:
        return cant_tell("stays" if closers else "missing", requirements=(CLAUSE,))
    if not any(closer.tabbable or any(inner.tabbable for inner in closer.descendants()) for closer in closers):
        return failed("keyboard")
    return passed()

"""A floating window can really be closed, and stays closed for the rest of the visit.

Assumptions: floating windows are known by the words Chinese sites use for them and must hold a link or an image. The
window is closed by its own control, the page watched for the probe's wait and then opened again in the same visit, with
all that the page stored. A window without a close control is judged by floating-window-close.
Source: MIIT 67号 (2021) Annex 1 on promotional floating windows; that coming back in the same visit is a fault is the
criterion in the data. No government rule against floating windows is claimed.
"""

from collections.abc import Iterator

from auditor.rulekit.chinese import floating_windows
from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import ClosedWindow, closed_windows
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="floating-window-return",
    requirements=("miit-web-2021:2.5",),
    impact="moderate",
    needs=("floating_windows",),
    decides=("failed",),
    profile="standard",
)


def applicability(view: View) -> Iterator[tuple[Node, ClosedWindow]]:
    """Floating windows with a close control."""
    named = {node.key for node in floating_windows(view)}
    for window in closed_windows(view):
        node = view.at(window.at)
        if node is None or node.key not in named or not window.closers:
            continue
        if any(inner.tag in ("a", "img") for inner in node.descendants()):
            yield node, window


def expectation(node: Node, view: View, window: ClosedWindow) -> Verdict:
    """What became of it."""
    if not window.closed:
        return failed("stays")
    if window.returned is not None:
        return failed("returned", seconds=window.returned)
    return failed("again") if window.again else passed()

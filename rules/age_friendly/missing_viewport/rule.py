"""A page tells phones how wide it is laid out; without that a phone shows a shrunken desktop page.

Assumptions: the phone view is laid out without the meta; the width of the page against the device's tells how far it is
shrunk. Sizes of text and targets are converted by that before they are compared with figures in dp or pt. Text of 14 px
is shown at less than 6 px on a phone that shrinks a desktop layout.
Source: the tool's own criterion beside MIIT 67号 (2021) Annex 1 on phones (conversion of dp/pt), not a clause of its
own.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, css_scale
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="missing-viewport",
    requirements=("miit-web-2021:1.2.3-mobile",),
    impact="serious",
    views=("phone",),
    decides=("failed",),
    spared=("frames",),
)
SHRUNK = 0.9  # ours: above this nobody sees the difference


def applicability(view: View) -> Iterator[Node]:
    """The page, where it has any text to read; a drawing has no viewport meta."""
    if view.root.tag == "html" and next(view.texts(top_only=True), None) is not None:
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """How far a phone shrinks it."""
    scale = css_scale(view)
    if scale >= SHRUNK:
        return passed()
    return failed("shrunk", layout=round(view.width / scale), device=view.width, shown=round(14 * scale, 1))

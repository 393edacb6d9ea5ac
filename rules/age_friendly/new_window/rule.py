"""A link that opens a new window says so.

Assumptions: best practice; no criterion of level A or AA asks for it (3.2.5 is AAA, with the notice as a technique).
A notice may stand in the link's name, title or description, or once on the page. A symbol drawn beside the text may be
one: such links are not asserted.
Source: WCAG 2.2 3.2.5 and its techniques on warning before a new window is opened.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, per_view
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed

RULE = Rule(
    id="new-window",
    requirements=("wcag22:3.2.5",),
    impact="minor",
    decides=("failed",),
    best_practice=True,
    absence=True,
)
SAME = frozenset({"", "_self", "_parent", "_top"})
NOTICE = re.compile(r"新(开)?(窗口|窗|标签|页面)|弹出|外部链接|站外|new (window|tab)|external", re.I)
FOR_ALL = re.compile(r"(链接|页面)[^，。]{0,8}在?新(窗口|标签页)(中)?打开")


@per_view
def _said_for_all(view: View) -> bool:
    """Whether the page says of all its links that they open new windows."""
    return FOR_ALL.search(view.text) is not None


def applicability(view: View) -> Iterator[Node]:
    """Drawn links that ask for another window."""
    frames = {frame.attr("name") for frame in view.find("iframe", "frame")}
    for node in view.find("a", "area"):
        href = node.attr("href")
        named = node.attr("target").strip().lower()
        inside = bool(named) and node.attr("target") in frames
        if named not in SAME and href and not href.startswith(("#", "javascript:")) and node.rendered and not inside:
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """Whether anything says so."""
    described = [view.by_id(node, value) for value in node.attr("aria-describedby").split()]
    said = " ".join((node.name, node.attr("title"), *(other.text(60, visible=False) for other in described if other)))
    if NOTICE.search(said) or _said_for_all(view):
        return passed()
    if any(inner.tag in ("svg", "i") for inner in node.descendants()):
        return INAPPLICABLE
    return failed("silent", text=(node.name or node.text(40))[:40])

"""A floating window doesn't lie over words or links as the page opens.

Assumptions: floating windows are those that their class or id says are (飘窗, couplet, float ad), fixed to the window.
What they cover is words of which half or more lies under something that is not transparent, before any scrolling. One
that a script moves about is left out: what it covers depends on the moment. The words can mostly be got at by scrolling
or closing: a person decides.
Source: the tool's own criterion; no clause on covering was found.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import floating_windows
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="covering-window",
    requirements=(),
    impact="moderate",
    views=("desktop", "phone"),
    decides=("cantTell",),
    best_practice=True,
    people=("4.2.2",),
)
Box = tuple[float, float, float, float]
SHARE = 0.5  # of a text's box (ours)
PICTURES = ("img", "video", "canvas", "iframe", "object", "embed", "svg")
MOVED = re.compile(r"(^|[;\s])(left|top|transform)\s*:", re.I)
OPAQUE = 0.9  # ours
NAMED = 4  # covered words that are printed


def applicability(view: View) -> Iterator[Node]:
    """Floating windows fixed to the window that no script moves."""
    for window in floating_windows(view):
        if window.style("position") == "fixed" and not MOVED.search(window.attr("style")):
            yield window


def _painted(window: Node) -> list[Box]:
    """Boxes of the window that can't be seen through: images, and backgrounds with a colour or image."""
    painted: list[Box] = []
    for node in (window, *window.descendants()):
        if node.is_text or not node.rendered:
            continue
        colour = node.colour("background-color")
        solid = colour is not None and colour[3] >= OPAQUE
        if node.tag in PICTURES or solid or "url(" in (node.style("background-image") or ""):
            painted.append(node.box)
    return painted


def _share(text: Box, over: Box) -> float:
    x, y, w, h = text
    left, top, width, height = over
    across = min(x + w, left + width) - max(x, left)
    down = min(y + h, top + height) - max(y, top)
    return max(across, 0) * max(down, 0) / max(w * h, 1)


def expectation(window: Node, view: View) -> Verdict:
    """Texts of the page under its painted boxes."""
    painted = _painted(window)
    covered: list[Node] = []
    for text in view.texts(top_only=True):
        if not text.own_text.strip() or text.box[1] > view.height:
            continue
        lifted = any(a.number == window.number or a.style("position") == "fixed" for a in text.ancestors())
        if not lifted and any(_share(text.box, box) >= SHARE for box in painted):
            covered.append(text)
    if not covered:
        return passed()
    words = [text.own_text.strip()[:20] for text in covered[:NAMED]]
    links = sum(text.closest("a", "button") is not None for text in covered)
    return cant_tell("covers", count=len(covered), words=words, links=links)

"""In a window of 320 CSS px (1280 px at 400 % zoom) ordinary text needs no scrolling sideways.

Assumptions: tables, images, maps, videos, frames, code, formulas and tool bars may need two directions and are left
out, as are boxes that scroll for themselves around them; what is positioned (menus off the canvas) is no ordinary text.
Pixels of slack are ours.
Source: WCAG 2.2 1.4.10 and its Understanding document.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, twin
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed, threshold
from auditor.rulekit.text import Clipping

RULE = Rule(
    id="reflow-scroll",
    requirements=("wcag22:1.4.10",),
    impact="serious",
    views=("reflow",),
    profile="standard",
)
WIDTH = threshold("wcag22:1.4.10", "width_px")
SLACK = 8  # px beyond the window that count (ours)
MAX_PLACES = 5  # outermost boxes that are named on one page
Overflow = tuple[Node, bool]  # a text out of the window, and whether the window can be scrolled to it
TWO_WAY = frozenset(
    {"table", "img", "picture", "svg", "math", "canvas", "video", "audio", "iframe", "frame", "object", "embed", "pre",
     "code", "textarea", "select", "marquee", "samp", "kbd"}
)  # fmt: skip
TWO_WAY_ROLES = frozenset({"table", "grid", "treegrid", "application", "img", "figure", "toolbar", "math", "tablist"})


def _exempt(node: Node) -> bool:
    return any(
        above.tag in TWO_WAY or above.attr("role") in TWO_WAY_ROLES or above.style("display") == "table"
        for above in (node, *node.ancestors())
    )


def _ordinary(text: Node) -> bool:
    """Laid out in the normal flow, seen, and no part of something that may need two directions."""
    if text.hidden_from_at or _exempt(text) or len(text.own_text.strip()) < 2:
        return False
    for above in text.ancestors():
        if above.style("position") not in ("static", "relative") or above.style("transform") != "none":
            return False
        if above.style("opacity") == "0" or above.style("animation-name") != "none":
            return False
    return True


def _outermost(text: Node, width: int) -> Node:
    """The outermost box above a text that is wider than the window, else the text's own."""
    wide = text.parent or text
    for above in text.ancestors():
        x, _, w, _ = above.box
        if x + w > width + SLACK and above.tag != "html":
            wide = above
    return wide


def _places(view: View) -> list[tuple[Node, Overflow]]:
    """Boxes with text out of the window: the first such text in each, whether the window can be scrolled to it."""
    places: dict[int, tuple[Node, Overflow]] = {}
    clipping, base = Clipping(view), view.other("desktop")
    for text in view.texts(top_only=True):
        x, _, w, _ = text.box
        if x + w <= view.width + max(SLACK, text.font_size) or x < -SLACK:
            continue
        chain = clipping.chain(text)
        window = chain[-1] if chain and chain[-1].node is None else None
        if window is None or any(link.x for link in chain[:-1]) or not _ordinary(text):
            continue
        counterpart = twin(text, base)
        if (
            base is None
            or counterpart is None
            or not counterpart.rendered
            or counterpart.box[0] + counterpart.box[2] > base.width + SLACK
        ):
            continue
        box = _outermost(text, view.width)
        places.setdefault(box.number, (box, (text, window.x == "scroll")))
        if len(places) >= MAX_PLACES:
            break
    return list(places.values())


def _wide(view: View) -> Node | None:
    """The first thing in the flow, other than what may need two directions, that makes the page scroll sideways."""
    for node in view.find("form", "input", "button", "a", "div", "section", "p", "ul", "h1", "h2", "h3", top_only=True):
        x, _, w, _ = node.box
        if node.rendered and x >= 0 and x + w > view.width + SLACK and not _exempt(node):
            flowing = all(above.style("position") in ("static", "relative") for above in (node, *node.ancestors()))
            inside = all(above.style("overflow-x") == "visible" for above in node.ancestors())
            holds = any(below.tag in TWO_WAY for below in node.descendants())
            if flowing and inside and not holds:
                return node
    return None


def applicability(view: View) -> Iterator[tuple[Node, Overflow | None]]:
    """Boxes with ordinary text beyond the window; where there are none, the page, if it has text."""
    places = _places(view)
    yield from places
    if not places and next(view.texts(), None) is not None:
        yield view.root, None


def expectation(node: Node, view: View, overflow: Overflow | None) -> Verdict:
    """Everything fits the width, or only what may be wide is wide."""
    if overflow is not None:
        text, scrolls = overflow
        right = text.box[0] + text.box[2]
        facts: Evidence = {"text": text.own_text.strip()[:40], "right": right, "width": WIDTH, "box": node.snippet(60)}
        return failed("scrolls" if scrolls else "lost", **facts)
    width = view.top.scroll_width
    wide = _wide(view) if width > view.width + SLACK else None
    if wide is None:
        return passed()
    return cant_tell("wide", box=wide.snippet(80), page=width, width=WIDTH)

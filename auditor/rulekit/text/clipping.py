"""What overflow cuts off a text: which ancestor, on which axis, and how much of it.

Built on the boxes of a captured view. Lines are taken as evenly spaced, which holds for one text node. Tolerances are
ours: a piece counts as cut off when more than a fifth of its line's em box, or a third of an em at its side, can't be
seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from auditor.rulekit.page.node import Document, Node
from auditor.rulekit.page.view import View, per_view, twin

CUT_LINE = 0.2  # of the em box of a line (ours)
CUT_SIDE = 0.34  # of an em (ours)
SLACK = 2  # px: boxes are whole pixels, borders at the sides aren't known
_CLIPS = ("hidden", "clip")
_FAR = 10**7


@dataclass(frozen=True)
class Cut:
    """A text, or what of it is within reach of scrolling, is cut by `by` (None: the window) on `axis`.

    `whole`: nothing of it is seen. `lines`: lines of which nothing is seen. `clean`: cut with an ellipsis, or a line
    too high for its box, as authors do on purpose. `through`: letters themselves are cut through. `moving`: something
    between slides or is animated.
    """

    by: Node | None
    axis: Literal["x", "y"]
    whole: bool
    lines: int = 0
    clean: bool = False
    through: bool = False
    moving: bool = False


@dataclass(frozen=True)
class _Link:
    """An ancestor whose overflow applies to what is inside; by axis: "clip", "scroll" or ""."""

    node: Node | None
    x: str
    y: str
    moving: bool


class _Chains:
    """The ancestors that clip, for every node of one document; worked out once for each."""

    def __init__(self, doc: Document, view: View) -> None:
        self.doc, self.view = doc, view
        self.memo: dict[tuple[int, str, bool], tuple[_Link, ...]] = {}
        self.viewport = self._viewport()

    def _viewport(self) -> int:
        """The element whose overflow is the window's: html, or body where html has none."""
        html = self.doc.node(0)
        if html.style("overflow-x") != "visible" or html.style("overflow-y") != "visible":
            return 0
        return self.doc.by_tag.get("body", [0])[0]

    def above(self, number: int, escape: str = "", moving: bool = False) -> tuple[_Link, ...]:
        """Clipping ancestors of what lies directly in element `number`, innermost first."""
        key = (number, escape, moving)
        known = self.memo.get(key)
        if known is None:
            known = self.memo[key] = self._above(number, escape, moving)
        return known

    def _above(self, number: int, escape: str, moving: bool) -> tuple[_Link, ...]:
        node = self.doc.node(number)
        position, transform = node.style("position"), node.style("transform")
        holds = transform != "none" or node.style("filter") != "none"
        applies = not escape or holds or (escape == "absolute" and position != "static")
        link: tuple[_Link, ...] = ()
        x, y = _kind(node.style("overflow-x")), _kind(node.style("overflow-y"))
        if applies:
            escape = ""
            if number == self.viewport:
                top = self.doc.number == 0
                link = (_Link(None, x or "scroll", y or "scroll", moving),) if top else ()
            elif (x or y) and node.style("display") not in ("inline", "contents") and number != 0:
                link = (_Link(node, x, y, moving),)
        if position in ("absolute", "fixed"):
            escape = position
        moving = moving or transform != "none" or node.style("animation-name") != "none" or node.tag == "marquee"
        parent = self.doc.parents[number]
        return link + self.above(parent, escape, moving) if parent >= 0 else link


def _kind(overflow: str) -> str:
    if overflow in _CLIPS:
        return "clip"
    return "scroll" if overflow in ("auto", "scroll", "overlay") else ""


class Clipping:
    """Asks one view what cuts its texts. Make one a view and keep it while judging that view."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._chains: dict[int, _Chains] = {}

    def chain(self, text: Node) -> tuple[_Link, ...]:
        """What may clip a text node, innermost first."""
        chains = self._chains.get(text.doc.number)
        if chains is None:
            chains = self._chains[text.doc.number] = _Chains(text.doc, self.view)
        return chains.above(text.doc.parents[text.number])

    def clipped_by_some(self, text: Node) -> bool:
        """Whether an ancestor has overflow hidden or clip at all."""
        return any("clip" in (link.x, link.y) for link in self.chain(text))

    def cut(self, text: Node) -> Cut | None:
        """The innermost cut; one that hides the whole before one that hides a part."""
        x, y, w, h = text.box
        left, right, _top, _bottom = float(x), float(x + w), float(y), float(y + h)
        em = text.font_size or 16.0
        innermost: Cut | None = None
        free_x = free_y = False  # it can be scrolled to, so what lies above doesn't matter
        for link in self.chain(text):
            a, b, c, d = self._edges(link)
            if link.x == "clip" and not free_x:
                gone = max(a - left, right - b) - SLACK
                if right - a <= SLACK or b - left <= SLACK:
                    return Cut(link.node, "x", True, moving=link.moving)
                if gone > CUT_SIDE * em and innermost is None:
                    innermost = Cut(link.node, "x", False, 0, _ellipsis(link.node), True, link.moving)
            if link.y == "clip" and not free_y:
                lost, seen = self._lines(text, c, d, em)
                if not seen:
                    return Cut(link.node, "y", True, moving=link.moving)
                if lost and innermost is None:
                    gone_lines = sum(share >= 1 - CUT_LINE for share in lost)
                    through = gone_lines < len(lost)
                    clean = not through and _clean_y(link.node)
                    innermost = Cut(link.node, "y", False, gone_lines, clean, through, link.moving)
            free_x = free_x or link.x == "scroll"
            free_y = free_y or link.y == "scroll"
        return innermost

    def _edges(self, link: _Link) -> tuple[float, float, float, float]:
        """Left, right, top and bottom of what is seen through a link."""
        if link.node is None:
            return 0, self.view.width, -_FAR if link.y != "clip" else 0, _FAR if link.y != "clip" else self.view.height
        x, y, w, h = link.node.box
        top, bottom = link.node.px("border-top-width"), link.node.px("border-bottom-width")
        return x, x + w, y + top, y + h - bottom

    @staticmethod
    def _lines(text: Node, top: float, bottom: float, em: float) -> tuple[list[float], bool]:
        """(the hidden share of the em box of each line that is cut, whether any line is seen)."""
        _, y, _, h = text.box
        lines = max(1, text.lines)
        pitch = text.pitch or 0.0
        height = max(1.0, h - (lines - 1) * pitch)
        lost, seen = [], False
        for line in range(lines):
            middle = y + line * pitch + height / 2
            share = (min(bottom, middle + em / 2) - max(top, middle - em / 2)) / em
            hidden = 1 - max(0.0, min(1.0, share))
            seen = seen or hidden < 1 - CUT_LINE
            # one pixel of rounding is no cut
            if hidden > max(CUT_LINE, 1.5 / em):
                lost.append(hidden)
        return lost, seen


def _ellipsis(node: Node | None) -> bool:
    return node is not None and node.style("white-space") in ("nowrap", "pre") and node.style("text-overflow") != "clip"


def _clean_y(node: Node | None) -> bool:
    """One line that is as high as its box, or lines counted off with an ellipsis."""
    if node is None:
        return False
    if node.style("-webkit-line-clamp") not in ("none", "", "0"):
        return True
    line = node.px("line-height", 1.2 * node.font_size)
    height = float(node.box[3])
    if node.style("overflow-y") == "clip":
        height -= sum(
            node.px(edge) for edge in ("padding-top", "padding-bottom", "border-top-width", "border-bottom-width")
        )
    return line >= height - 0.5


@dataclass(frozen=True)
class Loss:
    """Text cut in a view. `how`: "cut" (a part, whole in the base view), "through" (letters cut through, and some of it
    cut in the base view too), "same" (cut in the base view too: lines left out, or whole in a title or behind a link),
    "gone" (all of it, seen in the base view), "window" (beyond the window's edge, which can't be scrolled to)."""

    text: Node
    how: Literal["cut", "through", "same", "gone", "window"]
    cut: Cut


_MORE = ("展开", "全文", "更多", "查看", "more", "expand", "show all")


class TextLosses:
    """What one view cuts, compared with the base view; what hides things on purpose is left out.

    On purpose: an ellipsis, slides and tickers (a box that hides other texts wholly in the base view too, or moves
    them), a box with a control beside it that shows the rest.
    """

    def __init__(self, view: View, base: View | None) -> None:
        self.view, self.base = view, base
        self.here = Clipping(view)
        self.there = Clipping(base) if base is not None else None
        self.losses: list[Loss] = []
        self.targets: list[Node] = []  # texts inside something that clips, seen in part at least
        self._hiders = self._all_hiders()
        self._work()

    def _all_hiders(self) -> set[tuple[int, int]]:
        """Boxes that hide whole texts in the base view."""
        hiders: set[tuple[int, int]] = set()
        if self.base is None or self.there is None:
            return hiders
        for text in self.base.texts():
            cut = self.there.cut(text)
            if cut is not None and cut.whole and cut.by is not None:
                hiders.add(_identity(cut.by))
        return hiders

    def _work(self) -> None:
        grouped: set[tuple[int, int] | None] = set()
        for text in self.view.texts():
            if text.hidden_from_at or _apart(text) or not self.here.clipped_by_some(text):
                continue
            cut = self.here.cut(text)
            if cut is None or not cut.whole:
                self.targets.append(text)
            if cut is None or cut.clean or cut.moving:
                continue
            loss = self._loss(text, cut)
            if loss is None:
                continue
            by = _identity(cut.by) if cut.by is not None else None
            if loss.how in ("gone", "window") and by in grouped:  # one is said for all that a box hides
                continue
            grouped.add(by)
            self.losses.append(loss)

    def _loss(self, text: Node, cut: Cut) -> Loss | None:
        counterpart = twin(text, self.base)
        seen = counterpart is not None and counterpart.rendered and self.there is not None
        before = self.there.cut(counterpart) if seen and counterpart is not None and self.there is not None else None
        if cut.by is None:
            if cut.axis == "y" or not seen or before is not None or not _in_flow(text):
                return None
            return Loss(text, "window", cut)
        if _identity(cut.by) in self._hiders or _tiny(cut.by) or _opens(cut.by):
            return None
        if cut.whole:
            return Loss(text, "gone", cut) if seen and before is None and _in_flow(text, cut.by) else None
        if before is None:
            return Loss(text, "cut", cut)
        return Loss(text, "through" if cut.through and not _whole_elsewhere(text) else "same", cut)


@per_view
def text_losses(view: View) -> TextLosses:
    """The view's losses against the desktop view."""
    return TextLosses(view, view.other("desktop"))


def _identity(node: Node) -> tuple[int, int]:
    return node.doc.number, node.doc.table.uid[node.number]


def _apart(text: Node) -> bool:
    """Not HTML text, see-through, or off the page on the left or at the top."""
    x, y, w, h = text.box
    if x + w <= 0 or y + h <= 0:
        return True
    for above in text.ancestors():
        if above.tag in ("svg", "math", "select", "textarea", "option", "title") or above.style("opacity") == "0":
            return True
    return False


def _in_flow(text: Node, until: Node | None = None) -> bool:
    for above in text.ancestors():
        if until is not None and above.number == until.number:
            return True
        if above.style("position") in ("absolute", "fixed", "sticky") or above.style("transform") != "none":
            return False
    return True


def _tiny(node: Node) -> bool:
    """Folded, or the usual way to show something to screen readers only."""
    return node.box[2] <= 8 or node.box[3] <= 8


def _whole_elsewhere(text: Node) -> bool:
    return any(above.tag == "a" or above.attr("title") for above in text.ancestors())


def _opens(node: Node) -> bool:
    """A control beside the box shows the rest."""
    if node.parent is None:
        return False
    for other in node.parent.descendants():
        if other.tag in ("button", "a", "summary", "label") or other.has("onclick") or other.attr("role") == "button":
            words = (other.text(20) + other.attr("title") + other.attr("aria-label")).lower()
            if len(words) < 20 and any(word in words for word in _MORE):
                return True
    return False

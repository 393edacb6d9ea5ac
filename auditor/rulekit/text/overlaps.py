"""Texts that lie on one another in a view and didn't in the base view.

Only texts laid out in the normal flow, in different blocks: what is positioned may be meant to lie over something.
Ours: they overlap where an em across and two fifths of an em down are shared between their lines' em boxes.
"""

from __future__ import annotations

from dataclasses import dataclass

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, twin

MAX_TEXTS = 4_000
MAX_PAIRS = 40
SHARED_DOWN = 0.4  # of the smaller em (ours)


@dataclass(frozen=True)
class Overlap:
    """Two texts, the later one first in reading order's sense: `under` comes before `over`."""

    under: Node
    over: Node


@dataclass(frozen=True)
class _Piece:
    text: Node
    left: float
    top: float
    right: float
    bottom: float
    em: float


def overlaps(view: View) -> list[Overlap]:
    """Pairs of texts that overlap here and don't in the desktop view, at most MAX_PAIRS."""
    base = view.other("desktop")
    pieces = sorted(_pieces(view), key=lambda piece: piece.top)
    pairs: list[Overlap] = []
    active: list[_Piece] = []
    for piece in pieces:
        active = [other for other in active if other.bottom > piece.top]
        for other in active:
            if _share(piece, other) and _apart(piece.text, other.text, base) and _separate(piece.text, other.text):
                first, second = sorted((piece.text, other.text), key=lambda node: node.number)
                pairs.append(Overlap(first, second))
                if len(pairs) >= MAX_PAIRS:
                    return pairs
        active.append(piece)
    return pairs


def _pieces(view: View) -> list[_Piece]:
    pieces: list[_Piece] = []
    flow: dict[int, bool] = {}
    for text in view.texts(top_only=True):
        parent = text.parent
        if parent is None or len(pieces) >= MAX_TEXTS:
            view.leave_out(len(pieces), None)
            break
        if parent.number not in flow:
            flow[parent.number] = _in_flow(parent)
        piece = _piece(text)
        if flow[parent.number] and piece is not None:
            pieces.append(piece)
    return pieces


def _piece(text: Node) -> _Piece | None:
    x, y, w, h = text.box
    em = text.font_size
    if em < 4 or w < em / 2:
        return None
    spare = max(0.0, (h - (text.lines - 1) * text.pitch - em) / 2)
    return _Piece(text, x, y + spare, x + w, y + h - spare, em)


def _in_flow(node: Node) -> bool:
    for above in (node, *node.ancestors()):
        if above.style("position") not in ("static", "relative") or above.style("transform") != "none":
            return False
        if above.style("opacity") == "0" or above.tag in ("svg", "select", "textarea"):
            return False
        # what scrolls or is cut off may lie elsewhere than its boxes say
        if above.tag not in ("html", "body") and above.style("overflow-y") != "visible":
            return False
    return True


def _share(one: _Piece, other: _Piece) -> bool:
    em = min(one.em, other.em)
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across >= em and down >= SHARED_DOWN * em


def _block(node: Node) -> Node | None:
    return next((above for above in node.ancestors() if above.is_block or "inline-" in above.style("display")), None)


def _separate(one: Node, other: Node) -> bool:
    """In two blocks, neither inside the other."""
    first, second = _block(one), _block(other)
    if first is None or second is None or first.number == second.number:
        return False
    return not any(above.number == first.number for above in second.ancestors()) and not any(
        above.number == second.number for above in first.ancestors()
    )


def _apart(one: Node, other: Node, base: View | None) -> bool:
    """They don't overlap in the base view, where both are seen."""
    before = [twin(node, base) for node in (one, other)]
    if not all(counterpart is not None and counterpart.rendered for counterpart in before):
        return False
    pieces = [_piece(counterpart) for counterpart in before if counterpart is not None]
    return len(pieces) == 2 and all(pieces) and not _share(pieces[0], pieces[1])  # type: ignore[arg-type]

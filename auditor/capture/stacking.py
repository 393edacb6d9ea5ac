"""What is painted over what in one collected document (CSS 2, appendix E), and the veils among it: half-transparent
colours that lie over text, for good or as the scrim of an open modal window.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from auditor.capture.schema.document import DocumentCapture
from auditor.capture.schema.table import RENDERED
from auditor.colour import RGBA, parse

COVERS = 0.95  # of the window's width and height that a scrim takes at least


class Stacking:
    """The order in which a document's elements are painted, as far as z-index and position tell."""

    def __init__(self, document: DocumentCapture) -> None:
        self.doc = document
        self._column = {name: number for number, name in enumerate(document.properties)}

    def style(self, node: int, name: str) -> str:
        """The computed value of a collected property."""
        return self.doc.strings[self.doc.styles[self.doc.style[node]][self._column[name]]]

    def line(self, node: int) -> dict[int, None]:
        """A node and its ancestors, the root last."""
        line: dict[int, None] = {}
        while node >= 0:
            line[node] = None
            node = self.doc.parent[node]
        return line

    def level(self, line: Iterable[int]) -> int:
        """The z-index of the outermost of some ancestors that has one; 0 where none has."""
        outermost = 0
        for node in line:
            if self.doc.kind[node] == 1 and self.style(node, "position") != "static":
                level = self.style(node, "z-index")
                outermost = int(level) if level.lstrip("-").isdigit() else outermost
        return outermost

    def in_front(self, painter: int, text: int) -> bool:
        """Whether something is drawn over a text by a z-index, and lets nothing shine through."""
        of_text, own = self._apart(painter, text)
        level = self.level(own)
        if level <= 0 or level <= self.level(of_text):
            return False
        colour = parse(self.style(painter, "background-color"))
        solid = colour is None or colour[3] in (0, 1)
        return solid and all(float(self.style(node, "opacity") or 1) == 1 for node in own)

    def veil(self, painter: int, text: int) -> RGBA | None:
        """The half-transparent colour that an element puts over all of a text; None for anything else."""
        if self.style(painter, "background-image") != "none" or not self._covers(painter, text):
            return None
        of_text, own = self._apart(painter, text)
        if not self._is_over(painter, own, text, of_text):
            return None
        colour = parse(self.style(painter, "background-color"))
        alpha = colour[3] if colour is not None else 0.0
        for node in own:
            if self.style(node, "filter") != "none" or self.style(node, "mix-blend-mode") != "normal":
                return None
            alpha *= float(self.style(node, "opacity") or 1)
        return (*colour[:3], alpha) if colour is not None and 0 < alpha < 1 else None

    def _apart(self, one: int, other: int) -> tuple[list[int], list[int]]:
        """Of two nodes' ancestors those that are not the other's: the second's, the first's."""
        of_one, of_other = self.line(one), self.line(other)
        return [n for n in of_other if n not in of_one], [n for n in of_one if n not in of_other]

    def _is_over(self, painter: int, own: list[int], text: int, of_text: list[int]) -> bool:
        above, below = self.level(own), self.level(of_text)
        if above != below:
            return above > below
        if not any(self._is_placed(node) for node in own):
            return False
        return painter > text or not any(self._is_placed(node) for node in of_text)

    def _is_placed(self, node: int) -> bool:
        """Painted after what flows."""
        if self.doc.kind[node] != 1:
            return False
        placed = self.style(node, "position") != "static" or self.style(node, "transform") != "none"
        return placed or float(self.style(node, "opacity") or 1) < 1

    def _covers(self, painter: int, text: int) -> bool:
        x, y, w, h = self.doc.node_box(text)
        left, top, width, height = self.doc.node_box(painter)
        return left <= x + 2 and top <= y + 2 and left + width >= x + w - 2 and top + height >= y + h - 2

    def is_scrim(self, painter: int) -> bool:
        """Whether a veil belongs to an open modal window: it takes the whole window and the pointer, and something
        stands over it. What is behind is inactive then."""
        return painter in self._scrims

    @cached_property
    def _scrims(self) -> frozenset[int]:
        doc = self.doc
        texts = [n for n in range(doc.size) if doc.kind[n] == 3 and doc.flags[n] & RENDERED]
        return frozenset(
            node
            for node in range(doc.size)
            if doc.kind[node] == 1
            and doc.flags[node] & RENDERED
            and self._may_be_scrim(node)
            and any(self._stands_over(text, node) for text in texts)
        )

    def _may_be_scrim(self, node: int) -> bool:
        _, _, width, height = self.doc.node_box(node)
        window_width, window_height = self.doc.viewport
        if width < COVERS * window_width or height < COVERS * window_height:
            return False
        if self.style(node, "position") not in ("fixed", "absolute") or self.style(node, "pointer-events") == "none":
            return False
        colour = parse(self.style(node, "background-color"))
        opacity = float(self.style(node, "opacity") or 1)
        return colour is not None and 0 < colour[3] * opacity < 1

    def _stands_over(self, text: int, scrim: int) -> bool:
        of_scrim, own = self._apart(text, scrim)
        if not of_scrim:  # it lies in it
            return True
        # What is placed over it on purpose; not what only comes later in the page.
        above, below = self.level(own), self.level(of_scrim)
        placed = any(self.doc.kind[n] == 1 and self.style(n, "position") in ("fixed", "absolute") for n in own)
        return placed and (above > below or (above == below and text > scrim))

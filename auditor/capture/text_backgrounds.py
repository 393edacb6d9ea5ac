"""What lies behind each piece of text: exact colours where the layers allow, else the screenshot's pixels.

Works on the collector's table of one document. Measures only; whether a contrast is enough is a rule's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.capture.luminance import luminances
from auditor.capture.schema.document import Colour, DocumentCapture, TextBackground
from auditor.capture.schema.table import RENDERED
from auditor.capture.stacking import Stacking
from auditor.colour import RGBA, WHITE, mix, over, parse

REPLACED = frozenset({"img", "video", "canvas", "svg", "iframe", "object", "embed", "picture"})
Pixels = NDArray[np.uint8]
INKED = 6  # steps of 255 by which text changes a pixel
FILLED = 0.85  # of a box; letters fill less, so with more the background itself changed between the two pictures
REACH = 2  # px round a letter within which the background counts as next to it
BAND = 256  # px
MAX_BANDS = 200  # that one box is entered in, or held against
MAX_PIXELS = 200_000  # of one text; more are thinned out evenly


@dataclass(frozen=True)
class Behind:
    """Text colour and background once composed; `why` says what keeps it from being exact."""

    text: RGBA
    background: RGBA
    why: str = ""


@dataclass(frozen=True)
class Paint:
    """What one row of computed styles does to what is drawn inside its element."""

    colour: RGBA | None
    image: bool
    text_clip: bool
    opacity: float
    odd: bool
    clips_x: bool
    clips_y: bool
    fixed: bool

    @property
    def draws(self) -> bool:
        """Whether it paints a background."""
        return self.image or bool(self.colour and self.colour[3] > 0)

    @property
    def matters(self) -> bool:
        """Whether text inside looks different for it."""
        return self.draws or self.opacity < 1 or self.odd or self.clips_x or self.clips_y or self.fixed


_MOVED = re.compile(r"none|matrix\(1, 0, 0, 1, (-?[\d.]+), (-?[\d.]+)\)")
Chain = tuple[int, ...]
_SCROLLS = ("auto", "scroll")
LEAST_SCROLLED = 16  # px of a box that somebody can scroll in
NOWHERE: dict[int, list[int]] = {}
EVERYWHERE = (-(10**9), -(10**9), 10**9, 10**9)


class Layers:
    """The painting layers of one collected document.

    Texts with the same painting ancestors and colour share one answer, so each is worked out once.
    """

    def __init__(self, document: DocumentCapture, background: RGBA = WHITE) -> None:
        self.doc = document
        self.strings = document.strings
        self.column = {name: number for number, name in enumerate(document.properties)}
        self.background = background
        self.stacking = Stacking(document)
        flat = document.box
        self._box = [flat[at : at + 4] for at in range(0, len(flat), 4)]
        self._paints = [self._paint(row) for row in document.styles]
        self._chains, painters = self._walk()
        # Boxes that style sheets generate out of the flow and paint: numbered after the nodes.
        self._makers: list[int] = []
        painters.extend(self._generated())
        # What paints, by the bands of the page it touches: a text is held against its own bands' only.
        self._bands: dict[int, list[int]] = {}
        self._tall: list[int] = []
        for node in painters:
            _, y, _, h = self._box[node]
            touched = range(y // BAND, (y + h) // BAND + 1)
            if len(touched) > MAX_BANDS:
                self._tall.append(node)
                continue
            for band in touched:
                self._bands.setdefault(band, []).append(node)
        self._inside: dict[Chain, tuple[int, int, int, int]] = {}
        self._composed: dict[tuple[Chain, int], Behind] = {}

    def style(self, node: int, name: str) -> str:
        """The computed value of a collected property."""
        return self._value(self.doc.style[node], name)

    def _value(self, row: int, name: str) -> str:
        return self.strings[self.doc.styles[row][self.column[name]]]

    def _paint(self, row: list[int]) -> Paint:
        value = {name: self.strings[row[at]] for name, at in self.column.items()}
        return Paint(
            colour=parse(value["background-color"]),
            image=value["background-image"] != "none",
            text_clip="text" in value["background-clip"],
            opacity=float(value["opacity"] or 1),
            odd=value["filter"] != "none" or value["mix-blend-mode"] != "normal",
            clips_x=value["overflow-x"] != "visible",
            clips_y=value["overflow-y"] != "visible",
            fixed=value["position"] == "fixed",
        )

    def _walk(self) -> tuple[list[Chain], list[int]]:
        """By node, the elements from the root to it that matter; and all that paint and are drawn."""
        chains: list[Chain] = []
        painters: list[int] = []
        doc = self.doc
        replaced = {number for number, text in enumerate(self.strings) if text in REPLACED}
        for node, (kind, parent, tag, style, flags) in enumerate(
            zip(doc.kind, doc.parent, doc.tag, doc.style, doc.flags, strict=True)
        ):
            above = chains[parent] if parent >= 0 else ()
            if kind != 1:
                chains.append(above)
                continue
            paint = self._paints[style]
            chains.append((*above, node) if paint.matters or tag in replaced else above)
            if flags & RENDERED and (paint.draws or tag in replaced):
                painters.append(node)
        return chains, painters

    def _generated(self) -> Iterator[int]:
        """Generated boxes that are placed absolutely, paint and are seen; each gets a number, a box and its maker."""
        for made in self.doc.pseudo_elements:
            node, row, place = made.element, made.style, made.place
            paint = self._paints[row]
            if place is None or not paint.draws or paint.opacity == 0 or not self.doc.flags[node] & RENDERED:
                continue
            if self._value(row, "display") != "none" and self._value(row, "visibility") == "visible":
                box = self.placed(node, place, self._value(row, "transform"))
                if box is not None:
                    self._box.append(box)
                    self._makers.append(node)
                    yield len(self._box) - 1

    def placed(self, node: int, place: Sequence[int], transform: str) -> list[int] | None:
        """The box of what an element generates out of the flow; None where it is turned, stretched or flattened."""
        moved = _MOVED.fullmatch(transform)
        if not moved:
            return None
        holder = node
        while holder > 0 and self.style(holder, "position") == "static":
            holder = self.doc.parent[holder]
        x, y = self._box[holder][:2]
        dx, dy = (float(moved.group(at) or 0) for at in (1, 2))
        return [round(x + place[0] + dx), round(y + place[1] + dy), place[2], place[3]]

    def overlapping(self, text: int) -> tuple[str, list[RGBA]]:
        """("" where nothing painted but ancestors shares area with the text; "front" where all of it lies over the text
        and is solid or a picture, as a floating window; else "overlap"; the veils over it, the lowest first). Those of
        an open modal window are left out: what is behind them is inactive."""
        (x, y, w, h), chain = self._box[text], self._chains[text]
        first, last = y // BAND, (y + h) // BAND
        near = self._bands.get(first, ()) if first == last else self._between(first, last)
        overlap, veils = "", {}
        for node in (*self._tall, *near) if self._tall else near:
            bx, by, bw, bh = self._box[node]
            if bx < x + w - 2 and bx + bw > x + 2 and by < y + h - 2 and by + bh > y + 2 and node not in chain:
                if node < len(self._chains):
                    if self.stacking.in_front(node, text):
                        overlap = "front"
                        continue
                    veil = self.stacking.veil(node, text)
                    if veil is not None:
                        if not self.stacking.is_scrim(node):
                            veils[node] = veil
                        continue
                return "overlap", []
        return overlap, [veils[node] for node in sorted(veils, key=lambda n: (self.stacking.level([n]), n))]

    def _between(self, first: int, last: int) -> list[int]:
        return [node for band in range(first, min(last, first + MAX_BANDS) + 1) for node in self._bands.get(band, ())]

    def _room(self, chain: Chain) -> tuple[int, int, int, int]:
        """The area (left, top, right, bottom) in which text lies inside all boxes that paint or clip."""
        room = self._inside.get(chain)
        if room is None:
            left, top, right, bottom = EVERYWHERE
            for node in chain:
                paint = self._paints[self.doc.style[node]]
                if (paint.draws and not self._whole(node)) or paint.clips_x or paint.clips_y:
                    x, y, w, h = self._box[node]
                    left, top, right, bottom = max(left, x), max(top, y), min(right, x + w), min(bottom, y + h)
            room = self._inside[chain] = (left, top, right, bottom)
        return room

    def _whole(self, node: int) -> bool:
        """The root's and the body's background fill the canvas."""
        return self.doc.parent[node] == -1 or self.strings[self.doc.tag[node]] == "body"

    def _holders(self, chain: Chain) -> Iterator[tuple[int, Paint, list[int]]]:
        """Of the boxes that may clip a text those that are not the window, with paint and place, the innermost
        first."""
        for node in reversed(chain):
            paint = self._paints[self.doc.style[node]]
            if paint.fixed:
                return
            if not self._is_window(node):
                yield node, paint, self._box[node]

    def clipped(self, box: list[int], chain: Chain) -> bool:
        """Whether an ancestor that clips leaves nothing of the text."""
        x, y, w, h = box
        for _, paint, (bx, by, bw, bh) in self._holders(chain):
            if paint.clips_x and (x >= bx + bw or x + w <= bx or bw <= 1):
                return True
            if paint.clips_y and (y >= by + bh or y + h <= by or bh <= 1):
                return True
        return False

    def _is_window(self, node: int) -> bool:
        """What the root says of overflow, or the body where the root says nothing, is the window's."""
        if self.doc.parent[node] == -1:
            return True
        root = self._paints[self.doc.style[0]]
        return self.strings[self.doc.tag[node]] == "body" and not (root.clips_x or root.clips_y)

    def when_scrolled(self, text: int) -> Behind | None:
        """What lies behind a text beyond the edge of scroll boxes once they are scrolled to it; None where they
        can't be, or the layers alone don't tell."""
        chain, (x, y, w, h), row = self._chains[text], self._box[text], self.doc.style[text]
        boxes: dict[int, list[int]] = {}
        moved: list[int] = []  # the scroll boxes, the innermost first
        for node, paint, (bx, by, bw, bh) in self._holders(chain):
            across, down = self.style(node, "overflow-x") in _SCROLLS, self.style(node, "overflow-y") in _SCROLLS
            beyond_x, beyond_y = paint.clips_x and x >= bx + bw, paint.clips_y and y >= by + bh
            before = (paint.clips_x and x + w <= bx) or (paint.clips_y and y + h <= by)
            if beyond_x or beyond_y or before:
                if before or min(bw, bh) < LEAST_SCROLLED or (beyond_x and not across) or (beyond_y and not down):
                    return None
                x = max(bx, bx + bw - w) if beyond_x else x
                y = max(by, by + bh - h) if beyond_y else y
                moved.append(node)
            boxes[node] = [x, y, w, h]
        if not moved or self._shares_area(text, moved[0]):
            return None
        behind = self.compose(self.ink(row), chain, self._box[text], boxes=boxes)
        return None if behind.why or behind.text[3] == 0 or self.style(text, "text-shadow") != "none" else behind

    def _shares_area(self, text: int, within: int) -> bool:
        """Whether anything painted inside a scroll box, no ancestor of the text, shares area with it there."""
        (x, y, w, h), chain = self._box[text], self._chains[text]
        for node in (*self._tall, *self._between(y // BAND, (y + h) // BAND)):
            bx, by, bw, bh = self._box[node]
            if bx < x + w and bx + bw > x and by < y + h and by + bh > y and node not in chain:
                holder = node if node < len(self._chains) else self._makers[node - len(self._chains)]
                if within in self.stacking.line(holder):
                    return True
        return False

    def ink(self, row: int) -> RGBA:
        """The colour that text with one row of computed styles is drawn in."""
        fill, colour = (parse(self._value(row, name)) for name in ("-webkit-text-fill-color", "color"))
        return fill or colour or (0, 0, 0, 1.0)

    def compose(
        self,
        colour: RGBA,
        chain: Chain,
        box: list[int] | None,
        own: Paint | None = None,
        boxes: Mapping[int, list[int]] = NOWHERE,
    ) -> Behind:
        """All layers of the ancestors; `why` names the first thing that only pixels can tell. `box` None: inside all.
        `own`: a further, innermost layer that holds all of what is drawn. `boxes`: where it lies for some ancestors."""
        background, why = self.background, ""
        groups: list[tuple[float, RGBA]] = []
        paints = [(node, self._paints[self.doc.style[node]]) for node in chain]
        for node, paint in paints if own is None else [*paints, (-1, own)]:
            if paint.odd:
                # A filter or blending changes what is drawn inside: both colours are read off the pixels.
                return Behind(colour, background, "filter")
            if paint.opacity < 1:
                groups.append((paint.opacity, background))
            if paint.image and paint.text_clip:
                return Behind(colour, background, "text-clip")
            if not paint.draws:
                continue
            if box is not None and node >= 0 and not self._whole(node):
                x, y, w, h = boxes.get(node, box)
                bx, by, bw, bh = self._box[node]
                if x + w <= bx or x >= bx + bw or y + h <= by or y >= by + bh:
                    continue
                if x < bx - 2 or y < by - 2 or x + w > bx + bw + 2 or y + h > by + bh + 2:
                    why = why or "partly-outside"
            if paint.image:
                why = why or "background-image"
            if paint.colour:
                if paint.colour[3] == 1 and not paint.image:
                    why = why if why == "partly-outside" else ""
                background = over(paint.colour, background)
        drawn = over(colour, background)
        for opacity, below in reversed(groups):
            drawn, background = mix(drawn, below, opacity), mix(background, below, opacity)
        return Behind(drawn if why == "" else colour, background, why)

    def behind(self, text: int) -> Behind:
        """What lies behind one text."""
        chain, box, row = self._chains[text], self._box[text], self.doc.style[text]
        left, top, right, bottom = self._room(chain)
        x, y, w, h = box
        if x >= left and y >= top and x + w <= right and y + h <= bottom:
            key = (chain, row)
            behind = self._composed.get(key)
            if behind is None:
                behind = self._composed[key] = self.compose(self.ink(row), chain, None)
        else:
            behind = self.compose(self.ink(row), chain, box)
        over_it, veils = ("", []) if behind.why else self.overlapping(text)
        for veil in veils:
            behind = Behind(over(veil, behind.text), over(veil, behind.background))
        if over_it == "front" and self.style(text, "text-shadow") != "none":
            over_it = "overlap"
        if over_it:
            # Its own background is known where what overlaps lies over it: pixels tell only whether any of it is seen.
            return Behind(behind.text if over_it == "front" else self.ink(row), behind.background, over_it)
        if not behind.why and self.style(text, "text-shadow") != "none":
            return Behind(behind.text, behind.background, "shadow")
        return behind

    def plain(
        self, node: int, colours: Sequence[RGBA], box: list[int], own: Paint | None = None, place: str = ""
    ) -> list[RGBA] | None:
        """Colours as they come out drawn in a box of an element's, and the background they lie on last; None where the
        layers alone don't tell, or nothing of the box is seen. `place`: the position of a generated box."""
        chain = self._chains[node]
        if box[0] + box[2] <= 0 or box[1] + box[3] <= 0 or self.clipped(box, chain):
            return None
        solid = own is not None and own.colour is not None and own.colour[3] == 1
        if self._touched(node, box, place, solid):
            return None
        composed = [self.compose(colour, chain, box, own) for colour in colours]
        return None if any(one.why for one in composed) else [*(one.text for one in composed), composed[-1].background]

    def _touched(self, node: int, box: list[int], place: str, solid: bool) -> bool:
        """Whether anything else that paints shares area with a box of an element's, so that it may be over or under it.
        What flows inside the element lies beside what it generates in the flow, and under what is taken out of it."""
        x, y, w, h = box
        chain, line = self._chains[node], self.stacking.line(node)
        beside = place not in ("", "absolute") and "grid" not in self.style(node, "display")
        for painter in (*self._tall, *self._between(y // BAND, (y + h) // BAND)):
            bx, by, bw, bh = self._box[painter]
            if bx >= x + w - 2 or bx + bw <= x + 2 or by >= y + h - 2 or by + bh <= y + 2 or painter in chain:
                continue
            made = painter - len(self._chains)
            if made >= 0:
                # The box itself, where it is its own background.
                if place == "absolute" and self._makers[made] == node and self._box[painter] == box:
                    continue
                return True
            of_painter = self.stacking.line(painter)
            if any(self.style(at, "position") != "static" for at in of_painter if at not in line):
                return True
            if not (beside and node in of_painter) and not (place == "absolute" and solid):
                return True
        return False

    def paint(self, row: int) -> Paint:
        """What one row of computed styles paints."""
        return self._paints[row]

    def box(self, node: int) -> list[int]:
        """An element's box in its document."""
        return self._box[node]

    def texts(self) -> list[int]:
        """Text nodes that are drawn."""
        kinds, flags = self.doc.kind, self.doc.flags
        return [node for node in range(len(kinds)) if kinds[node] == 3 and flags[node] & RENDERED]

    def measure(self) -> tuple[dict[int, TextBackground], dict[int, Behind]]:
        """(measured text nodes, those that need pixels)."""
        exact: dict[int, TextBackground] = {}
        pending: dict[int, Behind] = {}
        for text in self.texts():
            box, chain = self._box[text], self._chains[text]
            x, y, w, h = box
            if x + w <= 0 or y + h <= 0:
                exact[text] = TextBackground("hidden", "offscreen")
            elif self.clipped(box, chain):
                later = self.when_scrolled(text)
                exact[text] = TextBackground("hidden", "clipped") if later is None else _exact(later)
            else:
                behind = self.behind(text)
                if behind.why == "text-clip":
                    exact[text] = TextBackground("undecided", behind.why)
                elif behind.text[3] == 0:
                    exact[text] = TextBackground("hidden", "transparent")
                elif behind.why:
                    pending[text] = behind
                else:
                    exact[text] = _exact(behind)
        return exact, pending


def rounded(colour: RGBA) -> Colour:
    """(red, green, blue) of a colour as it is drawn."""
    red, green, blue = (round(value) for value in colour[:3])
    return red, green, blue


def _exact(behind: Behind) -> TextBackground:
    return TextBackground("exact", text=rounded(behind.text), colours=(rounded(behind.background),))


def sample(box: tuple[int, int, int, int], behind: Behind, plain: Pixels, shown: Pixels) -> TextBackground:
    """Measure one text from two screenshots: `plain` with all text left out, `shown` as the page is.

    Both are height × width × 3. Where the two don't differ nobody sees the text. The background is taken from `plain`
    at every pixel of the box, so the text's own pixels (and their soft edges) have no part in it.
    """
    x, y, w, h = box
    step = max(1, int((w * h / MAX_PIXELS) ** 0.5))
    below = plain[max(0, y) : y + h : step, max(0, x) : x + w : step]
    above = shown[max(0, y) : y + h : step, max(0, x) : x + w : step]
    if not below.size or below.shape != above.shape:
        return TextBackground("undecided", "outside-picture")
    inked = np.abs(below.astype(np.int16) - above.astype(np.int16)).max(axis=2) > INKED
    if behind.why == "front" and inked.any():
        return _exact(behind)
    if inked.mean() > FILLED:
        return TextBackground("undecided", "moving")
    backgrounds = _by_light(below.reshape(-1, 3))
    if not inked.any():
        # Where a caption is nearly of its background's colour there is nothing to see a difference in: the colours
        # decide.
        middle = over(behind.text, (backgrounds[3][0], backgrounds[3][1], backgrounds[3][2], 1.0))
        if max(abs(middle[channel] - backgrounds[3][channel]) for channel in range(3)) > 24:
            return TextBackground("hidden", "covered")
    soft = behind.why == "filter"
    if soft and not inked.any():
        return TextBackground("undecided", "filter")
    return TextBackground(
        "pixels",
        behind.why,
        text=_ink(above[inked], below[inked]) if soft else rounded(behind.text),
        alpha=1.0 if soft else behind.text[3],
        colours=backgrounds,
        near=_by_light(below[_around(inked)]) if step == 1 and inked.any() else (),
        soft=soft,
    )


def _by_light(colours: Pixels) -> tuple[Colour, ...]:
    """Colours from the darkest to the lightest. Half a percent at each end is left out: stray pixels of a border or of
    a neighbour."""
    order = np.argsort(luminances(colours))
    steps = [int((len(order) - 1) * share) for share in (0.005, 0.05, 0.25, 0.5, 0.75, 0.95, 0.995)]
    return tuple(_colour(colours[order[step]]) for step in steps)


def _around(inked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels within reach of a letter's, itself and its soft edge left out; the letters' own where nothing else is."""
    grown = inked.copy()
    for _ in range(REACH):
        wider = grown.copy()
        wider[1:] |= grown[:-1]
        wider[:-1] |= grown[1:]
        wider[:, 1:] |= grown[:, :-1]
        wider[:, :-1] |= grown[:, 1:]
        grown = wider
    surroundings: NDArray[np.bool_] = grown & ~inked
    return surroundings if surroundings.any() else inked


def _ink(above: Pixels, below: Pixels) -> Colour:
    """The colour that stands out most from what lies behind it: the middle of the strokes."""
    apart = np.abs(above.astype(np.int16) - below.astype(np.int16)).sum(axis=1)
    order = np.argsort(apart)
    return _colour(above[order[int((len(order) - 1) * 0.95)]])


def _colour(pixel: Pixels) -> Colour:
    red, green, blue = (int(value) for value in pixel)
    return red, green, blue

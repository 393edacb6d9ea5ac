"""What lies behind each piece of text: exact colours where the layers allow, else the screenshot's pixels.

Works on the collector's table of one document. Measures only; whether a contrast is enough is a rule's business.
Result per visible text node, a dict:
  {"fg": [r,g,b], "bg": [[r,g,b], ...], "how": "exact"}            one solid colour behind it, all layers composed
  {"fg": ..., "bg": [colours by luminance: the darkest to the lightest], "how": "pixels"}
  {"how": "undecided", "why": "filter" | "blend" | "offscreen" | "too-large" | ...}
  {"how": "hidden", "why": "covered" | "clipped" | "transparent"}   nobody sees it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.colour import RGBA, WHITE, mix, over, parse

REPLACED = frozenset({"img", "video", "canvas", "svg", "iframe", "object", "embed", "picture"})
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Behind:
    """Text colour and background once composed; `why` says what keeps it from being exact."""

    text: RGBA
    ground: RGBA
    why: str = ""


class Layers:
    """The painting layers of one collected document."""

    def __init__(self, document: dict[str, Any], ground: RGBA = WHITE) -> None:
        self.doc = document
        self.strings: list[str] = document["strings"]
        self.column = {name: number for number, name in enumerate(document["props"])}
        self.ground = ground
        self.boxes = np.array(document["box"], dtype=np.int64).reshape(-1, 4)
        self._painters = self._find_painters()

    def style(self, node: int, name: str) -> str:
        """The computed value of a collected property."""
        row = self.doc["styles"][self.doc["style"][node]]
        value: str = self.strings[row[self.column[name]]]
        return value

    def ancestors(self, node: int) -> list[int]:
        """Parents from the nearest to the root."""
        parents, found = self.doc["parent"], []
        node = parents[node]
        while node >= 0:
            found.append(node)
            node = parents[node]
        return found

    def _paints(self, node: int) -> bool:
        if self.strings[self.doc["tag"][node]] in REPLACED:
            return True
        colour = parse(self.style(node, "background-color"))
        return bool(colour and colour[3] > 0) or self.style(node, "background-image") != "none"

    def _find_painters(self) -> NDArray[np.int64]:
        kinds, flags = self.doc["kind"], self.doc["flags"]
        cache: dict[int, bool] = {}
        found = []
        for node in range(len(kinds)):
            if kinds[node] != 1 or not flags[node] & 1:
                continue
            key = self.doc["style"][node] if self.strings[self.doc["tag"][node]] not in REPLACED else -1 - node
            paints = cache.get(key)
            if paints is None:
                paints = cache[key] = self._paints(node)
            if paints:
                found.append(node)
        return np.array(found, dtype=np.int64)

    def overlapping(self, text: int, ancestors: list[int]) -> bool:
        """Whether something painted that is no ancestor shares area with the text."""
        if not len(self._painters):
            return False
        x, y, w, h = self.boxes[text]
        b = self.boxes[self._painters]
        hit = (b[:, 0] < x + w - 2) & (b[:, 0] + b[:, 2] > x + 2) & (b[:, 1] < y + h - 2) & (b[:, 1] + b[:, 3] > y + 2)
        if not hit.any():
            return False
        return not set(self._painters[hit].tolist()) <= set(ancestors)

    def clipped(self, text: int, ancestors: list[int]) -> bool:
        """Whether an ancestor that clips leaves nothing of the text."""
        x, y, w, h = (int(value) for value in self.boxes[text])
        for node in ancestors:
            if self.style(node, "position") == "fixed":
                break
            bx, by, bw, bh = (int(value) for value in self.boxes[node])
            if self.style(node, "overflow-x") != "visible" and (x >= bx + bw or x + w <= bx or bw <= 1):
                return True
            if self.style(node, "overflow-y") != "visible" and (y >= by + bh or y + h <= by or bh <= 1):
                return True
        return False

    def behind(self, text: int) -> Behind:
        """Compose all layers of the ancestors; `why` names the first thing that only pixels can tell."""
        chain = self.ancestors(text)
        colour = (
            parse(self.style(text, "-webkit-text-fill-color")) or parse(self.style(text, "color")) or (0, 0, 0, 1.0)
        )
        x, y, w, h = (int(value) for value in self.boxes[text])
        ground, why = self.ground, ""
        groups: list[tuple[float, RGBA]] = []
        for node in reversed(chain):
            if self.style(node, "filter") != "none" or self.style(node, "mix-blend-mode") != "normal":
                return Behind(colour, ground, "filter")
            opacity = float(self.style(node, "opacity") or 1)
            if opacity < 1:
                groups.append((opacity, ground))
            layer = parse(self.style(node, "background-color"))
            image = self.style(node, "background-image")
            if image != "none" and "text" in self.style(node, "background-clip"):
                return Behind(colour, ground, "text-clip")
            if (layer and layer[3] > 0) or image != "none":
                bx, by, bw, bh = (int(value) for value in self.boxes[node])
                whole = self.doc["parent"][node] == -1 or self.strings[self.doc["tag"][node]] == "body"
                if not whole and (x + w <= bx or x >= bx + bw or y + h <= by or y >= by + bh):
                    continue
                if not whole and (x < bx - 2 or y < by - 2 or x + w > bx + bw + 2 or y + h > by + bh + 2):
                    why = why or "partly-outside"
                if image != "none":
                    why = why or "background-image"
                if layer:
                    if layer[3] == 1 and image == "none":
                        why = why if why == "partly-outside" else ""
                    ground = over(layer, ground)
        drawn = over(colour, ground)
        for opacity, below in reversed(groups):
            drawn, ground = mix(drawn, below, opacity), mix(ground, below, opacity)
        if not why and self.overlapping(text, chain):
            why = "overlap"
        return Behind(drawn if why == "" else colour, ground, why)

    def texts(self) -> list[int]:
        """Text nodes that are drawn."""
        kinds, flags = self.doc["kind"], self.doc["flags"]
        return [node for node in range(len(kinds)) if kinds[node] == 3 and flags[node] & 1]

    def measure(self) -> tuple[dict[int, dict[str, Any]], dict[int, Behind]]:
        """(measured text nodes, those that need pixels)."""
        exact: dict[int, dict[str, Any]] = {}
        pending: dict[int, Behind] = {}
        for text in self.texts():
            x, y, w, h = (int(value) for value in self.boxes[text])
            chain = self.ancestors(text)
            if x + w <= 0 or y + h <= 0:
                exact[text] = {"how": "hidden", "why": "offscreen"}
            elif self.clipped(text, chain):
                exact[text] = {"how": "hidden", "why": "clipped"}
            else:
                found = self.behind(text)
                if found.why in ("filter", "text-clip"):
                    exact[text] = {"how": "undecided", "why": found.why}
                elif found.text[3] == 0:
                    exact[text] = {"how": "hidden", "why": "transparent"}
                elif found.why:
                    pending[text] = found
                else:
                    exact[text] = {"how": "exact", "fg": _rounded(found.text), "bg": [_rounded(found.ground)]}
        return exact, pending


def _rounded(colour: RGBA) -> list[int]:
    return [round(value) for value in colour[:3]]


def sample(box: tuple[int, int, int, int], found: Behind, plain: Pixels, shown: Pixels) -> dict[str, Any]:
    """Measure one text from two screenshots: `plain` with all text left out, `shown` as the page is.

    Both are height × width × 3. Where the two don't differ nobody sees the text. The background is taken from `plain`
    at every pixel of the box, so the text's own pixels (and their soft edges) have no part in it.
    """
    x, y, w, h = box
    below = plain[max(0, y) : y + h, max(0, x) : x + w]
    above = shown[max(0, y) : y + h, max(0, x) : x + w]
    if not below.size or below.shape != above.shape:
        return {"how": "undecided", "why": "outside-picture"}
    inked = np.abs(below.astype(np.int16) - above.astype(np.int16)).max(axis=2) > 6
    # Where a caption is nearly of its background's colour there is nothing to see a difference in: the colours decide.
    flat = below.reshape(-1, 3).astype(np.float64)
    linear = np.where(flat / 255 <= 0.04045, flat / 255 / 12.92, ((flat / 255 + 0.055) / 1.055) ** 2.4)
    light = linear @ np.array([0.2126, 0.7152, 0.0722])
    order = np.argsort(light)
    # Half a percent at each end is left out: stray pixels of a border or of a neighbour.
    steps = [int((len(order) - 1) * share) for share in (0.005, 0.05, 0.25, 0.5, 0.75, 0.95, 0.995)]
    grounds = [[int(value) for value in flat[order[step]]] for step in steps]
    if not inked.any():
        middle = over(found.text, (grounds[3][0], grounds[3][1], grounds[3][2], 1.0))
        if max(abs(middle[channel] - grounds[3][channel]) for channel in range(3)) > 24:
            return {"how": "hidden", "why": "covered"}
    drawn = _rounded(found.text) if found.text[3] == 1 else None
    return {
        "how": "pixels",
        "why": found.why,
        "fg": drawn or [round(v) for v in found.text[:3]],
        "alpha": found.text[3],
        "bg": grounds,
    }

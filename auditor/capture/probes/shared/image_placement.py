"""Where an image lies in the box of its element, and which of its cells are there to be seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from auditor.capture.probes.shared.flash_count import CELL, Values

Rect = tuple[float, float, float, float]
MOST_ROWS, MOST_COLUMNS = 30, 40  # cells of an image; those of a large one are larger
MOST_TILES = 8  # of a repeated image along a side


def grid(width: float, height: float) -> tuple[int, int]:
    """(rows, columns) of cells for an image shown at so many CSS px."""
    rows, columns = round(height / CELL), round(width / CELL)
    return max(1, min(MOST_ROWS, rows)), max(1, min(MOST_COLUMNS, columns))


def drawn(place: dict[str, Any], natural: tuple[float, float]) -> Rect:
    """The rectangle that the whole image takes, parts that are cut off included (CSS `object-fit`)."""
    x, y, w, h = place["box"]
    across, along = natural
    if across <= 0 or along <= 0 or place["fit"] == "fill":
        return x, y, w, h
    contain, cover = min(w / across, h / along), max(w / across, h / along)
    scale = {"contain": contain, "cover": cover, "none": 1.0, "scale-down": min(1.0, contain)}.get(
        place["fit"], contain
    )
    return _laid((x, y, w, h), across * scale, along * scale, place["at"])


def tiles(place: dict[str, Any], natural: tuple[float, float]) -> tuple[Rect, int, int]:
    """The first tile of a background image, and how many there are down and across."""
    x, y, w, h = place["box"]
    across, along = max(1.0, natural[0]), max(1.0, natural[1])
    size = place["size"].split(",")[0].strip()
    if size in ("cover", "contain"):
        scale = (max if size == "cover" else min)(w / across, h / along)
        across, along = across * scale, along * scale
    elif size != "auto":
        parts = [*size.split(), "auto"][:2]
        wide, high = _length(parts[0], w), _length(parts[1], h)
        ratio = along / across
        across, along = (
            wide or (high / ratio if high else across),
            high or (wide * ratio if wide else along),
        )
    repeat = place["repeat"].split(",")[0]
    if repeat == "no-repeat":
        return _laid((x, y, w, h), across, along, place["place"]), 1, 1
    down = 1 if repeat == "repeat-x" else max(1, round(h / max(1.0, along)))
    side = 1 if repeat == "repeat-y" else max(1, round(w / max(1.0, across)))
    return (x, y, across, along), min(MOST_TILES, down), min(MOST_TILES, side)


def cut(frames: Values, whole: Rect, seen: list[float]) -> tuple[Values, Rect]:
    """The cells that lie wholly in what is seen, and their rectangle; none of them where nothing is."""
    rows, columns = frames.shape[1:3]
    high, wide = whole[3] / rows, whole[2] / columns
    left = int(np.clip(np.ceil((seen[0] - whole[0]) / wide - 0.1), 0, columns))
    top = int(np.clip(np.ceil((seen[1] - whole[1]) / high - 0.1), 0, rows))
    right = int(np.clip(np.floor((seen[0] + seen[2] - whole[0]) / wide + 0.1), left, columns))
    bottom = int(np.clip(np.floor((seen[1] + seen[3] - whole[1]) / high + 0.1), top, rows))
    rect = (whole[0] + left * wide, whole[1] + top * high, (right - left) * wide, (bottom - top) * high)
    return frames[:, top:bottom, left:right], rect


def _laid(box: Rect, width: float, height: float, at: list[float | None]) -> Rect:
    across, along = ([0.5 if value is None else value for value in at] + [0.5, 0.5])[:2]
    return box[0] + (box[2] - width) * across, box[1] + (box[3] - height) * along, width, height


def _length(text: str, whole: float) -> float:
    try:
        return float(text[:-1]) * whole / 100 if text.endswith("%") else float(text.removesuffix("px"))
    except ValueError:
        return 0.0

"""Screenshots without what was masked: the boxes of masked texts and of fields with masked values are painted over."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image, ImageDraw

Box = tuple[float, float, float, float]
COVER = "#3d3d3d"


def covered(before: Mapping[str, Any], after: Mapping[str, Any], screenshots: Mapping[str, bytes]) -> dict[str, bytes]:
    """The screenshots by view, those painted over in which something is masked in `after` that stands in `before`."""
    found = dict(screenshots)
    for view, picture in screenshots.items():
        if view not in before["views"]:
            continue
        pairs = list(zip(before["views"][view]["documents"], after["views"][view]["documents"], strict=True))
        boxes = [box for number in range(len(pairs)) for box in _boxes(pairs, number)]
        if boxes:
            found[view] = _painted(picture, boxes)
    return found


def _boxes(pairs: list[tuple[dict[str, Any], dict[str, Any]]], number: int) -> Iterator[Box]:
    """Boxes in the page of what is masked in one document; a frame's are moved by where the frame stands."""
    held, masked = pairs[number]
    if not held.get("strings"):
        return
    changed = {
        at for at, (one, other) in enumerate(zip(held["strings"], masked["strings"], strict=True)) if one != other
    }
    extra = held.get("extra") or {}
    items = extra.items() if isinstance(extra, dict) else enumerate(extra)
    others = masked.get("extra") or {}
    nodes = {node for node, text in enumerate(held["text"]) if text in changed}
    for node, entry in items:
        other = others[node]
        if entry and other and entry.get("value") != other.get("value"):
            nodes.add(int(node))
    left, top = _offset(pairs, number)
    for node in sorted(nodes):
        x, y, width, height = held["box"][4 * node : 4 * node + 4]
        if width > 0 and height > 0:
            yield x + left, y + top, width, height


def _offset(pairs: list[tuple[dict[str, Any], dict[str, Any]]], number: int) -> tuple[float, float]:
    left = top = 0.0
    for _ in pairs:  # frames in frames, as deep as there are documents
        document = pairs[number][0]
        number, holder = document.get("parent_document", -1), document.get("holder")
        if number < 0 or holder is None or not pairs[number][0].get("box"):
            break
        x, y = pairs[number][0]["box"][4 * holder : 4 * holder + 2]
        left, top = left + x, top + y
    return left, top


def _painted(picture: bytes, boxes: list[Box]) -> bytes:
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGB")
    draw = ImageDraw.Draw(image)
    for x, y, width, height in boxes:
        if x < image.width and y < image.height:
            draw.rectangle((x - 1, y - 1, x + width + 1, y + height + 1), fill=COVER)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()

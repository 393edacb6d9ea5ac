"""Screenshots without what was masked: the boxes of masked texts and of fields with masked values are painted over."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageDraw

from auditor.capture.schema import DocumentCapture, PageCapture

Box = tuple[float, float, float, float]
COVER = "#3d3d3d"


def covered(before: PageCapture, after: PageCapture) -> dict[str, bytes]:
    """The screenshots by view, those painted over in which something is masked in `after` that stands in `before`."""
    found = dict(before.screenshots)
    for view, picture in before.screenshots.items():
        if view not in before.views:
            continue
        pairs = list(zip(before.views[view].documents, after.views[view].documents, strict=True))
        boxes = [box for number in range(len(pairs)) for box in _boxes(pairs, number)]
        if boxes:
            found[view] = _painted(picture, boxes)
    return found


def _boxes(pairs: list[tuple[DocumentCapture, DocumentCapture]], number: int) -> Iterator[Box]:
    """Boxes in the page of what is masked in one document; a frame's are moved by where the frame stands."""
    held, masked = pairs[number]
    changed = {at for at, (one, other) in enumerate(zip(held.strings, masked.strings, strict=True)) if one != other}
    nodes = {node for node, text in enumerate(held.text) if text in changed}
    nodes |= {
        node for node in held.element_properties if held.properties_of(node).value != masked.properties_of(node).value
    }
    left, top = _offset(pairs, number)
    for text in held.unlisted:
        if text.text in changed:
            x, y, width, height = text.place
            yield x + left, y + top, width, height
    for node in sorted(nodes):
        x, y, width, height = held.node_box(node)
        if width > 0 and height > 0:
            yield x + left, y + top, width, height


def _offset(pairs: list[tuple[DocumentCapture, DocumentCapture]], number: int) -> tuple[float, float]:
    left = top = 0.0
    for _ in pairs:  # frames in frames, as deep as there are documents
        document = pairs[number][0]
        number, holder = document.parent_document, document.holder
        if number < 0 or holder is None or not pairs[number][0].box:
            break
        x, y, _, _ = pairs[number][0].node_box(holder)
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

"""Cropped pictures of what was found, cut from the stored screenshots: one for each root cause."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from PIL import Image, ImageDraw

from auditor.evaluate.sites import Example
from auditor.model import Finding
from auditor.store.files import screenshot

MARGIN = 40  # px of surroundings
MAX_SIZE = (900, 500)
MAX_PICTURES = 300  # a site
MARK = "#d4002a"


def crop_examples(
    root: Path, examples: Iterable[tuple[Finding, Example]], keep: Callable[[str, bytes], str]
) -> list[tuple[int, Finding]]:
    """Give the first groups' examples an image each; their rows in the store with the findings that now name one.

    `keep` stores a WebP by its name and returns its path below `root`."""
    wanted: dict[tuple[str, str], list[tuple[Finding, Example]]] = defaultdict(list)
    for finding, where in islice(examples, MAX_PICTURES):
        if where.capture and finding.box and finding.box[2] > 0 and finding.box[3] > 0:
            wanted[where.capture, finding.view].append((finding, where))
    pictured = []
    for (capture, view), findings in wanted.items():
        file = screenshot(root, capture, view)
        try:
            with Image.open(file) as image:
                whole = image.convert("RGB")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # gone or damaged: no example from it
            continue
        for finding, where in findings:
            if cut := _crop(whole, finding.box or [0, 0, 0, 0]):
                finding.picture = keep(f"{finding.group}.webp", cut)
                if where.row is not None:
                    pictured.append((where.row, finding))
    return pictured


def _crop(image: Image.Image, box: list[int]) -> bytes | None:
    x, y, w, h = box
    if x >= image.width or y >= image.height or x + w <= 0 or y + h <= 0:
        return None
    left, top = max(0, x - MARGIN), max(0, y - MARGIN)
    right, bottom = min(image.width, x + w + MARGIN), min(image.height, y + h + MARGIN)
    right, bottom = min(right, left + MAX_SIZE[0]), min(bottom, top + MAX_SIZE[1])
    cut = image.crop((left, top, right, bottom))
    ImageDraw.Draw(cut).rectangle(
        (x - left - 2, y - top - 2, min(x + w - left + 1, cut.width - 1), min(y + h - top + 1, cut.height - 1)),
        outline=MARK,
        width=2,
    )
    out = io.BytesIO()
    cut.save(out, "WEBP", quality=75, method=2)
    return out.getvalue()

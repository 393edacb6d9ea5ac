"""Cropped pictures of what was found, cut from the stored screenshots: one for each root cause."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path

from PIL import Image, ImageDraw

from auditor.model import Finding, Page, Site
from auditor.store.files import screenshot, write

MARGIN = 40  # px of surroundings
MAX_SIZE = (900, 500)
MAX_PICTURES = 300  # a site
MARK = "#d4002a"


def crop_examples(root: Path, site: Site, pages: list[Page], captures: dict[str, str]) -> None:
    """Give each group's example a picture. `captures`: final address → capture file."""
    wanted: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for group in site.groups[:MAX_PICTURES]:
        finding = group.example
        page = next((p for p in pages if finding in p.findings), None)
        if page is not None and finding.box and finding.box[2] > 0 and finding.box[3] > 0:
            wanted[captures.get(page.final_url, ""), finding.view].append(finding)
    for (capture, view), findings in wanted.items():
        file = screenshot(root, capture, view)
        if not capture or not file.is_file():
            continue
        with Image.open(file) as image:
            whole = image.convert("RGB")
        for finding in findings:
            if cut := _crop(whole, finding.box or [0, 0, 0, 0]):
                name = f"pictures/{site.slug}/{finding.group}.webp"
                write(root / name, cut)
                finding.picture = name


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

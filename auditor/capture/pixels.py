"""Screenshots, and the backgrounds that only pixels can tell.

Text is made transparent for a second picture, so a background is measured with the text's own pixels left out.
A JPEG is kept as the page's picture; lossless pictures are used for measuring and thrown away.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np
from PIL import Image
from playwright.async_api import Error as PlaywrightError

from auditor.capture.layers import Behind, Layers, Pixels, sample
from auditor.capture.shapes import ViewCapture
from auditor.capture.worlds import ScriptError, World

MAX_SAMPLES = 400

_HIDE = """
(() => {
  const css = "*,*::before,*::after{-webkit-text-fill-color:transparent!important;text-shadow:none!important;"
    + "-webkit-text-stroke-color:transparent!important;text-decoration-color:transparent!important;"
    + "caret-color:transparent!important;transition:none!important}*::placeholder{color:transparent!important}";
  const roots = [document], sheets = [];
  const walk = (root) => { for (const e of root.querySelectorAll("*")) if (e.shadowRoot) { roots.push(e.shadowRoot); walk(e.shadowRoot); } };
  walk(document);
  for (const root of roots.slice(0, 500)) {
    const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; sheets.push([root, sheet]);
  }
  globalThis.__auditorHidden = sheets;
})()
"""
_SHOW = """
(() => { for (const [root, sheet] of globalThis.__auditorHidden || [])
  root.adoptedStyleSheets = root.adoptedStyleSheets.filter((s) => s !== sheet); globalThis.__auditorHidden = []; })()
"""


def _decode(picture: bytes) -> Pixels:
    with Image.open(io.BytesIO(picture)) as image:
        return np.asarray(image.convert("RGB"))


def offsets(documents: list[dict[str, Any]]) -> list[tuple[int, int] | None]:
    """Where each document's corner lies on the page; None where that is not known."""
    found: list[tuple[int, int] | None] = []
    for document in documents:
        parent, holder = document["parent_document"], document.get("holder")
        if parent < 0:
            found.append((0, 0))
            continue
        base = found[parent] if parent < len(found) else None
        if base is None or holder is None or documents[parent].get("lost"):
            found.append(None)
            continue
        box = documents[parent]["box"][4 * holder : 4 * holder + 4]
        found.append((base[0] + box[0], base[1] + box[1]))
    return found


async def measure(
    capture: ViewCapture,
    worlds: list[World],
    shoot: Callable[[str], Awaitable[bytes]],
) -> bytes:
    """Adds `grounds` (text node → measured background) to each document; returns the page's picture (JPEG)."""
    pending: dict[int, dict[int, Behind]] = {}
    for number, document in enumerate(capture.documents):
        if document.get("lost"):
            continue
        exact, open_questions = Layers(document).measure()
        document["grounds"] = {str(node): value for node, value in exact.items()}
        if open_questions:
            pending[number] = open_questions
    if not pending:
        return await shoot("jpeg")
    shown_png = await shoot("png")
    for world in worlds:
        with contextlib.suppress(ScriptError, PlaywrightError):
            await world.run(_HIDE)
    plain_png = await shoot("png")
    for world in worlds:
        with contextlib.suppress(ScriptError, PlaywrightError):
            await world.run(_SHOW)
    shown, plain = _decode(shown_png), _decode(plain_png)
    corners = offsets(capture.documents)
    for number, questions in pending.items():
        _answer(capture.documents[number], questions, corners[number] if number < len(corners) else None, plain, shown)
    out = io.BytesIO()
    Image.fromarray(shown).save(out, "JPEG", quality=60)
    return out.getvalue()


def _answer(
    document: dict[str, Any],
    questions: dict[int, Behind],
    corner: tuple[int, int] | None,
    plain: Pixels,
    shown: Pixels,
) -> None:
    for count, (node, behind) in enumerate(questions.items()):
        if corner is None:
            answer: dict[str, Any] = {"how": "undecided", "why": "frame"}
        elif count >= MAX_SAMPLES:
            answer = {"how": "undecided", "why": "too-many"}
        else:
            x, y, w, h = document["box"][4 * node : 4 * node + 4]
            answer = sample((x + corner[0], y + corner[1], w, h), behind, plain, shown)
        document["grounds"][str(node)] = answer

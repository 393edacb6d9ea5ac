"""What is drawn and stands in no text node: generated text (`::before`, `::after`) and small svg icons in controls.

Measured only where the layers tell the colours exactly. Such text has no box of its own that a script could ask for, so
what lies over pictures is left out: its pixels can't be told from the element's.
Adds to a document `generated`: [{"node", "after", "text", "family", "size", "bold", "fg": [r,g,b], "bg": [r,g,b]}, …]
and `icons`: [{"node", "parts": [[r,g,b], …], "bg": [r,g,b]}, …].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.capture.schema.table import RENDERED
from auditor.capture.text_backgrounds import Layers, rounded
from auditor.colour import RGBA, parse

MOST = 300  # of either kind in one document
_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"|( / )|url\(.*?\)|[\w-]+\([^)]*\)', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6}) ?|(.))", re.DOTALL)


def measure(document: dict[str, Any], layers: Layers) -> None:
    """Adds `generated` and `icons` to a collected document."""
    document["generated"] = list(_texts(document, layers))
    document["icons"] = list(_icons(document, layers))


def words(content: str) -> str:
    """The strings in a computed `content`; "" where its alternative is empty: the page says it is decoration."""
    said, alternative = "", False
    pieces: list[str] = []
    for piece in _PIECE.finditer(content):
        text, slash = piece.group(1), piece.group(2)
        if slash:
            said, pieces, alternative = "".join(pieces), [], True
        elif text is not None:
            pieces.append(_ESCAPE.sub(_unescaped, text))
    return said if alternative and "".join(pieces).strip() else "" if alternative else "".join(pieces)


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1), 16) if match.group(1) else 0
    return chr(code) if 0 < code < 0x110000 else match.group(2) or ""


def _texts(document: dict[str, Any], layers: Layers) -> Iterator[dict[str, Any]]:
    strings, count = document["strings"], 0
    for node, after, content, row, *rest in document["pseudo"]:
        text = words(strings[content])
        if not text.strip() or count >= MOST or not document["flags"][node] & RENDERED:
            continue
        value = {name: strings[document["styles"][row][at]] for name, at in layers.column.items()}
        size = float(value["font-size"].removesuffix("px") or 0)
        box = _box(value, layers, node, rest[0] if rest else None, size)
        if box is None:
            continue
        paint = layers.paint(row)
        if paint.odd or (paint.image and paint.text_clip):
            continue
        colours = layers.plain(node, [layers.ink(row)], box, paint, value["position"])
        if colours is None or layers.ink(row)[3] == 0:
            continue
        count += 1
        weight = value["font-weight"]
        yield {
            "node": node,
            "after": bool(after),
            "text": text.strip()[:80],
            "family": value["font-family"][:80],
            "size": size,
            "bold": weight.isdigit() and int(weight) >= 700,
            "fg": rounded(colours[0]),
            "bg": rounded(colours[1]),
        }


def _box(value: dict[str, str], layers: Layers, node: int, place: list[int] | None, size: float) -> list[int] | None:
    """The area in which a generated text lies; None where it is not known, or the text is not drawn in full."""
    if (
        value["display"] == "none"
        or value["visibility"] != "visible"
        or value["clip-path"] != "none"
        or value["text-shadow"] != "none"
        or value["position"] not in ("static", "relative", "absolute")
        or size < 1
    ):
        return None
    if value["position"] == "absolute":
        placed = layers.placed(node, place, value["transform"]) if place else None
    else:
        placed = layers.box(node) if value["transform"] == "none" else None
    return placed if placed and placed[2] >= size * 0.5 and placed[3] >= size * 0.8 else None


def _icons(document: dict[str, Any], layers: Layers) -> Iterator[dict[str, Any]]:
    count = 0
    for key, extra in document["extra"].items():
        if "parts" not in extra or count >= MOST:
            continue
        colours = [_faded(colour, alpha) for colour, alpha in extra["parts"]]
        node = int(key)
        known = [colour for colour in colours if colour is not None]
        drawn = layers.plain(node, known, layers.box(node)) if len(known) == len(colours) else None
        if drawn is not None:
            count += 1
            parts = [rounded(colour) for colour in drawn[:-1]]
            yield {"node": node, "parts": parts, "bg": rounded(drawn[-1])}


def _faded(colour: str, alpha: float) -> RGBA | None:
    read = parse(colour)
    return (read[0], read[1], read[2], read[3] * alpha) if read is not None else None

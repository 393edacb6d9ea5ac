"""What is drawn and stands in no text node: generated text (`::before`, `::after`) and small svg icons in controls.

Measured only where the layers tell the colours exactly. Such text has no box of its own that a script could ask for, so
what lies over pictures is left out: its pixels can't be told from the element's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from auditor.capture.cutting import cut
from auditor.capture.schema.document import DocumentCapture, GeneratedText, IconColours
from auditor.capture.schema.extent import Extent
from auditor.capture.schema.table import RENDERED
from auditor.capture.text_backgrounds import Layers, rounded
from auditor.colour import RGBA, parse

MOST = 2_000  # of either kind in one document
MAX_CONTENT = 2_000  # characters of a computed `content` that are looked at
_PIECE = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"|( / )|(?<![\w-])[\w-]++\([^)]*\)', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6}) ?|(.))", re.DOTALL)


def measure(document: DocumentCapture, layers: Layers) -> None:
    """Adds `generated_texts` and `icons` to a collected document, and says where there are more than MOST of them."""
    texts, icons = _texts(document, layers), _icons(document, layers)
    document.generated_texts = list(islice(texts, MOST))
    document.icons = list(islice(icons, MOST))
    document.extents += [
        Extent(part, MOST, None, "limit") for part, more in (("generated", texts), ("icons", icons)) if next(more, None)
    ]


def words(content: str) -> str:
    """The strings in a computed `content`; "" where its alternative is empty: the page says it is decoration."""
    said, alternative = "", False
    pieces: list[str] = []
    for piece in _PIECE.finditer(content[:MAX_CONTENT]):
        text, slash = piece.group(1), piece.group(2)
        if slash:
            said, pieces, alternative = "".join(pieces), [], True
        elif text is not None:
            pieces.append(_ESCAPE.sub(_unescaped, text))
    return said if alternative and "".join(pieces).strip() else "" if alternative else "".join(pieces)


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1), 16) if match.group(1) else 0
    return chr(code) if 0 < code < 0x110000 else match.group(2) or ""


def _texts(document: DocumentCapture, layers: Layers) -> Iterator[GeneratedText]:
    strings = document.strings
    for made in document.pseudo_elements:
        node, row = made.element, made.style
        text = words(strings[made.content])
        if not text.strip() or not document.flags[node] & RENDERED:
            continue
        value = {name: strings[document.styles[row][at]] for name, at in layers.column.items()}
        size = float(value["font-size"].removesuffix("px") or 0)
        box = _box(value, layers, node, made.place, size)
        if box is None:
            continue
        paint = layers.paint(row)
        if paint.odd or (paint.image and paint.text_clip):
            continue
        colours = layers.plain(node, [layers.ink(row)], box, paint, value["position"])
        if colours is None or layers.ink(row)[3] == 0:
            continue
        weight = value["font-weight"]
        yield GeneratedText(
            node,
            after=bool(made.after),
            text=cut(text.strip(), 80),
            family=value["font-family"][:80],
            size=size,
            bold=weight.isdigit() and int(weight) >= 700,
            foreground=rounded(colours[0]),
            background=rounded(colours[1]),
        )


def _box(
    value: dict[str, str], layers: Layers, node: int, place: Sequence[int] | None, size: float
) -> list[int] | None:
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


def _icons(document: DocumentCapture, layers: Layers) -> Iterator[IconColours]:
    for node, properties in document.element_properties.items():
        if properties.parts is None:
            continue
        colours = [_faded(colour, alpha) for colour, alpha in properties.parts]
        known = [colour for colour in colours if colour is not None]
        drawn = layers.plain(node, known, layers.box(node)) if len(known) == len(colours) else None
        if drawn is not None:
            yield IconColours(node, tuple(map(rounded, drawn[:-1])), rounded(drawn[-1]))


def _faded(colour: str, alpha: float) -> RGBA | None:
    read = parse(colour)
    return (read[0], read[1], read[2], read[3] * alpha) if read is not None else None

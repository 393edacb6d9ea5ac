"""Text and icons that stand in no text node: what style sheets generate, small svg, glyphs of icon fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.capture.schema.document import Colour
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View

# A private-use character is nothing but a glyph of the page's own font.
PRIVATE = r"\ue000-\uf8ff\U000f0000-\U0010ffff"
_GLYPHS = re.compile(rf"[{PRIVATE}\s\ufe0e\ufe0f]+")
_LIGATURES = re.compile(r"material (?:icons|symbols)", re.IGNORECASE)
_ICON_FONT = re.compile(
    r"icon|awesome|glyph|material symbols|fontello|typcn|dripicons|wingdings|webdings|dingbats", re.IGNORECASE
)


@dataclass(frozen=True)
class GeneratedText:
    """What `::before` or `::after` of an element draws, where its background is known exactly. Colours are as drawn."""

    node: Node
    place: str  # "::before" or "::after"
    text: str
    is_icon: bool
    size: float
    bold: bool
    colour: Colour
    background: Colour


@dataclass(frozen=True)
class SvgIcon:
    """A small svg in a control: the colours of its parts as drawn, and the background it lies on."""

    node: Node
    parts: tuple[Colour, ...]
    background: Colour


def is_glyph(text: str, family: str) -> bool:
    """Whether a text is a glyph of an icon font: private-use characters, or a name or letter that such a font draws as
    an image."""
    said = text.strip()
    if not said or _GLYPHS.fullmatch(said):
        return bool(said)
    first = family.split(",")[0].strip(" \"'")
    if _LIGATURES.match(first):
        return bool(re.fullmatch(r"[a-z0-9_]+", said))
    # Chinese in an icon font falls through to the next font and is text.
    return len(said) == 1 and said.isascii() and bool(_ICON_FONT.search(first))


# Widths of letters in em, at least: a word that is drawn narrower than this is drawn as something else.
_NARROW, _BROAD = frozenset("fijlrt1"), frozenset("mw")
_LEAST = (0.12, 0.3, 0.5)


def is_drawn_as_image(text: Node) -> bool:
    """Whether a text node is drawn as an image: a glyph of an icon font, or a word (`cloud`, `menu`) that the page's
    font has one square sign for, which shows by the room it takes."""
    said = text.own_text.strip()
    family = text.style("font-family")
    if is_glyph(said, family):
        return True
    if not said.isascii():
        return False
    if _ICON_FONT.search(family.split(",")[0]):
        return True
    if not re.fullmatch(r"[a-z][a-z0-9_-]{2,}", said) or text.px("letter-spacing") < 0 or text.lines != 1:
        return False
    _, _, width, height = text.box
    size = text.font_size
    least = sum(_LEAST[0 if letter in _NARROW else 2 if letter in _BROAD else 1] for letter in said)
    # What is lower than its font is drawn smaller as a whole, its words too.
    return 0 < width < least * size and abs(width - size) <= 0.3 * size and height >= 0.9 * size


def generated_texts(view: View) -> list[GeneratedText]:
    """All that style sheets generate and that was measured."""
    texts = []
    for doc in view.documents:
        for item in doc.table.generated_texts:
            texts.append(
                GeneratedText(
                    node=doc.node(item.node),
                    place="::after" if item.after else "::before",
                    text=item.text,
                    is_icon=is_glyph(item.text, item.family),
                    size=item.size,
                    bold=item.bold,
                    colour=item.foreground,
                    background=item.background,
                )
            )
    return texts


def svg_icons(view: View) -> list[SvgIcon]:
    """Small svg in controls whose colours were measured."""
    return [
        SvgIcon(doc.node(item.node), item.parts, item.background) for doc in view.documents for item in doc.table.icons
    ]

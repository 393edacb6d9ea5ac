"""A document's table: what the collector in the page and its readers in Python agree on.

Node numbers are in document order: a parent comes before what is below it. Lengths are CSS px.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag
from typing import Final


class NodeKind(IntEnum):
    """The DOM's `nodeType` of the nodes that are collected."""

    ELEMENT = 1
    TEXT = 3


class NodeFlag(IntFlag):
    """Bits of the column `flags`."""

    RENDERED = 1  # has an area and is neither hidden nor invisible
    TABBABLE = 2  # reached by the Tab key
    IN_SHADOW = 4  # inside a shadow root
    HIDDEN = 8  # not drawn: display, visibility, a hidden ancestor
    DISABLED = 16
    HIDDEN_FROM_AT = 32  # by aria-hidden or inert, its own or an ancestor's
    FOCUSABLE = 128  # takes focus by script, click or Tab


# What is asked of every node anew costs: plain numbers for where whole pages are gone through.
RENDERED: Final = int(NodeFlag.RENDERED)
TABBABLE: Final = int(NodeFlag.TABBABLE)
IN_SHADOW: Final = int(NodeFlag.IN_SHADOW)
HIDDEN: Final = int(NodeFlag.HIDDEN)
DISABLED: Final = int(NodeFlag.DISABLED)
HIDDEN_FROM_AT: Final = int(NodeFlag.HIDDEN_FROM_AT)
FOCUSABLE: Final = int(NodeFlag.FOCUSABLE)

# Columns with one entry a node.
COLUMNS: Final = ("parent", "kind", "tag", "attrs", "text", "style", "flags", "lines", "pitch", "uid")
BOX: Final = "box"  # the column with four entries a node: x, y, width, height from the document's corner

# Limits of one document's table.
LIMITS: Final = {
    "nodes": 30_000,
    "characters": 4_000_000,  # of all texts; from then on each has the least
    "text": 200_000,  # characters of one text
    "attributes": 6_000_000,  # characters of all attributes
    "attribute": 20_000,  # of one
    "of_one": 400,  # attributes of one element
    "least": 200,  # characters of a text or an attribute when there is no room any more
    "style": 2_000,  # of a computed value
    "name": 2_000,  # characters of an accessible name
    "value": 2_000,  # characters of a field's value
    "address": 2_000,  # characters of the address of an image or a medium
    "icon": 64,  # px; a larger svg is a logo or an image
    "icons": 2_000,
    "shapes": 200,  # of one svg
    "pictured": 8_000,  # px from the top that screenshots show
}

# The computed style properties collected of every element.
STYLE_PROPERTIES: Final = (
    "display",
    "visibility",
    "opacity",
    "position",
    "z-index",
    "overflow-x",
    "overflow-y",
    "color",
    "background-color",
    "background-image",
    "background-clip",
    "-webkit-text-fill-color",
    "font-size",
    "font-weight",
    "font-family",
    "line-height",
    "letter-spacing",
    "word-spacing",
    "text-decoration-line",
    "text-shadow",
    "white-space",
    "cursor",
    "pointer-events",
    "clip-path",
    "transform",
    "filter",
    "mix-blend-mode",
    "padding-top",
    "padding-bottom",
    "border-top-width",
    "border-top-style",
    "border-top-color",
    "border-bottom-width",
    "border-bottom-style",
    "border-bottom-color",
    "border-left-width",
    "border-left-style",
    "border-left-color",
    "border-right-width",
    "border-right-style",
    "border-right-color",
    "box-shadow",
    "animation-name",
    "animation-iteration-count",
    "text-overflow",
    "-webkit-line-clamp",
    "writing-mode",
)

"""One document's nodes: tags, attributes, boxes, styles, names, text.

A `Node` is a light handle (document, number), made when asked for. Boxes are (x, y, width, height) in CSS px from the
page's corner, frames included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from auditor.capture.schema import table
from auditor.capture.schema.document import (
    NO_PROPERTIES,
    NOT_MEASURED,
    ElementProperties,
    InTree,
    Placeholder,
    TextBackground,
)
from auditor.colour import RGBA, parse
from auditor.rulekit.page.document import DocumentTable

Box = tuple[int, int, int, int]
_NONE: dict[int, str] = {}
_PX = re.compile(r"\A(-?[\d.]+)px")


class Node:
    """An element or a text node of a captured view.

    `tag` is in lower case, `#text` for a text node; `own_text` a text node's text, "" for elements; `parent` is the one
    in the flat tree: a shadow root's children have the host.
    """

    __slots__ = ("doc", "flags", "is_text", "number", "own_text", "parent", "tag")
    doc: DocumentTable[Node]
    number: int
    is_text: bool
    tag: str
    own_text: str
    parent: Node | None
    flags: int  # bits of `NodeFlag`

    def __repr__(self) -> str:
        return f"<{self.tag} {self.number}>"

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from every other node of a view: (number of its document, its number there)."""
        return self.doc.number, self.number

    @property
    def attrs(self) -> dict[str, str]:
        """Attributes by name."""
        held = self.doc.attrs.get(self.number)
        if held is None:
            raw, strings = self.doc.table.attrs[self.number], self.doc.strings
            held = {strings[raw[at]]: strings[raw[at + 1]] for at in range(0, len(raw), 2)}
            self.doc.attrs[self.number] = held
        return held

    def attr(self, name: str, default: str = "") -> str:
        """One attribute."""
        return self.doc.by_attr.get(name, _NONE).get(self.number, default)

    def has(self, name: str) -> bool:
        """Whether it has an attribute: as `name in attrs`, quicker for many nodes."""
        return self.number in self.doc.by_attr.get(name, _NONE)

    @property
    def children(self) -> list[Node]:
        """Children in order, text nodes included."""
        nodes = self.doc.nodes
        return [nodes[number] for number in self.doc.children(self.number)]

    def ancestors(self) -> Iterator[Node]:
        """From the parent to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def closest(self, *tags: str) -> Node | None:
        """The nearest ancestor, itself included, with one of the tags."""
        node: Node | None = self
        while node is not None:
            if node.tag in tags:
                return node
            node = node.parent
        return None

    def inside(self, *tags: str) -> bool:
        """Whether it is, or stands in, an element with one of the tags: as `closest`, quicker for many nodes."""
        return self.doc.inside(tags)[self.number]

    def descendants(self) -> Iterator[Node]:
        """All nodes below, in order. Numbers are in document order, so this is a run of numbers."""
        yield from self.doc.nodes[self.number + 1 : self.doc.ends[self.number]]

    @property
    def rendered(self) -> bool:
        """Has an area and is neither hidden nor invisible."""
        return self.flags & table.RENDERED != 0

    @property
    def hidden(self) -> bool:
        """display, visibility or a hidden ancestor keep it from being drawn."""
        return self.flags & table.HIDDEN != 0

    @property
    def tabbable(self) -> bool:
        """Reached by the Tab key."""
        return self.flags & table.TABBABLE != 0

    @property
    def focusable(self) -> bool:
        """Takes focus by script, click or Tab."""
        return self.flags & table.FOCUSABLE != 0

    @property
    def disabled(self) -> bool:
        """The disabled attribute or a disabled fieldset."""
        return self.flags & table.DISABLED != 0

    @property
    def hidden_from_at(self) -> bool:
        """aria-hidden or inert here or above, or not drawn."""
        return self.flags & (table.HIDDEN | table.HIDDEN_FROM_AT) != 0

    @property
    def in_shadow(self) -> bool:
        """Inside a shadow tree."""
        return self.flags & table.IN_SHADOW != 0

    @property
    def box(self) -> Box:
        """(x, y, width, height) on the page."""
        x, y, w, h = self.doc.table.box[4 * self.number : 4 * self.number + 4]
        return x + self.doc.corner[0], y + self.doc.corner[1], w, h

    @property
    def name(self) -> str:
        """Accessible name ("" where none was computed)."""
        return self.doc.names.get(self.number, "")

    @property
    def name_by_markup(self) -> str:
        """The name that attributes and texts give it, whatever the browser's tree says."""
        return self.doc.strings[self.doc.table.names[self.number]] if self.number in self.doc.table.names else ""

    @property
    def in_tree(self) -> InTree | None:
        """Role and name in the browser's accessibility tree; None where it was not asked."""
        return self.doc.table.in_tree.get(self.number)

    @property
    def role(self) -> str:
        """The element's role, explicit or implied ("" where none was computed)."""
        return self.doc.roles.get(self.number, "")

    @property
    def _properties(self) -> ElementProperties:
        """Properties of form fields, images and media (see the collector)."""
        return self.doc.table.element_properties.get(self.number, NO_PROPERTIES)

    @property
    def input_type(self) -> str:
        """The type of an `input` as the browser has it ("text" for an unknown one); "" for other elements."""
        return self._properties.type

    @property
    def checked(self) -> bool:
        """Whether a checkbox or radio button was ticked."""
        return self._properties.checked

    @property
    def value(self) -> str:
        """What an `input` held ("" for a password)."""
        return self._properties.value

    @property
    def placeholder(self) -> Placeholder | None:
        """The placeholder that a field showed."""
        return self._properties.placeholder

    @property
    def source(self) -> str:
        """The address that an image or medium was loaded from; "" where there is none."""
        return self._properties.src

    @property
    def natural_width(self) -> int:
        """An image's own width in px; 0 where it did not come."""
        return self._properties.natural_width

    @property
    def text_tracks(self) -> int:
        """How many text tracks a medium has."""
        return self._properties.tracks

    @property
    def is_shadow_host(self) -> bool:
        """It holds a shadow tree."""
        return self._properties.host

    def style(self, name: str) -> str:
        """A computed style value."""
        row = self.doc.table.styles[self.doc.style_rows[self.number]]
        return self.doc.strings[row[self.doc.column[name]]]

    def px(self, name: str, default: float = 0.0) -> float:
        """A computed length in px; `default` where it is a keyword."""
        doc = self.doc
        key = doc.table.style[self.number], name
        if key not in doc.lengths:
            length = _PX.fullmatch(self.style(name))
            doc.lengths[key] = float(length.group(1)) if length else None
        held = doc.lengths[key]
        return default if held is None else held

    def colour(self, name: str) -> RGBA | None:
        """A computed colour."""
        return parse(self.style(name))

    @property
    def font_size(self) -> float:
        """Computed font size in px."""
        return self.px("font-size")

    @property
    def is_bold(self) -> bool:
        """Computed weight of 700 or more, WCAG's "bold"."""
        weight = self.style("font-weight")
        return weight.isdigit() and int(weight) >= 700

    @property
    def is_block(self) -> bool:
        """Laid out as a block of some kind."""
        row: int = self.doc.style_rows[self.number]
        return self.doc.is_block[row]

    @property
    def block(self) -> Node | None:
        """The nearest block above."""
        number = self.doc.blocks[self.number]
        return self.doc.nodes[number] if number >= 0 else None

    @property
    def language(self) -> str:
        """The `lang` that holds for it, as written; "" where none is declared."""
        return self.doc.languages[self.number][1]

    @property
    def language_holder(self) -> Node | None:
        """The element, itself or above, that declares its language."""
        number = self.doc.languages[self.number][0]
        return self.doc.nodes[number] if number >= 0 else None

    @property
    def lines(self) -> int:
        """Lines a text node is set in."""
        return self.doc.table.lines[self.number]

    @property
    def pitch(self) -> float:
        """Px from the first to the second line of a text node; 0 with one line."""
        return float(self.doc.table.pitch[self.number])

    @property
    def background(self) -> TextBackground:
        """What lies behind a text node."""
        doc = self.doc
        return doc.backgrounds[doc.background_row[self.number]] if doc.background_row else NOT_MEASURED

    @property
    def look(self) -> tuple[int, int, int]:
        """Texts of one look (document, what lies behind, style) are seen alike: the key to judge each look once."""
        behind = self.doc.background_row[self.number] if self.doc.background_row else -1
        return self.doc.number, behind, self.style_row

    @property
    def style_row(self) -> int:
        """Nodes of one row have the same computed style."""
        return self.doc.style_rows[self.number]

    @property
    def inactive(self) -> bool:
        """Disabled, or inside something disabled (aria-disabled and a disabled fieldset too)."""
        return self.doc.inactive[self.number]

    def text(self, limit: int = 5000, visible: bool = True) -> str:
        """Text below, spaces folded; only what is drawn unless `visible` is False."""
        key = self.number, limit, visible
        held = self.doc.texts.get(key)
        if held is None:
            held = self.doc.texts[key] = self._text(limit, visible)
        return held

    def _text(self, limit: int, visible: bool) -> str:
        if self.is_text:
            return " ".join(self.own_text.split())[:limit]
        parts, length = [], 0
        for node in self.doc.nodes[self.number + 1 : self.doc.ends[self.number]]:
            if node.is_text and (not visible or node.flags & table.RENDERED):
                parts.append(node.own_text)
                length += len(node.own_text)
                if length > limit:
                    break
        return " ".join(" ".join(parts).split())[:limit]

    def index_of_type(self) -> int:
        """1-based place among siblings of one tag."""
        if self.parent is None:
            return 1
        return self.doc.places(self.parent.number)[self.number]

    def snippet(self, limit: int = 240) -> str:
        """The start tag and the beginning of the text, as markup."""
        if self.is_text:
            return self.own_text[:limit]
        attrs = "".join(f' {name}="{value[:80]}"' for name, value in self.attrs.items())
        text = self.text(60, visible=False)
        return f"<{self.tag}{attrs}>{text}"[:limit]


Document: TypeAlias = DocumentTable[Node]


def handles(document: Document) -> list[Node]:
    """The handles of a document's nodes, in order."""
    made: list[Node] = []
    held, strings, new, text_kind = document.table, document.strings, Node.__new__, int(table.NodeKind.TEXT)
    for number, (kind, tag, text, parent, flags) in enumerate(
        zip(held.kind, held.tag, held.text, held.parent, held.flags, strict=True)
    ):
        # Set here and not in a constructor: a page has thousands, and this takes half the time.
        node = new(Node)
        node.doc, node.number, node.tag, node.flags = document, number, strings[tag], flags
        node.parent = made[parent] if parent >= 0 else None
        node.is_text = kind == text_kind
        node.own_text = strings[text] if node.is_text else ""
        made.append(node)
    return made

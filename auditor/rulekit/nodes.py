"""One document's table and its nodes: tags, attributes, boxes, styles, names, text.

A `Node` is a light handle (document, number), made when asked for. Boxes are (x, y, width, height) in CSS px from the
page's corner, frames included.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditor.colour import RGBA, parse

if TYPE_CHECKING:
    from auditor.rulekit.capture import View

Box = tuple[int, int, int, int]
_PX = re.compile(r"(-?[\d.]+)px")
_BLOCK = re.compile(r"block|flex|grid|list-item|table|flow-root")


class Document:
    """One document's table (see the collector) with indexes built once."""

    def __init__(self, number: int, data: dict[str, Any], corner: tuple[int, int] | None) -> None:
        self.number, self.data = number, data
        self.corner = corner or (0, 0)
        self.lost: bool = bool(data.get("lost"))
        self.url: str = data.get("url", "")
        self.strings: list[str] = data.get("strings", [])
        self.column = {name: at for at, name in enumerate(data.get("props", ()))}
        self.size = len(data.get("kind", ()))
        self.ground: list[int] = data.get("ground", [])
        self.grounds: list[dict[str, Any]] = [*data.get("grounds", []), {}]
        self.paths: dict[int, list[str]] = {}

    @cached_property
    def nodes(self) -> list[Node]:
        """A handle for each node. Parents have lower numbers than what is below them."""
        found: list[Node] = []
        data, strings = self.data, self.strings
        for number, (kind, tag, text, parent, flags) in enumerate(
            zip(data["kind"], data["tag"], data["text"], data["parent"], data["flags"], strict=True)
        ):
            found.append(
                Node(
                    self,
                    number,
                    kind == 3,
                    strings[tag],
                    strings[text] if kind == 3 else "",
                    found[parent] if parent >= 0 else None,
                    flags,
                )
            )
        return found

    @cached_property
    def elements(self) -> list[Node]:
        """All elements in order."""
        return [node for node in self.nodes if not node.is_text]

    @cached_property
    def drawn(self) -> list[Node]:
        """All drawn text nodes in order."""
        return [node for node in self.nodes if node.is_text and node.rendered]

    @cached_property
    def ends(self) -> list[int]:
        """By node, the number after the last one below it: what is below a node is a run of numbers."""
        found = list(range(1, self.size + 1))
        parents = self.data["parent"]
        for number in range(self.size - 1, -1, -1):
            parent = parents[number]
            if parent >= 0 and found[number] > found[parent]:
                found[parent] = found[number]
        return found

    @cached_property
    def by_role(self) -> dict[str, list[int]]:
        """Element numbers by computed role."""
        found: dict[str, list[int]] = {}
        for number, role in self.data["roles"].items():
            found.setdefault(self.strings[role], []).append(int(number))
        return found

    @cached_property
    def by_uid(self) -> dict[int, int]:
        """Node numbers by the number a node keeps in every view."""
        return {uid: number for number, uid in enumerate(self.data.get("uid", ()))}

    @cached_property
    def by_tag(self) -> dict[str, list[int]]:
        """Element numbers by lower-case tag, in document order."""
        found: dict[str, list[int]] = {}
        strings = self.strings
        for number, (kind, tag) in enumerate(zip(self.data["kind"], self.data["tag"], strict=True)):
            if kind == 1:
                found.setdefault(strings[tag], []).append(number)
        return found

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Child numbers by parent number."""
        found: dict[int, list[int]] = {}
        for number, parent in enumerate(self.data["parent"]):
            found.setdefault(parent, []).append(number)
        return found

    @cached_property
    def ids(self) -> dict[str, list[int]]:
        """Element numbers by id."""
        found: dict[str, list[int]] = {}
        for number in range(self.size):
            if self.data["kind"][number] == 1 and (value := self.node(number).attr("id")):
                found.setdefault(value, []).append(number)
        return found

    @cached_property
    def inactive(self) -> list[bool]:
        """By node: disabled itself or by something above."""
        found: list[bool] = []
        data, strings = self.data, self.strings
        for number, parent in enumerate(data["parent"]):
            own = bool(data["flags"][number] & 16)
            raw = data["attrs"][number] or ()
            for at in range(0, len(raw), 2):
                name = strings[raw[at]]
                own = own or (name == "aria-disabled" and strings[raw[at + 1]] == "true")
                own = own or (name == "disabled" and strings[data["tag"][number]] == "fieldset")
            found.append(own or (parent >= 0 and found[parent]))
        return found

    @cached_property
    def places(self) -> list[int]:
        """By node: 1-based place among its siblings of one tag."""
        counts: dict[tuple[int, int], int] = {}
        found = []
        for parent, tag in zip(self.data["parent"], self.data["tag"], strict=True):
            counts[parent, tag] = place = counts.get((parent, tag), 0) + 1
            found.append(place)
        return found

    def styled(self, name: str, values: Collection[str]) -> list[int]:
        """Element numbers whose computed `name` is one of `values`."""
        column, strings = self.column[name], self.strings
        rows = {at for at, row in enumerate(self.data["styles"]) if strings[row[column]] in values}
        kinds = self.data["kind"]
        return [at for at, row in enumerate(self.data["style"]) if row in rows and kinds[at] == 1] if rows else []

    def node(self, number: int) -> Node:
        """The handle of a node."""
        return self.nodes[number]


class Node:
    """An element or a text node of a captured view.

    `tag` is in lower case, `#text` for a text node; `own_text` a text node's text, "" for elements; `parent` is the one in
    the flat tree: a shadow root's children have the host.
    """

    __slots__ = ("_attrs", "_flags", "_said", "doc", "is_text", "number", "own_text", "parent", "tag")

    def __init__(
        self, doc: Document, number: int, is_text: bool, tag: str, own_text: str, parent: Node | None, flags: int
    ) -> None:
        self.doc, self.number, self.is_text, self.tag = doc, number, is_text, tag
        self.own_text, self.parent, self._flags = own_text, parent, flags
        self._attrs: dict[str, str] | None = None
        self._said: dict[tuple[int, bool], str] = {}

    def __repr__(self) -> str:
        return f"<{self.tag} {self.number}>"

    @property
    def attrs(self) -> dict[str, str]:
        """Attributes by name."""
        if self._attrs is None:
            raw, strings = self.doc.data["attrs"][self.number] or (), self.doc.strings
            self._attrs = {strings[raw[at]]: strings[raw[at + 1]] for at in range(0, len(raw), 2)}
        return self._attrs

    def attr(self, name: str, default: str = "") -> str:
        """One attribute."""
        return self.attrs.get(name, default)

    @property
    def children(self) -> list[Node]:
        """Children in order, text nodes included."""
        return [self.doc.node(number) for number in self.doc.children.get(self.number, ())]

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

    def descendants(self) -> Iterator[Node]:
        """All nodes below, in order. Numbers are in document order, so this is a run of numbers."""
        yield from self.doc.nodes[self.number + 1 : self.doc.ends[self.number]]

    def twin(self, view: View | None) -> Node | None:
        """The same node in another view of the page; None where it isn't there."""
        if view is None or self.doc.number >= len(view.documents):
            return None
        doc = view.documents[self.doc.number]
        number = doc.by_uid.get(self.doc.data["uid"][self.number])
        return doc.node(number) if number is not None else None

    def _flag(self, bit: int) -> bool:
        return bool(self._flags & bit)

    @property
    def rendered(self) -> bool:
        """Has an area and is neither hidden nor invisible."""
        return self._flag(1)

    @property
    def hidden(self) -> bool:
        """display, visibility or a hidden ancestor keep it from being drawn."""
        return self._flag(8)

    @property
    def tabbable(self) -> bool:
        """Reached by the Tab key."""
        return self._flag(2)

    @property
    def focusable(self) -> bool:
        """Takes focus by script, click or Tab."""
        return self._flag(128)

    @property
    def disabled(self) -> bool:
        """The disabled attribute or a disabled fieldset."""
        return self._flag(16)

    @property
    def hidden_from_at(self) -> bool:
        """aria-hidden or inert here or above, or not drawn."""
        return self._flag(32) or self._flag(8)

    @property
    def in_shadow(self) -> bool:
        """Inside a shadow tree."""
        return self._flag(4)

    @property
    def box(self) -> Box:
        """(x, y, width, height) on the page."""
        x, y, w, h = self.doc.data["box"][4 * self.number : 4 * self.number + 4]
        return x + self.doc.corner[0], y + self.doc.corner[1], w, h

    @property
    def name(self) -> str:
        """Accessible name ("" where none was computed)."""
        number = self.doc.data["names"].get(str(self.number))
        return self.doc.strings[number].strip() if number is not None else ""

    @property
    def role(self) -> str:
        """The element's role, explicit or implied ("" where none was computed)."""
        number = self.doc.data["roles"].get(str(self.number))
        return self.doc.strings[number] if number is not None else ""

    @property
    def extra(self) -> dict[str, Any]:
        """Properties of form fields, pictures and media (see the collector)."""
        found: dict[str, Any] = self.doc.data["extra"].get(str(self.number), {})
        return found

    def style(self, name: str) -> str:
        """A computed style value."""
        row = self.doc.data["styles"][self.doc.data["style"][self.number]]
        value: str = self.doc.strings[row[self.doc.column[name]]]
        return value

    def px(self, name: str, default: float = 0.0) -> float:
        """A computed length in px; `default` where it is a keyword."""
        found = _PX.fullmatch(self.style(name))
        return float(found.group(1)) if found else default

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
        return bool(_BLOCK.match(self.style("display")))

    @property
    def lines(self) -> int:
        """Lines a text node is set in."""
        return int(self.doc.data["lines"][self.number])

    @property
    def pitch(self) -> float:
        """Px from the first to the second line of a text node; 0 with one line."""
        return float(self.doc.data["pitch"][self.number])

    @property
    def ground(self) -> dict[str, Any]:
        """What lies behind a text node (see capture's layers); {} where not measured."""
        found: dict[str, Any] = self.doc.grounds[self.doc.ground[self.number]] if self.doc.ground else {}
        return found

    @property
    def look(self) -> tuple[int, int, int]:
        """Texts of one look (document, what lies behind, style) are seen alike: the key to judge each look once."""
        ground = self.doc.ground[self.number] if self.doc.ground else -1
        return self.doc.number, ground, self.doc.data["style"][self.number]

    @property
    def inactive(self) -> bool:
        """Disabled, or inside something disabled (aria-disabled and a disabled fieldset too)."""
        return self.doc.inactive[self.number]

    def text(self, limit: int = 5000, visible: bool = True) -> str:
        """Text below, spaces folded; only what is drawn unless `visible` is False."""
        held = self._said.get((limit, visible))
        if held is None:
            held = self._said[limit, visible] = self._text(limit, visible)
        return held

    def _text(self, limit: int, visible: bool) -> str:
        parts, length = [self.own_text] if self.is_text else [], 0
        for node in self.descendants():
            if node.is_text and (node.rendered or not visible):
                parts.append(node.own_text)
                length += len(node.own_text)
                if length > limit:
                    break
        return " ".join(" ".join(parts).split())[:limit]

    def index_of_type(self) -> int:
        """1-based place among siblings of one tag."""
        return self.doc.places[self.number]

    def snippet(self, limit: int = 240) -> str:
        """The start tag and the beginning of the text, as markup."""
        if self.is_text:
            return self.own_text[:limit]
        attrs = "".join(f' {name}="{value[:80]}"' for name, value in self.attrs.items())
        text = self.text(60, visible=False)
        return f"<{self.tag}{attrs}>{text}"[:limit]

"""One document's table with its indexes: what can be asked of all its nodes at once, each worked out once.

A node is a number here, its place in document order: what is below a node is a run of numbers. The handles that rules
hold (`node.Node`) are made above this module, so the table is generic over them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import Any, Generic, TypeVar

from auditor.capture.schema.document import NOT_MEASURED, DocumentCapture, Number, TextBackground
from auditor.capture.schema.table import DISABLED, RENDERED, NodeKind

_T = TypeVar("_T")
_N = TypeVar("_N")  # the handle of a node
_NONE: dict[int, str] = {}
_ELEMENT, _TEXT = int(NodeKind.ELEMENT), int(NodeKind.TEXT)
_BLOCK = re.compile(r"block|flex|grid|list-item|table|flow-root")


# What the same document in another view must have the same to share answers with it: all but places and sizes.
_ALIKE = (
    *("strings", "parent", "kind", "tag", "attrs", "text", "uid"),
    *("flags", "style", "styles", "properties", "roles", "names", "in_tree", "element_properties"),
    *("parent_document", "holder"),
)


def _joined(parts: list[str]) -> tuple[str, list[int]]:
    return "\n".join(parts), [0, *map(add, accumulate(map(len, parts)), count(1))]


def _shared(ask: Callable[[DocumentTable[Any]], _T]) -> cached_property[_T]:
    """A property that is worked out once, and once for two views in which the document is alike."""

    def answer(document: DocumentTable[Any]) -> _T:
        if document.like is None:
            return ask(document)
        held: _T = getattr(document.like, ask.__name__)
        return held

    answer.__doc__ = ask.__doc__
    return cached_property(answer)


@dataclass(frozen=True)
class PseudoElement:
    """A `::before` or `::after` that draws something: the element's number, the computed `content`, its row of
    styles."""

    number: int
    content: str
    row: int


class DocumentTable(Generic[_N]):
    """One document's table (see the collector) with indexes built once. `handles` makes the handles of its nodes, in
    order.

    `like`: the same document in an earlier view, if it differs from this one in places and sizes at most. Most pages
    without a design for phones are such, and what was worked out there is not worked out again.
    """

    def __init__(
        self,
        number: int,
        table: DocumentCapture,
        corner: tuple[int, int] | None,
        handles: Callable[[DocumentTable[_N]], list[_N]],
        like: DocumentTable[_N] | None = None,
    ) -> None:
        self.number, self.table = number, table
        self._handles = handles
        self.corner = corner or (0, 0)
        self.lost, self.url, self.title, self.size = table.lost, table.url, table.title, table.size
        self.strings = table.strings
        self.column = {name: at for at, name in enumerate(table.properties)}
        self.background_row = table.background  # by node, its place in `backgrounds`; [] where not measured
        self.style_rows = table.style  # by node, its row of computed styles: nodes of one row look alike
        self.like = like
        # What was asked of nodes before: selectors, attributes, texts, parts of the page.
        self.paths: dict[int, list[str]] = like.paths if like else {}
        self.steps: dict[int, tuple[str, bool]] = like.steps if like else {}
        self.attrs: dict[int, dict[str, str]] = like.attrs if like else {}
        self.texts: dict[tuple[int, int, bool], str] = like.texts if like else {}
        self.lengths: dict[tuple[int, str], float | None] = like.lengths if like else {}
        self.regions: list[str] = like.regions if like else []
        self._inside: dict[tuple[str, ...], list[bool]] = like._inside if like else {}
        self._places: dict[int, dict[int, int]] = like._places if like else {}
        self._saying: dict[tuple[re.Pattern[str], bool], list[int]] = like._saying if like else {}

    def alike(self, table: DocumentCapture) -> bool:
        """Whether the same document in another view differs in places and sizes at most."""
        pairs = ((getattr(self.table, name), getattr(table, name)) for name in _ALIKE)
        return not self.lost and all(one is other or one == other for one, other in pairs)

    @cached_property
    def nodes(self) -> list[_N]:
        """A handle for each node. Parents have lower numbers than what is below them."""
        return self._handles(self)

    @cached_property
    def elements(self) -> list[_N]:
        """All elements in order."""
        return [node for node, kind in zip(self.nodes, self.table.kind, strict=True) if kind != _TEXT]

    @cached_property
    def drawn(self) -> list[_N]:
        """All drawn text nodes in order."""
        return list(self.at(self._drawn_numbers))

    @_shared
    def _drawn_numbers(self) -> list[int]:
        """Numbers of the drawn text nodes."""
        pairs = zip(self.table.kind, self.table.flags, strict=True)
        return [number for number, (kind, flags) in enumerate(pairs) if kind == _TEXT and flags & RENDERED]

    @cached_property
    def backgrounds(self) -> list[TextBackground]:
        """The different backgrounds of texts; the last one stands for nodes without any."""
        return [*self.table.backgrounds, NOT_MEASURED]

    @property
    def holder(self) -> tuple[int, int] | None:
        """The frame element that holds this document: (document, number); None for the page's own."""
        parent, number = self.table.parent_document, self.table.holder
        return (parent, number) if parent >= 0 and number is not None else None

    @property
    def scroll_width(self) -> int:
        """Px that its content takes from side to side."""
        return self.table.scroll_size[0]

    @property
    def parents(self) -> list[int]:
        """By node, the number of its parent; -1 for the root."""
        return self.table.parent

    @property
    def line_counts(self) -> list[int]:
        """By text node, the lines it is set in."""
        return self.table.lines

    @property
    def pitches(self) -> list[Number]:
        """By text node, px from its first to its second line; 0 with one line."""
        return self.table.pitch

    def style_of_row(self, row: int, name: str) -> str:
        """A computed value of a row of styles."""
        return self.strings[self.table.styles[row][self.column[name]]]

    def rows_where(self, name: str, pattern: re.Pattern[str]) -> set[int]:
        """Rows of styles whose computed `name` the pattern is found in; quick, as few values differ."""
        column, rows = self.column[name], self.table.styles
        values = {value for value in {row[column] for row in rows} if pattern.search(self.strings[value])}
        return {number for number, row in enumerate(rows) if row[column] in values} if values else set()

    @cached_property
    def pseudo_elements(self) -> list[PseudoElement]:
        """What `::before` and `::after` draw, in order."""
        return [
            PseudoElement(made.element, self.strings[made.content], made.style) for made in self.table.pseudo_elements
        ]

    @_shared
    def ends(self) -> list[int]:
        """By node, the number after the last one below it: what is below a node is a run of numbers."""
        ends = list(range(1, self.size + 1))
        parents = self.table.parent
        for number in range(self.size - 1, -1, -1):
            parent = parents[number]
            if parent >= 0 and ends[number] > ends[parent]:
                ends[parent] = ends[number]
        return ends

    @_shared
    def roles(self) -> dict[int, str]:
        """Computed role by element number, where there is one."""
        strings = self.strings
        # A custom element has its role from nowhere but the browser's tree.
        own = {
            number: said.role for number, said in self.table.in_tree.items() if said.role and self._is_custom(number)
        }
        return own | {number: strings[role] for number, role in self.table.roles.items()}

    @_shared
    def names(self) -> dict[int, str]:
        """Accessible name by element number, where one was computed."""
        strings = self.strings
        named = {number: strings[name].strip() for number, name in self.table.names.items()}
        return named | {number: said.name for number, said in self.table.in_tree.items()}

    def _is_custom(self, number: int) -> bool:
        return "-" in self.strings[self.table.tag[number]]

    @_shared
    def by_role(self) -> dict[str, list[int]]:
        """Element numbers by computed role."""
        by_role: dict[str, list[int]] = {}
        for number, role in self.roles.items():
            by_role.setdefault(role, []).append(number)
        return by_role

    @_shared
    def by_attr(self) -> dict[str, dict[int, str]]:
        """By attribute name: its value by element number, in document order."""
        strings = self.strings
        by_name: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for number, raw in enumerate(self.table.attrs):
            if raw:
                for at in range(0, len(raw), 2):
                    by_name[raw[at]][number] = strings[raw[at + 1]]
        return {strings[name]: values for name, values in by_name.items()}

    def inherited(self, own: dict[int, _T], default: _T) -> list[_T]:
        """By node: what `own` has for it or for the nearest above that it has something for."""
        values, ends = [default] * self.size, self.ends
        for number in sorted(own):
            values[number : ends[number]] = [own[number]] * (ends[number] - number)
        return values

    def below(self, numbers: Collection[int]) -> set[int]:
        """Numbers of some nodes and of all that is below them; quick where that is a small part of the page."""
        numbers_below: set[int] = set()
        for number in numbers:
            numbers_below.update(range(number, self.ends[number]))
        return numbers_below

    def inside(self, tags: tuple[str, ...]) -> list[bool]:
        """By node: is, or stands in, an element with one of the tags."""
        held = self._inside.get(tags)
        if held is None:
            marks = {number: True for tag in tags for number in self.by_tag.get(tag, ())}
            held = self._inside[tags] = self.inherited(marks, False) if marks else [False] * self.size
        return held

    @_shared
    def languages(self) -> list[tuple[int, str]]:
        """By node: the element that declares its language, and the value; (-1, "") where none does."""
        own: dict[int, tuple[int, str]] = {}
        for number, written in self.by_attr.get("lang", _NONE).items():
            if value := written.strip():
                own[number] = number, value
        return self.inherited(own, (-1, ""))

    @_shared
    def is_block(self) -> list[bool]:
        """By row of computed styles: laid out as a block of some kind."""
        column, strings = self.column["display"], self.strings
        return [bool(_BLOCK.match(strings[row[column]])) for row in self.table.styles]

    @_shared
    def blocks(self) -> list[int]:
        """By node: the nearest block above it, -1 where there is none."""
        blocks: list[int] = []
        is_block, rows = self.is_block, self.table.style
        kinds = self.table.kind
        for parent in self.table.parent:
            block = parent
            if parent >= 0 and not (kinds[parent] == _ELEMENT and is_block[rows[parent]]):
                block = blocks[parent]
            blocks.append(block)
        return blocks

    @_shared
    def said(self) -> tuple[str, list[int]]:
        """All drawn text, a line break after each text node, and where each of `drawn` begins in it."""
        return _joined(self._drawn_texts())

    @_shared
    def said_low(self) -> tuple[str, list[int]]:
        """The same in lower case."""
        text, starts = self.said
        low = text.lower()
        # A letter that becomes two moves all that comes after it.
        return (low, starts) if len(low) == len(text) else _joined([text.lower() for text in self._drawn_texts()])

    def saying(self, pattern: re.Pattern[str], lower: bool = False) -> list[_N]:
        """Drawn text nodes in whose text (`lower`: in lower case) `pattern` is found (see `View.saying`)."""
        held = self._saying.get((pattern, lower))
        if held is None:
            text, starts = self.said_low if lower else self.said
            places: list[int] = []
            for match in pattern.finditer(text):
                first = bisect_right(starts, match.start()) - 1
                last = bisect_right(starts, max(match.end() - 1, match.start())) - 1
                for at in range(max(first, places[-1] + 1 if places else 0), last + 1):
                    # Over the edge of two nodes it is no find in either, but may hide one.
                    if first == last or pattern.search(text, starts[at], starts[at + 1] - 1):
                        places.append(at)
            held = self._saying[pattern, lower] = places
        drawn = self.drawn
        return [drawn[at] for at in held]

    def _drawn_texts(self) -> list[str]:
        strings, texts = self.strings, self.table.text
        return [strings[texts[number]] for number in self._drawn_numbers]

    @_shared
    def by_uid(self) -> dict[int, int]:
        """Node numbers by the number a node keeps in every view."""
        return dict(zip(self.table.uid, count(), strict=False))

    @_shared
    def by_tag(self) -> dict[str, list[int]]:
        """Element numbers by lower-case tag, in document order."""
        by_tag: defaultdict[int, list[int]] = defaultdict(list)
        for number, tag in enumerate(self.table.tag):
            by_tag[tag].append(number)
        return {self.strings[tag]: numbers for tag, numbers in by_tag.items() if self.strings[tag] != "#text"}

    def children(self, number: int) -> list[int]:
        """Child numbers of a node, in order."""
        ends = self.ends
        children: list[int] = []
        at, end = number + 1, ends[number]
        while at < end:
            children.append(at)
            at = ends[at]
        return children

    def places(self, number: int) -> dict[int, int]:
        """By child of a node: its 1-based place among its siblings of one tag."""
        held = self._places.get(number)
        if held is None:
            held = self._places[number] = {}
            counts: dict[int, int] = {}
            tags = self.table.tag
            for child in self.children(number):
                held[child] = counts[tags[child]] = counts.get(tags[child], 0) + 1
        return held

    @_shared
    def ids(self) -> dict[str, list[int]]:
        """Element numbers by id."""
        by_id: dict[str, list[int]] = {}
        for number, value in self.by_attr.get("id", _NONE).items():
            if value:
                by_id.setdefault(value, []).append(number)
        return by_id

    @_shared
    def inactive(self) -> list[bool]:
        """By node: disabled itself or by something above."""
        own = {number: True for number, flags in enumerate(self.table.flags) if flags & DISABLED}
        own |= {n: True for n, value in self.by_attr.get("aria-disabled", _NONE).items() if value == "true"}
        own |= dict.fromkeys(self.by_attr.get("disabled", {}).keys() & self.by_tag.get("fieldset", ()), True)
        return self.inherited(own, False) if own else [False] * self.size

    @_shared
    def any_inactive(self) -> bool:
        """Whether anything is disabled."""
        return True in self.inactive

    def styled(self, name: str, values: Collection[str]) -> list[int]:
        """Element numbers whose computed `name` is one of `values`."""
        column, strings = self.column[name], self.strings
        rows = {at for at, row in enumerate(self.table.styles) if strings[row[column]] in values}
        kinds = self.table.kind
        return [at for at, row in enumerate(self.table.style) if row in rows and kinds[at] == _ELEMENT] if rows else []

    def node(self, number: int) -> _N:
        """The handle of a node."""
        return self.nodes[number]

    def at(self, numbers: Iterable[int]) -> Iterator[_N]:
        """The handles of several."""
        return map(self.nodes.__getitem__, numbers)

"""One document's table with its indexes: what can be asked of all its nodes at once, each worked out once.

A node is a number, its place in document order: what is below a node is a run of numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeVar

from auditor.rulekit.nodes import Node

_T = TypeVar("_T")
_BLOCK = re.compile(r"block|flex|grid|list-item|table|flow-root")


def _joined(parts: list[str]) -> tuple[str, list[int]]:
    return "\n".join(parts), [0, *accumulate(len(part) + 1 for part in parts)]


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
        # What was asked of nodes before: selectors, attributes, texts.
        self.paths: dict[int, list[str]] = {}
        self.attrs: dict[int, dict[str, str]] = {}
        self.texts: dict[tuple[int, int, bool], str] = {}
        self.lengths: dict[tuple[int, str], float | None] = {}
        self._inside: dict[tuple[str, ...], list[bool]] = {}
        self._places: dict[int, dict[int, int]] = {}
        self._saying: dict[tuple[re.Pattern[str], bool], list[Node]] = {}

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
    def roles(self) -> dict[int, str]:
        """Computed role by element number, where there is one."""
        strings = self.strings
        return {int(number): strings[role] for number, role in self.data["roles"].items()}

    @cached_property
    def names(self) -> dict[int, str]:
        """Accessible name by element number, where one was computed."""
        strings = self.strings
        return {int(number): strings[name].strip() for number, name in self.data["names"].items()}

    @cached_property
    def by_role(self) -> dict[str, list[int]]:
        """Element numbers by computed role."""
        found: dict[str, list[int]] = {}
        for number, role in self.roles.items():
            found.setdefault(role, []).append(number)
        return found

    @cached_property
    def by_attr(self) -> dict[str, list[int]]:
        """Element numbers by attribute name, in document order."""
        found: dict[int, list[int]] = {}
        for number, raw in enumerate(self.data["attrs"]):
            if raw:
                for name in raw[::2]:
                    if name in found:
                        found[name].append(number)
                    else:
                        found[name] = [number]
        return {self.strings[name]: numbers for name, numbers in found.items()}

    def value(self, number: int, name: str) -> str:
        """One attribute of an element, without making a dictionary of all; "" where it has none."""
        raw, strings = self.data["attrs"][number] or (), self.strings
        for at in range(0, len(raw), 2):
            if strings[raw[at]] == name:
                found: str = strings[raw[at + 1]]
                return found
        return ""

    def inherited(self, own: dict[int, _T], default: _T) -> list[_T]:
        """By node: what `own` has for it or for the nearest above that it has something for."""
        found: list[_T] = []
        for number, parent in enumerate(self.data["parent"]):
            found.append(own[number] if number in own else found[parent] if parent >= 0 else default)
        return found

    def below(self, numbers: Collection[int]) -> set[int]:
        """Numbers of some nodes and of all that is below them; quick where that is a small part of the page."""
        found: set[int] = set()
        for number in numbers:
            found.update(range(number, self.ends[number]))
        return found

    def inside(self, tags: tuple[str, ...]) -> list[bool]:
        """By node: is, or stands in, an element with one of the tags."""
        held = self._inside.get(tags)
        if held is None:
            marks = {number: True for tag in tags for number in self.by_tag.get(tag, ())}
            held = self._inside[tags] = self.inherited(marks, False) if marks else [False] * self.size
        return held

    @cached_property
    def languages(self) -> list[tuple[int, str]]:
        """By node: the element that declares its language, and the value; (-1, "") where none does."""
        own: dict[int, tuple[int, str]] = {}
        for number in self.by_attr.get("lang", ()):
            if value := self.value(number, "lang").strip():
                own[number] = number, value
        return self.inherited(own, (-1, ""))

    @cached_property
    def is_block(self) -> list[bool]:
        """By row of computed styles: laid out as a block of some kind."""
        column, strings = self.column["display"], self.strings
        return [bool(_BLOCK.match(strings[row[column]])) for row in self.data["styles"]]

    @cached_property
    def blocks(self) -> list[int]:
        """By node: the nearest block above it, -1 where there is none."""
        found: list[int] = []
        is_block, rows = self.is_block, self.data["style"]
        kinds = self.data["kind"]
        for parent in self.data["parent"]:
            block = parent
            if parent >= 0 and not (kinds[parent] == 1 and is_block[rows[parent]]):
                block = found[parent]
            found.append(block)
        return found

    @cached_property
    def said(self) -> tuple[str, list[int]]:
        """All drawn text, a line break after each text node, and where each of `drawn` begins in it."""
        return _joined([node.own_text for node in self.drawn])

    @cached_property
    def said_low(self) -> tuple[str, list[int]]:
        """The same in lower case."""
        return _joined([node.own_text.lower() for node in self.drawn])

    def saying(self, pattern: re.Pattern[str], lower: bool = False) -> list[Node]:
        """Drawn text nodes in whose text (`lower`: in lower case) `pattern` is found (see `View.saying`)."""
        held = self._saying.get((pattern, lower))
        if held is None:
            text, starts = self.said_low if lower else self.said
            places: list[int] = []
            for found in pattern.finditer(text):
                first = bisect_right(starts, found.start()) - 1
                last = bisect_right(starts, max(found.end() - 1, found.start())) - 1
                for at in range(max(first, places[-1] + 1 if places else 0), last + 1):
                    # Over the edge of two nodes it is no find in either, but may hide one.
                    if first == last or pattern.search(text, starts[at], starts[at + 1] - 1):
                        places.append(at)
            held = self._saying[pattern, lower] = [self.drawn[at] for at in places]
        return held

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

    def children(self, number: int) -> list[int]:
        """Child numbers of a node, in order."""
        ends = self.ends
        found: list[int] = []
        at, end = number + 1, ends[number]
        while at < end:
            found.append(at)
            at = ends[at]
        return found

    def places(self, number: int) -> dict[int, int]:
        """By child of a node: its 1-based place among its siblings of one tag."""
        held = self._places.get(number)
        if held is None:
            held = self._places[number] = {}
            counts: dict[int, int] = {}
            tags = self.data["tag"]
            for child in self.children(number):
                held[child] = counts[tags[child]] = counts.get(tags[child], 0) + 1
        return held

    @cached_property
    def ids(self) -> dict[str, list[int]]:
        """Element numbers by id."""
        found: dict[str, list[int]] = {}
        for number in self.by_attr.get("id", ()):
            if value := self.value(number, "id"):
                found.setdefault(value, []).append(number)
        return found

    @cached_property
    def inactive(self) -> list[bool]:
        """By node: disabled itself or by something above."""
        own = {number: True for number, flags in enumerate(self.data["flags"]) if flags & 16}
        for number in self.by_attr.get("aria-disabled", ()):
            if self.value(number, "aria-disabled") == "true":
                own[number] = True
        own |= {number: True for number in self.by_attr.get("disabled", ()) if self.nodes[number].tag == "fieldset"}
        return self.inherited(own, False) if own else [False] * self.size

    @cached_property
    def any_inactive(self) -> bool:
        """Whether anything is disabled."""
        return True in self.inactive

    def styled(self, name: str, values: Collection[str]) -> list[int]:
        """Element numbers whose computed `name` is one of `values`."""
        column, strings = self.column[name], self.strings
        rows = {at for at, row in enumerate(self.data["styles"]) if strings[row[column]] in values}
        kinds = self.data["kind"]
        return [at for at, row in enumerate(self.data["style"]) if row in rows and kinds[at] == 1] if rows else []

    def node(self, number: int) -> Node:
        """The handle of a node."""
        return self.nodes[number]

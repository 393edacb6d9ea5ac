"""Questions about a capture: its views, and what can be asked of all their nodes.

A `View` wraps one stored view; its documents' tables and nodes stand in `nodes`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar, cast

import msgspec

from auditor.capture.schema import DocumentCapture, PageCapture, ViewCapture
from auditor.capture.schema.extent import Extent, left, reached
from auditor.capture.schema.probes import PROBES, Probe
from auditor.model.note import Note
from auditor.rulekit.page.document import DocumentTable
from auditor.rulekit.page.node import Document, Node, handles

_T = TypeVar("_T")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]*")


def per_view(ask: Callable[[View], _T]) -> Callable[[View], _T]:
    """Decorates a question to a view: it is answered once."""

    @functools.wraps(ask)
    def answer(view: View) -> _T:
        held: dict[Any, Any] = view.answers
        if ask not in held:
            before, view.omitted = view.omitted, []
            held[ask] = ask(view), view.omitted
            view.omitted = before
        given, omitted = held[ask]
        view.omitted += omitted  # whoever asks hangs on what was left out
        return cast("_T", given)

    return answer


class View:
    """One view of a page, ready for questions."""

    def __init__(self, page: PageView, capture: ViewCapture) -> None:
        self.page = page
        self.name, self.width, self.height, self.axe = capture.name, capture.width, capture.height, capture.axe
        self.extents = capture.extents
        self.documents: list[Document] = []
        self.answers: dict[Any, Any] = {}
        self.omitted: list[Extent] = []  # what the rule that is run now left out (see `first`)
        for number, document in enumerate(capture.documents):
            corner: tuple[int, int] | None = (0, 0)
            parent, holder = document.parent_document, document.holder
            if parent >= 0:
                corner = None
                if holder is not None and not self.documents[parent].lost:
                    x, y, _, _ = self.documents[parent].node(holder).box
                    corner = (x, y)
            self.documents.append(DocumentTable(number, document, corner, handles, self._like(number, document)))

    def _like(self, number: int, table: DocumentCapture) -> Document | None:
        """A document's like in an earlier view. A frame has one where the document has that it stands in: its selectors
        begin there."""
        above = table.parent_document
        for view in self.page.views.values():
            there = view.documents[number : number + 1]
            if there and (above < 0 or self.documents[above].like is view.documents[above]) and there[0].alike(table):
                return there[0]
        return None

    @property
    def top(self) -> Document:
        """The page's own document."""
        return self.documents[0]

    @property
    def root(self) -> Node:
        """The page's html element."""
        return self.top.node(0)

    @property
    def url(self) -> str:
        """The page's final address."""
        return self.page.final_url

    def other(self, name: str) -> View | None:
        """Another view of the page; None where it was not captured."""
        return self.page.views.get(name)

    def observed(self, probe: Probe[_T]) -> _T:
        """What a probe saw on this page. Raises KeyError where it was not run: a rule that asks names it in `needs`."""
        found = self.page.result(probe)
        if found is None:
            raise KeyError(probe.name)
        return found

    def perhaps_observed(self, probe: Probe[_T]) -> _T | None:
        """What a probe saw on this page, None where it was not run to its end. The rule names it in `uses`."""
        return self.page.result(probe)

    def first(self, items: Iterable[_T], limit: int) -> list[_T]:
        """The first of some items that a rule looks at. Where there are more it can't pass: nobody looked at them."""
        every = list(items)
        if len(every) > limit:
            self.leave_out(limit, len(every))
        return every[:limit]

    def leave_out(self, done: int, total: int | None) -> None:
        """Say that a rule looked at some of what it is about; `total` None: nobody knows of how much."""
        self.omitted.append(reached("items", done, total))

    def at(self, place: Sequence[int] | None) -> Node | None:
        """The element a probe named as (document, number), in the desktop view's numbering."""
        if not place or min(place) < 0 or place[0] >= len(self.documents):
            return None
        doc = self.documents[place[0]]
        return doc.node(place[1]) if place[1] < doc.size else None

    @property
    def body(self) -> Node | None:
        """The page's body element."""
        return next(self.find("body", top_only=True), None)

    def find(self, *tags: str, top_only: bool = False) -> Iterator[Node]:
        """Elements with one of the tags, document by document, in order within each."""
        for doc in self._read(top_only):
            numbers = [number for tag in tags for number in doc.by_tag.get(tag, ())]
            yield from doc.at(sorted(numbers) if len(tags) > 1 else numbers)

    def elements(self, where: Callable[[Node], bool] | None = None) -> Iterator[Node]:
        """All elements (that meet `where`)."""
        elements = chain.from_iterable(doc.elements for doc in self._read())
        return elements if where is None else filter(where, elements)

    def with_role(self, *roles: str) -> Iterator[Node]:
        """Elements whose computed role is one of these."""
        for doc in self._read():
            numbers = [number for role in roles for number in doc.by_role.get(role, ())]
            yield from doc.at(sorted(numbers) if len(roles) > 1 else numbers)

    def styled(self, name: str, *values: str) -> Iterator[Node]:
        """Elements whose computed `name` is one of `values`; quick, as styles are stored once."""
        for doc in self._read():
            yield from doc.at(doc.styled(name, values))

    def texts(self, top_only: bool = False) -> Iterator[Node]:
        """Drawn text nodes."""
        return chain.from_iterable(doc.drawn for doc in self._read(top_only))

    def _read(self, top_only: bool = False) -> Iterator[Document]:
        """The documents that could be read."""
        return (doc for doc in (self.documents[:1] if top_only else self.documents) if not doc.lost)

    @cached_property
    def text(self) -> str:
        """All drawn text of the page's own document, spaces folded."""
        return "" if self.top.lost else " ".join(self.top.said[0].split())

    def saying(self, pattern: re.Pattern[str], top_only: bool = False, lower: bool = False) -> Iterator[Node]:
        """Drawn text nodes in which `pattern` is found: one search over the whole text, quick.

        `pattern` has no `^` (but with `(?m)`), `$` or lookahead that reaches past a text's end; `lower`: it is held
        against the text in lower case, which is quicker than a pattern that ignores case.
        """
        return chain.from_iterable(doc.saying(pattern, lower) for doc in self._read(top_only))

    def having(self, *names: str, top_only: bool = False) -> Iterator[Node]:
        """Elements with one of the attributes, document by document, in order within each; quick."""
        for doc in self._read(top_only):
            numbers = [number for name in names for number in doc.by_attr.get(name, ())]
            yield from doc.at(sorted(set(numbers)) if len(names) > 1 else numbers)

    def by_id(self, node: Node, value: str) -> Node | None:
        """The element with an id in the same document."""
        numbers = node.doc.ids.get(value)
        return node.doc.node(numbers[0]) if numbers else None

    def selector(self, node: Node) -> list[str]:
        """The path to an element: one selector a document or shadow tree, outermost first."""
        target = node.parent if node.is_text and node.parent else node
        held = target.doc.paths.get(target.number)
        if held is None:
            held = target.doc.paths[target.number] = self._selector(target)
        return list(held)

    def _selector(self, target: Node) -> list[str]:
        path: list[str] = []
        steps: list[str] = []
        current: Node | None = target
        while current is not None:
            step, is_first = current.doc.steps.get(current.number) or _step(current)
            steps.append(step)
            current = self._leave(current, path, steps) if is_first else current.parent
        if steps:
            path.insert(0, " > ".join(reversed(steps)))
        return path

    def _leave(self, node: Node, path: list[str], steps: list[str]) -> Node | None:
        """Close one tree's selector and go on with the shadow host or the frame's element."""
        path.insert(0, " > ".join(reversed(steps)))
        steps.clear()
        host = node
        while host.in_shadow:
            above = host.parent
            if above is None:
                return None
            host = above
            if host.is_shadow_host:
                return host
        parent, holder = node.doc.table.parent_document, node.doc.table.holder
        return self.documents[parent].node(holder) if parent >= 0 and holder is not None else None


def _step(node: Node) -> tuple[str, bool]:
    """An element's part of a selector, and whether its tree's selector begins with it."""
    identity, parent = node.attr("id"), node.parent
    if identity and _IDENTIFIER.fullmatch(identity) and len(node.doc.ids.get(identity, ())) == 1:
        step = "#" + identity, True
    else:
        at_root = (
            parent is None or (node.in_shadow and not parent.in_shadow) or (node.in_shadow and parent.is_shadow_host)
        )
        named = node.tag in ("html", "body", "head") or parent is None
        step = node.tag if named else f"{node.tag}:nth-of-type({node.index_of_type()})", at_root
    node.doc.steps[node.number] = step
    return step


def twin(node: Node, view: View | None) -> Node | None:
    """The same node in another view of the page; None where it isn't there, or the page has no such view."""
    if view is None or node.doc.number >= len(view.documents):
        return None
    doc = view.documents[node.doc.number]
    number = doc.by_uid.get(node.doc.table.uid[node.number])
    return doc.node(number) if number is not None else None


def axe_violations(view: View, rule: str) -> set[tuple[int, int]]:
    """The elements that axe-core found one of its rules broken at, by their keys."""
    violations = view.axe.violations if view.axe is not None else ()
    return {(node.document, node.number) for result in violations if result.id == rule for node in result.nodes}


class PageView:
    """A captured page: its facts and views."""

    def __init__(self, capture: PageCapture) -> None:
        self.capture = capture
        self.url, self.final_url, self.title = capture.url, capture.final_url or capture.url, capture.title
        self.headers, self.hosts, self.links = capture.headers, capture.hosts, capture.links
        self.captured_at, self.traffic, self.deep = capture.captured_at, capture.traffic, capture.deep
        self._results: dict[str, Any] = {}  # by probe that was asked for: its result, or why there is none
        self.views: dict[str, View] = {}
        for name, view in capture.views.items():
            self.views[name] = View(self, view)

    def result(self, probe: Probe[_T]) -> _T | None:
        """What a probe saw; None where it was not run to its end or its result can't be read (see `why_untested`)."""
        held = self._result(probe.name)
        return held if isinstance(held, probe.result) else None

    def why_untested(self, probe: str) -> Note | None:
        """Why there is no result of a probe; None where there is one."""
        held = self._result(probe)
        return held if isinstance(held, Note) else None

    def extents(self, probe: str) -> list[Extent]:
        """Parts of what a probe does that it did not go through wholly."""
        seen = self.capture.observations.get(probe)
        return left(seen.extents) if seen is not None else []

    def _result(self, name: str) -> Any:
        if name not in self._results:
            self._results[name] = self._read(name)
        return self._results[name]

    def _read(self, name: str) -> Any:
        seen = self.capture.observations.get(name)
        if seen is None or name not in PROBES:
            return Note(code="rules.not-run")
        if isinstance(seen.data, msgspec.UnsetType):
            return seen.untested or Note(code="rules.not-run")
        try:
            return msgspec.json.decode(seen.data, type=PROBES[name].result)
        except msgspec.MsgspecError as error:
            return Note(code="rules.unreadable", facts={"what": str(error)})

    def forget(self) -> None:
        """Let go of everything that was worked out; the page can't be asked any more.

        Nodes and their documents hold each other: without this they would wait for the garbage collector.
        """
        for view in self.views.values():
            for document in view.documents:
                document.__dict__.clear()
            view.__dict__.clear()
        self.views.clear()
        self._results.clear()

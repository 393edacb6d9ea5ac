"""A page gone through once, so that each of its elements can be given a signature: texts in order, headings, landmarks,
places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from auditor.history import signature
from auditor.history.signature import BESIDE, LABEL, PLAIN, Signature, folded

_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption"})
_REPLACED = frozenset({"img", "input", "video", "audio", "iframe", "object", "embed", "svg", "canvas"})
_LANDMARKS = {
    "banner": "header",
    "navigation": "nav",
    "main": "main",
    "complementary": "aside",
    "contentinfo": "footer",
    "search": "search",
    "dialog": "dialog",
}
_LANDMARK_TAGS = frozenset({"header", "nav", "main", "aside", "footer", "form", "dialog", "search", "table"})


class Element(Protocol):
    """An element or text node of a page, as captures have them."""

    @property
    def key(self) -> Hashable:
        """What tells it from every other node of its page."""

    @property
    def tag(self) -> str:
        """In lower case."""

    @property
    def is_text(self) -> bool:
        """A text node."""

    @property
    def own_text(self) -> str:
        """A text node's text."""

    @property
    def attrs(self) -> Mapping[str, str]:
        """Attributes by name."""

    @property
    def role(self) -> str:
        """Explicit or implied."""

    @property
    def name(self) -> str:
        """Accessible name."""

    @property
    def parent(self) -> Element | None:
        """The element above."""

    @property
    def children(self) -> Sequence[Element]:
        """In order, text nodes included."""


@dataclass
class _Entry:
    element: Element
    start: int  # place in the list of texts
    end: int
    heading: int  # place of the last heading before it, -1
    landmarks: tuple[str, ...]
    path: tuple[str, ...]
    place: int


class Outline:
    """One view of a page. `contents`: how often each content stands on the page."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._texts: list[str] = []
        self._headings: list[tuple[int, int]] = []  # from and to in the texts
        self._entries: dict[Hashable, _Entry] = {}
        self._places: Counter[tuple[tuple[str, ...], str]] = Counter()
        self.contents: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
        for root in roots:
            self._walk(root)
        held = {key: self._content(entry) for key, entry in self._entries.items()}
        for key, entry in self._entries.items():
            above = entry.element.parent
            # What wraps one thing and nothing else is that thing.
            if (content := held[key]) is not None and (above is None or held.get(above.key) != content):
                self.contents[content] += 1

    def signature(self, element: Element, evidence: dict[str, Any]) -> Signature | None:
        """An element's signals; a text node's are those of the element it stands in."""
        if element.is_text and element.parent is not None:
            element = element.parent
        entry = self._entries.get(element.key)
        if entry is None:
            return None
        attrs = dict(element.attrs)
        content = self._content(entry)
        return Signature(
            tag=element.tag,
            role=element.role,
            text=(content[1] if content else "") or signature.root_text(element.tag, evidence),
            name=folded(element.name),
            refs=signature.references(attrs),
            marks=signature.stable_marks(attrs),
            path=entry.path,
            place=entry.place,
            landmarks=entry.landmarks,
            heading=self._said(*self._headings[entry.heading]) if entry.heading >= 0 else "",
            before=folded(" ".join(self._texts[max(0, entry.start - 4) : entry.start]), 10_000)[-BESIDE:],
            after=folded(" ".join(self._texts[entry.end : entry.end + 4]), BESIDE),
        )

    def _content(self, entry: _Entry) -> tuple[str, str, tuple[str, ...]] | None:
        element = entry.element
        if element.tag in ("html", "body"):
            return None
        text = "" if element.tag in _REPLACED else self._said(entry.start, entry.end)
        refs = signature.references(dict(element.attrs))
        return (signature.kind_of(element.tag), text, refs) if text or refs else None

    def _said(self, start: int, end: int) -> str:
        kept, length = [], 0
        for text in self._texts[start:end]:
            kept.append(text)
            length += len(text) + 1
            if length > LABEL:
                break
        return folded(" ".join(kept))

    def _walk(self, root: Element) -> None:
        # (element, landmarks, path) to open, or an entry to close: pages are deeper than Python's stack
        left: list[tuple[Element, tuple[str, ...], tuple[str, ...]] | _Entry] = [(root, (), ())]
        while left:
            item = left.pop()
            if isinstance(item, _Entry):
                item.end = len(self._texts)
                if item.element.tag in _HEADINGS or item.element.role == "heading":
                    self._headings.append((item.start, item.end))
                continue
            element, landmarks, path = item
            if element.is_text:
                if text := element.own_text.strip():
                    self._texts.append(text)
                continue
            self._places[landmarks, element.tag] += 1
            place = self._places[landmarks, element.tag]
            entry = _Entry(element, len(self._texts), 0, len(self._headings) - 1, landmarks, path, place)
            self._entries[element.key] = entry
            if element.tag in _UNSEEN:
                continue
            if element.tag in _REPLACED:
                self._texts.append("".join(signature.references(dict(element.attrs))[:1]) or element.tag)
            inside = (*landmarks, landmark) if (landmark := _landmark(element)) else landmarks
            below = path if element.tag in PLAIN or landmark else (*path, element.tag)
            left.append(entry)
            left += [(child, inside, below) for child in reversed(element.children)]


def _landmark(element: Element) -> str:
    kind = _LANDMARKS.get(element.role) or (element.tag if element.tag in _LANDMARK_TAGS else "")
    label = folded(element.attrs.get("aria-label", ""), BESIDE)
    if not kind and label and (element.role == "region" or element.tag == "section"):
        kind = "region"
    return f"{kind}:{label}" if kind and label else kind

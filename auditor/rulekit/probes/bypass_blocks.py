"""Content that a page repeats from pages it links to, and whether anything helps to get past it (WCAG 2.4.1).

By ACT's definitions a node is repeated when a page at the distance of one link has the same; what helps is a heading of
content that is not repeated, a landmark that begins with such, a control that leads there, or one that folds the block.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from auditor.rulekit.page.accessibility import is_exposed
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.regions import region_of
from auditor.rulekit.page.repeated_regions import targets_of
from auditor.rulekit.page.view import View, per_view
from auditor.rulekit.probes.linked_pages import linked_pages
from auditor.rulekit.text.surroundings import HEADINGS, is_heading
from auditor.rulekit.text.words import word_weight

# "Small repeated sections such as individual words, phrases or single links" are no blocks (understanding 2.4.1). Ours:
LINKS = 5  # so many links one after the other are a block: a trail of three is none
SENTENCE = 16  # Chinese characters of a sentence beside the content that is one; a word of another script counts twice
PASSAGE = 40  # of a text without a closing mark
CONTENT = 8  # of the content after it, all in all, figures left out: a clock or a count is none
MOST_TEXTS = 3_000  # of a page, that the probe reads
GAP = 80  # texts that the other page may have between two (submenus that aren't shown here)
LANDMARKS = ("main", "navigation", "region", "search", "banner", "complementary", "form", "contentinfo")
_CLOSED = re.compile(r"[.。!！?？;；…][\"'”’)）]?$")
_FIGURES = re.compile(r"\d+")
# Controls that may lead past or fold, whatever script they run.
_HELPS = re.compile(
    r"跳(到|转|至|过)|直达|收起|展开|折叠|隐藏|显示|关闭|菜单|导航|目录|skip|jump"
    r"|go to|hide|show|collapse|expand|fold|toggle"
    r"|close|menu|navigation|content",
    re.I,
)


@dataclass(frozen=True)
class DrawnText:
    """A drawn text: where, its words, the link it is in (-1: none), and whether it stands in a part beside the
    content."""

    number: int
    text: str
    link: int
    beside: bool


@dataclass(frozen=True)
class Obstacle:
    """A repeated block that nothing helps to pass: its first and last words and links, what follows it, and which
    texts it is."""

    first: str
    last: str
    links: int
    content: str
    start: int
    end: int


def plain(text: str) -> str:
    """A text as texts are compared."""
    return " ".join(text.split())[:200]


def _is_block(run: Sequence[DrawnText]) -> bool:
    if len({said.link for said in run if said.link >= 0}) >= LINKS:
        return True
    # A sentence in the content itself may be on two pages because both are about it: a list's summary of an article.
    return any(
        said.beside
        and ((weight := word_weight(said.text)) >= PASSAGE or (weight >= SENTENCE and _CLOSED.search(said.text)))
        for said in run
    )


def _runs(texts: list[DrawnText], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of texts that the other page has in the same order: (start, end)."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(other):
        places.setdefault(text, []).append(at)
    start, last = 0, -1
    for at, said in enumerate(texts):
        here = places.get(said.text, [])
        following = next((place for place in here if last < place <= last + GAP), None) if last >= 0 else None
        if following is None and last >= 0:
            yield start, at
            last = -1
        if last < 0 and here:
            start, following = at, here[0]
        if following is not None:
            last = following
    if last >= 0:
        yield start, len(texts)


@per_view
def drawn_texts(view: View) -> list[DrawnText]:
    """The texts of the page's own document in order."""
    return [
        DrawnText(
            node.number,
            text,
            link.number if (link := node.closest("a")) is not None else -1,
            region_of(node) in ("header", "nav", "aside", "footer"),
        )
        for node in view.texts(top_only=True)
        if (text := plain(node.own_text))
    ]


def repeated_blocks(texts: list[DrawnText], other: Sequence[str]) -> list[tuple[int, int]]:
    """Blocks of the texts that another page repeats, as (start, end)."""
    return [run for run in _runs(texts, other) if _is_block(texts[run[0] : run[1]])]


def first_obstacle(
    texts: list[DrawnText], blocks: Sequence[tuple[int, int]], repeated: Container[str]
) -> Obstacle | None:
    """The first block that content of the page's own follows, whether or not anything helps to pass it.

    With more of the page's own before the block than after it, the block is no way to the content but something beside
    it."""
    for start, end in blocks:
        content = [said for said in texts[end:] if said.text not in repeated]
        if content:
            after = _own(content)
            if after < max(CONTENT, _own(said for said in texts[:start] if said.text not in repeated)):
                return None
            links = len({said.link for said in texts[start:end] if said.link >= 0})
            return Obstacle(texts[start].text[:40], texts[end - 1].text[:40], links, content[0].text[:40], start, end)
    return None


def _own(texts: Iterable[DrawnText]) -> int:
    return sum(word_weight(_FIGURES.sub("", said.text)) for said in texts)


class Comparison:
    """A page held against the texts of one that it links to."""

    def __init__(self, view: View, other: Sequence[str]) -> None:
        self.view, self.texts = view, drawn_texts(view)
        self.other = {*other}
        self.blocks = repeated_blocks(self.texts, other)

    def obstacle(self) -> Obstacle | None:
        """The first repeated block before other content; None where there is none or something may help."""
        first = first_obstacle(self.texts, self.blocks, self.other)
        return None if first is None or self._helped(self.texts[first.start : first.end]) else first

    def _helped(self, run: Sequence[DrawnText]) -> bool:
        view = self.view
        return (
            any(self._opens(node) for node in _headings(view))
            or any(self._begins(node) for node in view.with_role(*LANDMARKS) if node.doc is view.top)
            or any(self._passes(node, run) for node in _controls(view))
            or _frames(view)
        )

    def _leads(self, number: int) -> bool:
        """Whether content follows from here on before another repeated block does."""
        start = next((at for at, said in enumerate(self.texts) if said.number >= number), len(self.texts))
        end = next((at for at in range(start, len(self.texts)) if self.texts[at].text not in self.other), None)
        return end is not None and not _is_block(self.texts[start:end])

    def _inside(self, node: Node) -> list[DrawnText]:
        end = node.doc.ends[node.number]
        return [said for said in self.texts if node.number < said.number < end]

    def _opens(self, heading: Node) -> bool:
        """Whether a heading is of content that isn't repeated; one that shows nothing but an image may be."""
        if not is_exposed(heading):
            return False
        inside = self._inside(heading)
        if not inside:
            return bool(heading.name.strip())
        return any(said.text not in self.other for said in inside) or self._leads(heading.doc.ends[heading.number])

    def _begins(self, landmark: Node) -> bool:
        inside = self._inside(landmark) if is_exposed(landmark) else []
        return any(said.text not in self.other for said in inside) and self._leads(inside[0].number)

    def _passes(self, control: Node, run: Sequence[DrawnText]) -> bool:
        """Whether it leads to the content, folds the block, or may do so."""
        if _may_fold(control):
            return True
        link = control.attr("href").strip().startswith("#")
        return any(
            self._leads(aim.number) or (not link and any(_holds(aim, said) for said in run))
            for aim in _aims(control, self.view)
        )


def _holds(node: Node, said: DrawnText) -> bool:
    return node.number < said.number < node.doc.ends[node.number]


def _controls(view: View) -> Iterator[Node]:
    by_number = {
        node.number: node
        for node in (
            *view.with_role("link", "button", "checkbox", "switch"),
            *view.find("a", "button", "summary", top_only=True),
            *view.having("aria-expanded", "aria-controls", "onclick", top_only=True),
        )
        if node.doc is view.top and not node.hidden
    }
    return iter(by_number.values())


def _may_fold(control: Node) -> bool:
    """A control that by its kind or name may fold something or lead past it, whatever its script does."""
    href = control.attr("href").strip()
    leads = control.tag == "a" and bool(href) and not re.match(r"#?$|javascript:", href, re.I)
    said = "" if leads else f"{control.name} {control.text(60)}"
    return control.tag == "summary" or "aria-expanded" in control.attrs or _HELPS.search(said) is not None


def _aims(control: Node, view: View) -> list[Node]:
    """Elements of the page that it names."""
    href = control.attr("href").strip()
    targets = list(targets_of(control, view))
    if not targets and len(href) > 1 and href.startswith("#"):
        targets = [node for node in (view.by_id(control, unquote(href[1:])),) if node is not None]
    return targets


def may_be_passed(view: View) -> bool:
    """Whether the page has anything at all that may help to pass a block: a heading, a landmark, a control that names a
    place of the page or may fold something."""
    marks = (*_headings(view), *view.with_role(*LANDMARKS))
    if any(is_exposed(node) and (node.name or node.text(3)) for node in marks if node.doc is view.top):
        return True
    return any(_may_fold(node) or _aims(node, view) for node in _controls(view)) or _frames(view)


def _headings(view: View) -> Iterator[Node]:
    by_number = {node.number: node for node in (*view.with_role("heading"), *view.find(*HEADINGS, top_only=True))}
    return (node for node in by_number.values() if node.doc is view.top and is_heading(node))


def _frames(view: View) -> bool:
    return next(view.find("frameset", "frame"), None) is not None


@per_view
def linked_obstacle(view: View) -> tuple[bool, Obstacle | None, str]:
    """Of the linked pages that the probe `linked_page` read: whether one has a block of this page; the obstacle, and
    where."""
    repeats = False
    for page in linked_pages(view):
        texts = page.texts
        # Of a page with more texts than are read it is not known what all of it says.
        if texts and len(texts) >= MOST_TEXTS:
            view.leave_out(len(texts), None)
            continue
        if not texts or urlsplit(page.url).path == urlsplit(view.url).path:
            continue
        made = Comparison(view, [plain(text) for text, _ in texts])
        repeats = repeats or bool(made.blocks)
        if (obstacle := made.obstacle()) is not None:
            return True, obstacle, page.url
    return repeats, None, ""

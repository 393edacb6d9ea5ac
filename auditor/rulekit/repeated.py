"""Content that a page repeats from pages it links to, and whether anything helps to get past it (WCAG 2.4.1).

By ACT's definitions a node is repeated when a page at the distance of one link has the same; what helps is a heading of
content that is not repeated, a landmark that begins with such, a control that leads there, or one that folds the block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from auditor.rulekit.blocks import targets_of
from auditor.rulekit.capture import View
from auditor.rulekit.context import is_heading
from auditor.rulekit.nodes import Node
from auditor.rulekit.semantics import exposed, split_words

# "Small repeated sections such as individual words, phrases or single links" are no blocks (understanding 2.4.1). Ours:
LINKS = 3  # so many links one after the other are a block
SENTENCE = 16  # Chinese characters of a sentence that is one; a word of another script counts twice
PASSAGE = 40  # of a text without a closing mark
CONTENT = 16  # of the content after it, all in all
GAP = 80  # texts that the other page may have between two (submenus that aren't shown here)
LANDMARKS = ("main", "navigation", "region", "search", "banner", "complementary", "form", "contentinfo")
_CLOSED = re.compile(r"[.。!！?？;；…][\"'”’)）]?$")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# Controls that may lead past or fold, whatever script they run.
_HELPS = re.compile(
    r"跳(到|转|至|过)|直达|收起|展开|折叠|隐藏|显示|关闭|菜单|导航|目录|skip|jump|go to|hide|show|collapse|expand|fold|toggle"
    r"|close|menu|navigation|content",
    re.I,
)


@dataclass(frozen=True)
class Said:
    """A drawn text: where, its words, the link it is in (-1: none), and whether the other page has it."""

    number: int
    text: str
    link: int
    repeated: bool


@dataclass(frozen=True)
class Obstacle:
    """A repeated block that nothing helps to pass: its first and last words and links, and what follows it."""

    first: str
    last: str
    links: int
    content: str


def plain(text: str) -> str:
    """A text as texts are compared."""
    return " ".join(text.split())[:200]


def _weight(text: str) -> int:
    return sum(1 if _HAN.match(word) else 2 for word in split_words(text))


def _is_block(run: Sequence[Said]) -> bool:
    if len({said.link for said in run if said.link >= 0}) >= LINKS:
        return True
    return any(
        (weight := _weight(said.text)) >= PASSAGE or (weight >= SENTENCE and _CLOSED.search(said.text)) for said in run
    )


def _runs(texts: list[Said], other: list[str]) -> Iterator[tuple[int, int]]:
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


class Comparison:
    """A page held against one that it links to."""

    def __init__(self, view: View, other: Sequence[tuple[str, bool]]) -> None:
        self.view = view
        said = {plain(text) for text, _ in other}
        self.texts = [
            Said(node.number, text, link.number if (link := node.closest("a")) is not None else -1, text in said)
            for node in view.texts(top_only=True)
            if (text := plain(node.own_text))
        ]
        runs = _runs(self.texts, [plain(text) for text, _ in other])
        self.blocks = [run for run in runs if _is_block(self.texts[run[0] : run[1]])]

    def obstacle(self) -> Obstacle | None:
        """The first repeated block before other content; None where there is none or something may help."""
        block = next((run for run in self.blocks if any(not said.repeated for said in self.texts[run[1] :])), None)
        if block is None:
            return None
        run = self.texts[block[0] : block[1]]
        content = [said for said in self.texts[block[1] :] if not said.repeated]
        if sum(_weight(said.text) for said in content) < CONTENT or self._helped(run):
            return None
        links = len({said.link for said in run if said.link >= 0})
        return Obstacle(run[0].text[:40], run[-1].text[:40], links, content[0].text[:40])

    def _helped(self, run: Sequence[Said]) -> bool:
        view = self.view
        return (
            any(self._opens(node) for node in view.elements(is_heading) if node.doc is view.top)
            or any(self._begins(node) for node in view.with_role(*LANDMARKS) if node.doc is view.top)
            or any(self._passes(node, run) for node in self._controls())
            or next(view.find("frameset", "frame"), None) is not None
        )

    def _leads(self, number: int) -> bool:
        """Whether content follows from here on before another repeated block does."""
        start = next((at for at, said in enumerate(self.texts) if said.number >= number), len(self.texts))
        end = next((at for at in range(start, len(self.texts)) if not self.texts[at].repeated), None)
        return end is not None and not _is_block(self.texts[start:end])

    def _inside(self, node: Node) -> list[Said]:
        end = node.doc.ends[node.number]
        return [said for said in self.texts if node.number < said.number < end]

    def _opens(self, heading: Node) -> bool:
        """Whether a heading is of content that isn't repeated; one that shows nothing but a picture may be."""
        if not exposed(heading):
            return False
        inside = self._inside(heading)
        if not inside:
            return bool(heading.name.strip())
        return any(not said.repeated for said in inside) or self._leads(heading.doc.ends[heading.number])

    def _begins(self, landmark: Node) -> bool:
        inside = self._inside(landmark) if exposed(landmark) else []
        return any(not said.repeated for said in inside) and self._leads(inside[0].number)

    def _controls(self) -> Iterator[Node]:
        found = {
            node.number: node
            for node in (
                *self.view.with_role("link", "button", "checkbox", "switch"),
                *self.view.find("a", "button", "summary", top_only=True),
                *self.view.having("aria-expanded", "aria-controls", "onclick", top_only=True),
            )
            if node.doc is self.view.top and not node.hidden
        }
        return iter(found.values())

    def _passes(self, control: Node, run: Sequence[Said]) -> bool:
        """Whether it leads to the content, folds the block, or may do so."""
        href = control.attr("href").strip()
        away = control.tag == "a" and bool(href) and not re.match(r"#|javascript:", href, re.I)
        if not away and not re.match(r"#.", href) and _HELPS.search(f"{control.name} {control.text(60)}"):
            return True
        if control.tag == "summary" or "aria-expanded" in control.attrs:
            return True
        aims = list(targets_of(control, self.view))
        if href.startswith("#") and not aims and (found := self.view.by_id(control, unquote(href[1:]))) is not None:
            aims = [found]
        for aim in aims:
            holds = any(aim.number < said.number < aim.doc.ends[aim.number] for said in run)
            if self._leads(aim.number) or (holds and not href.startswith("#")):
                return True
        return False

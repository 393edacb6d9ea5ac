"""Audio and video on a page, from what the probe `media` saw, and what on the page might stand in for them.

Thresholds named here are the tool's own (工具判定口径).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.capture.schema.probes import MEDIA
from auditor.capture.schema.probes.changes import MediaFacts
from auditor.lexicon import pattern
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view

# Ours: a text with fewer Chinese characters or words than this for each second of sound or image can't tell it all.
# Slow speech has about two.
WORDS_A_SECOND = 0.5
SPEECH_LIKE = 0.45  # ours: share of quiet moments from which a sound is taken for speech; music lies below
LONG_ENOUGH = 5.0  # ours: seconds; shorter ones are effects as often as content
_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_ASIDE = ("nav", "header", "footer", "script", "style")
_TRANSCRIPT = pattern("media.transcript")


@dataclass(frozen=True)
class Medium:
    """One audio or video element with what was measured of it."""

    node: Node
    facts: MediaFacts

    @property
    def seconds(self) -> float:
        """The part of it that is played; 0 where unknown."""
        return max(0.0, float(self.facts.end or 0) - float(self.facts.start or 0))

    @property
    def audible(self) -> bool | None:
        """Whether there is anything to hear; None where the file couldn't be read."""
        return self.facts.loud > 0 if self.facts.sound and self.facts.loud is not None else self.facts.sound

    @property
    def visible(self) -> bool:
        """Drawn, and not moved out of the page."""
        x, y, w, h = self.node.box
        return self.node.rendered and self.facts.visible and x + w > 0 and y + h > 0

    @property
    def speech(self) -> bool:
        """Long enough and with the pauses that speech has."""
        heard, share = self.facts.heard, self.facts.speech
        return heard is not None and heard >= LONG_ENOUGH and share is not None and share >= SPEECH_LIKE

    @property
    def has_usable_controls(self) -> bool:
        """The browser's own controls, where everybody can perceive them."""
        return self.facts.controls and self.visible and not self.node.hidden_from_at

    def pressed_controls(self, view: View) -> list[tuple[Node, bool]]:
        """Controls that were pressed for it, and whether that had an effect; only those that everybody can perceive."""
        pairs = ((view.at(item.at), item.works) for item in self.facts.tried)
        return [
            (node, works)
            for node, works in pairs
            if node is not None and node.rendered and not node.hidden_from_at and (node.name or node.text(40))
        ]


def media(view: View, *tags: str) -> Iterator[Medium]:
    """The media elements of a tag that could be opened, in order; the rule names `media` in `needs`."""
    for facts in view.observed(MEDIA).media:
        node = view.at(facts.at)
        if node is not None and node.tag in tags and facts.failure is None:
            yield Medium(node, facts)


@dataclass(frozen=True)
class AlternativeCandidates:
    """What on a page might tell in words what a medium tells: the number of words, and links or buttons."""

    words: int
    named: list[str]  # links that say they lead to a transcript
    leads: int  # all links and buttons in the page's content

    def possible(self, seconds: float) -> bool:
        """Whether a transcript may be there; where this is False there is none."""
        return self.leads > 0 or self.words >= WORDS_A_SECOND * seconds


@per_view
def alternative_candidates(view: View) -> AlternativeCandidates:
    """Look through the page's content; menus, header and footer are no place for a transcript."""
    words, leads, named = 0, 0, []
    for text in view.texts():
        if text.closest(*_ASIDE) is None:
            words += len(_WORD.findall(text.own_text))
    for node in view.with_role("link", "button"):
        if node.rendered and node.closest(*_ASIDE) is None:
            leads += 1
            if _TRANSCRIPT.search(node.name or node.text(80)):
                named.append((node.name or node.text(80))[:30])
    leads += sum(1 for node in view.find("summary", "iframe") if node.rendered)
    return AlternativeCandidates(words, named[:3], leads)

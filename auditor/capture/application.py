"""Whether a page is an application that never got its data: what its scripts asked for did not come, and what it shows
is no more than its frame, or that it waits or failed.

A page whose content the server sent is none, however little it says and whatever else its scripts ask for."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.capture.resource_watch import Asked, ResourceWatch, same_site
from auditor.capture.schema.page import PageFacts
from auditor.lexicon import pattern
from auditor.messages import Note, note

LITTLE = 20  # letters; a page that has no more and lacks its data shows nothing but its frame
SUBSTANTIAL = 200  # letters, from which on a page says something whether or not its data came; both are ours
_LETTER = re.compile(r"[^\W\d_]")
_SPACE = re.compile(r"\s+")


def own_letters(facts: PageFacts) -> int:
    """Letters that a page shows beside navigation, links, and words of waiting and failing."""
    return _letters(_said(facts.own_text))


def is_waiting(facts: PageFacts) -> bool:
    """Whether the page says that it is loading."""
    return facts.busy or pattern("gate.waiting").search(facts.own_text) is not None


def waits_for_data(facts: PageFacts) -> bool:
    """Whether a page shows next to nothing of its own, so that what its scripts fetch may be the page."""
    return facts.scripts > 0 and own_letters(facts) < SUBSTANTIAL


@dataclass(frozen=True)
class Shown:
    """What a page shows of its own. `served`: letters of it that stood in the document before any script ran."""

    letters: int
    served: int
    parts: int
    waits: bool
    fails: bool  # it says that something failed
    hole: bool  # there is a place with nothing in it

    @classmethod
    def of(cls, facts: PageFacts, source: str | None) -> Shown:
        """`source`: the text of the document as it was sent, without tags; None: not known."""
        letters = served = own_letters(facts)
        if source is not None:
            sent = _SPACE.sub("", html.unescape(source))
            lines = [_said(line) for line in facts.own_text.split("\n")]
            served = sum(_letters(line) for line in lines if _SPACE.sub("", line) in sent)
        fails = pattern("gate.failing").search(facts.own_text) is not None
        own_parts = facts.own_links + facts.own_parts
        return cls(letters, served, own_parts, is_waiting(facts), fails, facts.empty)

    @property
    def drawn(self) -> bool:
        """Whether scripts wrote most of what is there."""
        return self.letters > 2 * self.served

    @property
    def by_scripts(self) -> bool:
        """Whether what is there, or is to be, is the scripts' work."""
        nothing = not self.letters and not self.parts
        return self.waits or self.fails or self.hole or nothing or self.drawn

    @property
    def bare(self) -> bool:
        """Whether nothing of substance is there."""
        return self.letters < LITTLE and not self.parts and (self.by_scripts or not self.served)


def lacks(facts: PageFacts, shown: Shown, watch: ResourceWatch, loaded: bool) -> Note | None:
    """What a page that hangs on its scripts did not get; None where it has all, or is a page without."""
    if not facts.scripts:
        return None
    lost = [asked for asked in watch.lost_data() if not (asked.method == "POST" and _counts(asked))]
    if shown.letters >= SUBSTANTIAL:  # it says something: is that its frame?
        own = [asked for asked in lost if same_site(asked.url, facts.url)]
        never = not any(same_site(url, facts.url) for url in watch.data_that_came())
        if own and ((shown.drawn and never) or shown.waits or shown.fails):
            return note("capture.no-data", address=own[0].address)
        return None
    for asked in lost:
        sure = asked.method == "GET" and same_site(asked.url, facts.url) and not _counts(asked)
        if sure or shown.by_scripts:
            return note("capture.no-data", address=asked.address)
    if not shown.by_scripts:
        return None
    # A page with more than that stands without the script of a counter, say.
    if shown.bare and (scripts := watch.lost_scripts(loaded) or watch.missing_scripts()):
        return note("capture.no-script", address=scripts[0])
    if watch.error:
        return note("capture.script-threw", what=watch.error)
    if shown.waits:
        return note("capture.still-waiting")
    if shown.fails and (shown.bare or shown.drawn):
        return note("capture.says-failed")
    if shown.hole and not shown.letters and not shown.parts:
        return note("capture.nothing-own")
    return None


def never_came(shown: Shown, lacking: Note | None) -> bool:
    """Whether there is nothing to judge. An empty place alone is no reason, where nothing is known to be lost."""
    return lacking is not None and lacking.code != "capture.nothing-own" and shown.bare


def _counts(asked: Asked) -> bool:
    """Whether a request is one that counts visits or reports, by its address."""
    return pattern("gate.counting").search(urlsplit(asked.url).path) is not None


def _said(text: str) -> str:
    return pattern("gate.waiting").sub("", pattern("gate.failing").sub("", text))


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))

"""The occurrences of one page in two runs, put together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.history.assignment import assign
from auditor.history.signature import Signature
from auditor.history.similarity import SAME, UNSURE, same_shelf, score
from auditor.model import Finding

Content = tuple[str, str, tuple[str, ...]]
Contents = Mapping[Content, int]
_NUMBERS = re.compile(r"[\d.]+")
_SAME_WORDS = 0.02  # two findings of a rule on one element are told apart by what they say


@dataclass(frozen=True)
class Occurrence:
    """A finding with what it is known by."""

    finding: Finding
    signature: Signature
    told: str = ""  # its kind, where the words of the finding are not at hand

    @property
    def kind(self) -> str:
        """What it says, numbers left out."""
        return self.told or _NUMBERS.sub("#", self.finding.messages.get("en") or self.finding.message)


class Pair(NamedTuple):
    """One occurrence in two runs."""

    old: Occurrence
    new: Occurrence


@dataclass
class Matched:
    """`pairs` are one occurrence for certain, of `unsure` it can't be told; `gone` and `added` have no like."""

    pairs: list[Pair] = field(default_factory=list)
    unsure: list[Pair] = field(default_factory=list)
    gone: list[Occurrence] = field(default_factory=list)
    added: list[Occurrence] = field(default_factory=list)


def match(
    old: Sequence[Occurrence], new: Sequence[Occurrence], before: Contents | None, after: Contents | None
) -> Matched:
    """`before`, `after`: all that stands on the page in each run, where its capture could be read: what is still there
    and not found fault with is mended, what was there and not found fault with before is new."""
    found = Matched()
    olds, news = _by_rule(old), _by_rule(new)
    for rule in dict.fromkeys([*olds, *news]):
        _match_rule(olds.get(rule, []), news.get(rule, []), before, after, found)
    return found


def _by_rule(occurrences: Iterable[Occurrence]) -> dict[str, list[Occurrence]]:
    held: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        held[occurrence.finding.rule].append(occurrence)
    return held


def _match_rule(
    old: list[Occurrence], new: list[Occurrence], before: Contents | None, after: Contents | None, found: Matched
) -> None:
    stay = _Staying(_contents(old), _contents(new), before, after)
    old, new = _take_equal(old, new, found)
    old, new = _take_distinct(old, new, stay, found)
    scores = [[_score(one, other, stay) for other in new] for one in old]
    olds, news = set(range(len(old))), set(range(len(new)))
    for row, column in assign(scores):
        pair = Pair(old[row], new[column])
        (found.pairs if scores[row][column] >= SAME else found.unsure).append(pair)
        olds.discard(row)
        news.discard(column)
    found.gone += [old[row] for row in sorted(olds)]
    found.added += [new[column] for column in sorted(news)]


def _take_equal(
    old: list[Occurrence], new: list[Occurrence], found: Matched
) -> tuple[list[Occurrence], list[Occurrence]]:
    """Those that are the same in all, so that few are left to compare with one another."""
    waiting: dict[tuple[Signature, str], list[Occurrence]] = defaultdict(list)
    for occurrence in reversed(new):
        waiting[occurrence.signature, occurrence.kind].append(occurrence)
    left = []
    taken = set()
    for occurrence in old:
        like = waiting[occurrence.signature, occurrence.kind]
        if like:
            found.pairs.append(Pair(occurrence, other := like.pop()))
            taken.add(id(other))
        else:
            left.append(occurrence)
    return left, [occurrence for occurrence in new if id(occurrence) not in taken]


def _take_distinct(
    old: list[Occurrence], new: list[Occurrence], stay: _Staying, found: Matched
) -> tuple[list[Occurrence], list[Occurrence]]:
    """Those whose content stands once on each page: the same thing, wherever it went."""
    waiting = {one.signature.content: one for one in new if stay.distinct(one.signature.content)}
    left, taken = [], set()
    for occurrence in old:
        content = occurrence.signature.content
        other = waiting.pop(content, None) if stay.distinct(content) else None
        if other is None:
            left.append(occurrence)
        else:
            found.pairs.append(Pair(occurrence, other))
            taken.add(id(other))
    return left, [occurrence for occurrence in new if id(occurrence) not in taken]


def _contents(occurrences: list[Occurrence]) -> Counter[Content]:
    return Counter(held for occurrence in occurrences if (held := occurrence.signature.content) is not None)


@dataclass(frozen=True)
class _Staying:
    """What was found fault with in each run, and what stands on the page in each."""

    found_before: Counter[Content]
    found_after: Counter[Content]
    before: Contents | None
    after: Contents | None

    def mended(self, content: Content) -> bool:
        """It is still there, and not found fault with."""
        return self.after is not None and self.after.get(content, 0) > self.found_after[content]

    def was_right(self, content: Content) -> bool:
        """It was there already, and not found fault with."""
        return self.before is not None and self.before.get(content, 0) > self.found_before[content]

    def exchanged(self, old: Content, new: Content) -> bool:
        """One has left the page, the other has come to it."""
        known = self.before is not None and self.after is not None
        return known and not (self.after or {}).get(old, 0) and not (self.before or {}).get(new, 0)

    def distinct(self, content: Content | None) -> bool:
        """It stands once on each page, as far as is known."""
        if content is None:
            return False
        counts = (
            self.found_before[content],
            self.found_after[content],
            (self.before or {}).get(content, 0),
            (self.after or {}).get(content, 0),
        )
        return max(counts) <= 1


def _score(old: Occurrence, new: Occurrence, stay: _Staying) -> float:
    first, second = old.signature.content, new.signature.content
    exchanged = False
    if first is not None and second is not None and first != second:
        if stay.mended(first) or stay.was_right(second):
            return 0.0  # two different things
        exchanged = stay.exchanged(first, second)
    found = score(old.signature, new.signature, stay.distinct(first) and stay.distinct(second))
    if exchanged and same_shelf(old.signature, new.signature):
        found = max(found, SAME)  # of a list or box whose content is changed from day to day
    if found < UNSURE:
        return 0.0
    return found + (_SAME_WORDS if old.kind == new.kind else 0.0)

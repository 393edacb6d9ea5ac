"""How much two signatures are alike: 0 to 1. What one of them doesn't know counts neither for nor against."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from auditor.history.signature import Signature, kind_of

SAME = 0.55  # from here on two occurrences are one
UNSURE = 0.42  # from here on it can't be told whether they are
_DIGITS = re.compile(r"\d+")


def score(old: Signature, new: Signature, distinct: bool) -> float:
    """`distinct`: what they say stands once on each page, so that it tells wherever it stands."""
    if kind_of(old.tag) != kind_of(new.tag) and (not old.role or old.role != new.role):
        return 0.0
    said, stands = _content(old, new), _context(old, new)
    if said is None:
        return stands
    found = 0.5 * said + 0.5 * stands
    if said >= 0.95 and distinct:  # the same thing, maybe moved
        found = max(found, 0.8 + 0.2 * stands)
    if stands >= 0.7:  # the same slot, maybe with something else in it
        found = max(found, SAME + stands - 0.7)
    return found


def same_shelf(old: Signature, new: Signature) -> bool:
    """They stand in the same part of the page, below the same heading, nested alike."""
    known = old.landmarks is not None and new.landmarks is not None
    where = (kind_of(old.tag), old.path, old.landmarks, old.heading) == (
        kind_of(new.tag),
        new.path,
        new.landmarks,
        new.heading,
    )
    return known and where and bool(old.landmarks or old.heading)


def _content(old: Signature, new: Signature) -> float | None:
    """What they say, point to and are called; None where neither says anything."""
    parts: list[tuple[float, float]] = []
    if old.text or new.text:
        parts.append((0.5, alike(old.text, new.text)))
    elif old.name and new.name:
        parts.append((0.3, alike(old.name, new.name)))
    if old.refs or new.refs:
        parts.append((0.4, _shared(old.refs, new.refs)))
    if both := set(old.marks) & set(new.marks):
        parts.append((0.05 * len(both), 1.0))
    return _mean(parts)


def _context(old: Signature, new: Signature) -> float:
    """Where they stand."""
    parts: list[tuple[float, float]] = [(0.15, _shared(old.path, new.path) if old.path or new.path else 1.0)]
    if old.place and new.place:
        parts.append((0.15, max(0.0, 1.0 - abs(old.place - new.place) / 2)))
    if old.landmarks is not None and new.landmarks is not None and (old.landmarks or new.landmarks):
        parts.append((0.25, _shared(old.landmarks, new.landmarks)))
    if old.heading is not None and new.heading is not None and (old.heading or new.heading):
        parts.append((0.2, alike(old.heading, new.heading)))
    for before, after in ((old.before, new.before), (old.after, new.after)):
        if before is not None and after is not None and (before or after):
            parts.append((0.125, alike(before, after)))
    return _mean(parts) or 0.0


def _mean(parts: list[tuple[float, float]]) -> float | None:
    weight = sum(weight for weight, _ in parts)
    return sum(weight * value for weight, value in parts) / weight if weight else None


def _shared(old: tuple[str, ...], new: tuple[str, ...]) -> float:
    """Dice's coefficient over items."""
    if old == new:
        return 1.0
    first, second = Counter(old), Counter(new)
    return 2 * (first & second).total() / (first.total() + second.total())


@lru_cache(maxsize=65_536)
def alike(old: str, new: str) -> float:
    """Two texts: 1 for the same, almost that where numbers differ only, else Dice's coefficient over pairs of
    characters, which needs no words and so serves Chinese as well."""
    if old == new:
        return 1.0
    if not old or not new:
        return 0.0
    (first, counted, size), (second, also_counted, also_size) = _parts(old), _parts(new)
    if first == second:
        return 0.9
    if not size or not also_size:
        return 0.0
    shared = sum(min(count, also_counted.get(pair, 0)) for pair, count in counted.items())
    return 2 * shared / (size + also_size)


@lru_cache(maxsize=65_536)
def _parts(text: str) -> tuple[str, dict[str, int], int]:
    """The text without its numbers, its pairs of characters, how many they are."""
    counted: dict[str, int] = {}
    for at in range(len(text) - 1):
        pair = text[at : at + 2]
        counted[pair] = counted.get(pair, 0) + 1
    return _DIGITS.sub("#", text), counted, max(0, len(text) - 1)

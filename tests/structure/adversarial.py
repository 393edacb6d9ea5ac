"""Texts that are hard for a regular expression, made from it: repeats that run on and never end as it wants."""

from __future__ import annotations

import re
import re._constants as sre
import re._parser as parser
from collections.abc import Iterator
from typing import Any

PLAIN = (" ", "a", "1", "中", "<", "<!--", "(", "。", "\n", "a ", "1 ", "a-", "http://", "a@")
_ANY = "xa1 。-中"
_OF_CATEGORY = {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a", sre.CATEGORY_NOT_WORD: "-"}
MANY = 10  # times that a repeat may run for which it is worth trying


def texts(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Texts of `size` characters: plain repetitions, repeats of the pattern run out, and what stands before them again
    and again."""
    repeats: list[tuple[str, str]] = []
    whole = _sample(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), "", repeats)
    units = dict.fromkeys([*PLAIN, whole, whole[:-1], whole[:1]])
    for before, repeated in dict.fromkeys(repeats):
        yield before + _long(repeated, size) + "\0"
        units.update(dict.fromkeys([before, before + repeated, before + repeated * 30]))
    for unit in filter(None, units):
        yield _long(unit, size) + "\0"


def hardest(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """The first few of them."""
    repeats: list[tuple[str, str]] = []
    whole = _sample(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), "", repeats)
    yield _long(whole[:-1] or "<!--", size) + "\0"
    for before, repeated in repeats[:1]:
        yield before + _long(repeated, size) + "\0"


def _long(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _sample(items: Any, before: str, repeats: list[tuple[str, str]]) -> str:
    """A text that a parsed pattern may match; its repeats, each with what stands before it."""
    text = ""
    for operation, given in items:
        if operation is sre.LITERAL:
            text += chr(given)
        elif operation is sre.NOT_LITERAL:
            text += "x" if given != ord("x") else "y"
        elif operation is sre.ANY:
            text += "x"
        elif operation is sre.IN:
            text += _of_set(given)
        elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, inside = given
            unit = _sample(inside, before + text, repeats)
            if most >= MANY and unit:
                repeats.append((before + text, unit))
            text += unit * least
        elif operation is sre.SUBPATTERN:
            text += _sample(given[-1], before + text, repeats)
        elif operation is sre.ATOMIC_GROUP:
            text += _sample(given, before + text, repeats)
        elif operation is sre.BRANCH:
            branches = [_sample(branch, before + text, repeats) for branch in given[1]]  # the repeats of all of them
            text += branches[0]
        elif operation is sre.ASSERT:
            _sample(given[1], before + text, repeats)
    return text


def _of_set(members: list[tuple[Any, Any]]) -> str:
    kind, given = members[0]
    if kind is sre.LITERAL:
        return chr(given)
    if kind is sre.RANGE:
        return chr(given[0])
    if kind is sre.CATEGORY:
        return _OF_CATEGORY.get(given, "x")
    return next((char for char in _ANY if not any(_holds(member, char) for member in members[1:])), "x")


def _holds(member: tuple[Any, Any], char: str) -> bool:
    kind, given = member
    if kind is sre.LITERAL:
        return chr(given) == char
    if kind is sre.RANGE:
        return bool(given[0] <= ord(char) <= given[1])
    is_kind = {
        sre.CATEGORY_SPACE: char.isspace(),
        sre.CATEGORY_WORD: char.isalnum() or char == "_",
        sre.CATEGORY_DIGIT: char.isdigit(),
    }
    return is_kind.get(given, False)

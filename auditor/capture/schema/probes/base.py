"""What the results of several probes have in common."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias, TypeVar

from msgspec import Struct, convert

_R = TypeVar("_R")

# (document, node number) in the desktop view's tables; the number is below 0 for what they don't have.
Place: TypeAlias = tuple[int, int]


class Record(Struct, frozen=True, omit_defaults=True):
    """A part of a probe's result."""


class Effect(NamedTuple):
    """One change that something brought about: where, what kind (added, removed, text, attributes, value, focus), and
    of numbers and boxes in which direction ("+", "-")."""

    document: int
    number: int
    kind: str
    direction: str = ""

    @property
    def place(self) -> Place:
        """The element that changed."""
        return self.document, self.number


class PageEvent(Record, frozen=True):
    """Something the page tried: `kind` is navigation, open, submit, print, play, dialog or request."""

    kind: str
    url: str = ""


def typed(raw: object, shape: type[_R]) -> _R:
    """What a script in the page, or the parts of a probe, gave, as a record. Raises msgspec.ValidationError where it is
    none."""
    return convert(raw, shape, str_keys=True)

"""What a probe wrote down, read into typed records; the one place where a probe's raw data is touched.

A probe's module here declares records with the fields that rules read (`auditor/capture/probes/` has all of them), and
one function `name(view)` that gives them. Elements are places, (document number, node number) as in `Node.key`; the
number is below 0 for what the desktop view doesn't have. `view.at(place)` is the element.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

from pydantic import BaseModel, ConfigDict

from auditor.rulekit.page.view import View

Place: TypeAlias = tuple[int, int]
Number: TypeAlias = int | float
_R = TypeVar("_R", bound="Record")


class Record(BaseModel):
    """A part of a probe's data; fields that no rule reads are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Effect(NamedTuple):
    """One change that something brought about: what kind, where, and (of numbers and boxes) in which direction."""

    document: int
    number: int
    kind: str
    direction: str = ""

    @property
    def place(self) -> Place:
        """The element that changed."""
        return self.document, self.number


class PageEvent(Record):
    """Something the page tried: `kind` is navigation, open, submit, print, play, dialog or request."""

    kind: str
    url: str = ""


def read(view: View, probe: str, shape: type[_R]) -> _R:
    """A probe's data. Raises KeyError where the probe was not run: the rule names it in `needs`."""
    held: dict[Any, Any] = view.answers
    if shape not in held:
        held[shape] = shape.model_validate(view.page.observations[probe]["data"])
    return cast("_R", held[shape])


def read_if_run(view: View, probe: str, shape: type[_R]) -> _R | None:
    """A probe's data; None where it was not run to its end: the rule names it in `uses`."""
    return read(view, probe, shape) if was_run(view, probe) else None


def was_run(view: View, probe: str) -> bool:
    """Whether a probe was run on this page, to its end."""
    return "data" in view.page.observations.get(probe, {})

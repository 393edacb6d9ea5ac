"""What the probe `keyboard` saw on its walk by Tab and back by Shift+Tab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Number, PageEvent, Place, Record, read


class FocusIndicator(Record):
    """A focus indicator of the page's own: the contrast ratio it reaches, and its colours (0–255)."""

    ratio: Number
    colour: tuple[Number, ...]
    background: tuple[Number, ...] = Field(alias="ground")


class TabStop(Record):
    """Where Tab stopped. `box`: x, y, width, height in px. `seen`: whether focus can be seen there (None: not looked
    at)."""

    at: Place
    box: tuple[Number, Number, Number, Number]
    seen: Literal["yes", "no", "moving"] | None
    indicator: FocusIndicator | None = Field(default=None, alias="ring")


class FocusTrap(Record):
    """A run of stops that the usual keys don't lead out of.

    `exit_key`: the key that led out after all; `documented`: keys the page names; `hint`: it speaks of leaving by some
    key; `done`: all was tried; `outside`: the page focused another element of its own when focus had left.
    """

    stops: tuple[Place, ...]
    exit_key: str | None = Field(alias="way")
    documented: tuple[str, ...]
    hint: bool
    done: bool
    outside: bool


class ContextChange(PageEvent):
    """What the page tried when an element got focus."""

    at: Place


class CoveredStop(Record):
    """A stop that bars hide entirely, reached by `key`."""

    at: Place
    bars: tuple[Place, ...]
    key: str


class SkipLinkTrial(Record):
    """A link to a place of the page: the target's number (-1: none), and the stops after following and after ignoring
    it."""

    at: Place
    target: int
    next: Place | None
    plain: Place | None


class HiddenStop(Record):
    """A stop inside `aria-hidden`; `rests`: focus stays there."""

    at: Place
    rests: bool


class TabWalk(Record):
    """The whole walk. `end`: left (all was walked), cycle, endless, time. `lost`: elements that let go of focus when
    they get it; `jumps`: (from, to) where focus is handed on; `moves`: elements that take focus by themselves."""

    stops: tuple[TabStop, ...]
    end: str
    traps: tuple[FocusTrap, ...]
    lost: tuple[Place, ...]
    jumps: tuple[tuple[Place, Place], ...]
    moves: tuple[Place, ...]
    covered: tuple[CoveredStop, ...]
    context: tuple[ContextChange, ...]
    skips: tuple[SkipLinkTrial, ...]
    hidden: tuple[HiddenStop, ...] = ()


def tab_walk(view: View) -> TabWalk:
    """The walk; the rule names `keyboard` in `needs`."""
    return read(view, "keyboard", TabWalk)

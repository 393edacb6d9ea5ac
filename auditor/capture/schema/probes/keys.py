"""Results of the probes that press keys: `keyboard` and `shortcuts`."""

from __future__ import annotations

from typing import Literal

from auditor.capture.schema.document import Colour, Number, Rectangle
from auditor.capture.schema.probes.base import Effect, PageEvent, Place, Record


class FocusIndicator(Record, frozen=True):
    """A focus indicator that the page itself draws round an element."""

    ratio: Number  # the best contrast that any pixel of it has with what was there without focus
    colour: Colour
    background: Colour


class TabStop(Record, frozen=True):
    """Where Tab stopped."""

    at: Place
    box: Rectangle
    outline: bool = False  # has an outline
    caret: bool = False  # shows a text cursor
    seen: Literal["yes", "no", "moving"] | None = None  # whether focus can be seen; None: not looked at
    shown: bool = False  # in the window
    indicator: FocusIndicator | None = None  # None: the browser's own, or not measured


class FocusTrap(Record, frozen=True):
    """A run of stops that Tab does not lead out of."""

    stops: tuple[Place, ...]
    exit_key: str | None = None  # the key that led out after all
    usual: bool = True  # whether it is one that everybody tries
    documented: tuple[str, ...] = ()  # keys that the page names
    hint: bool = False  # the page speaks of leaving by some key
    done: bool = True  # all was tried
    outside: bool = False  # the page focused another element of its own when focus had left


class ContextChange(PageEvent, frozen=True, kw_only=True):
    """What the page tried when an element got focus, and again when it got it a second time."""

    at: Place


class CoveredStop(Record, frozen=True):
    """A stop that bars hide entirely, reached by `key`."""

    at: Place
    bars: tuple[Place, ...]
    key: str


class SkipLinkTrial(Record, frozen=True):
    """A link to a place of the page among the first stops."""

    at: Place
    target: int  # node number of the place; -1: there is none
    next: Place | None = None  # the stop after following it
    plain: Place | None = None  # the stop after ignoring it


class HiddenStop(Record, frozen=True):
    """A stop inside `aria-hidden="true"`."""

    at: Place
    rests: bool  # focus, given again, stays there for a second


class TabWalk(Record, frozen=True):
    """The probe `keyboard`: a walk by Tab and back by Shift+Tab. Numbers below -1 are elements that the page added."""

    stops: tuple[TabStop, ...]
    end: str  # left (all was walked), known, cycle, endless, time, outside
    traps: tuple[FocusTrap, ...] = ()
    lost: tuple[Place, ...] = ()  # elements that let go of focus when they get it
    jumps: tuple[tuple[Place, Place], ...] = ()  # from where to where focus is handed on
    moves: tuple[Place, ...] = ()  # elements that take focus by themselves
    covered: tuple[CoveredStop, ...] = ()
    context: tuple[ContextChange, ...] = ()
    skips: tuple[SkipLinkTrial, ...] = ()
    hidden: tuple[HiddenStop, ...] = ()


class KeyTrial(Record, frozen=True):
    """A character key that did something while nothing was focused."""

    key: str
    changes: tuple[Effect, ...] = ()
    events: tuple[PageEvent, ...] = ()
    again: bool = False  # it did so a second time


class Opener(Record, frozen=True):
    """The control that brought another one up."""

    at: Place
    words: str


class ControlTrial(Record, frozen=True):
    """A control that was used."""

    at: Place
    words: str
    stops: bool  # the key did nothing afterwards
    by: Opener | None = None


class ShortcutTrials(Record, frozen=True):
    """The probe `shortcuts`."""

    listens: bool  # the page listens to keys at all
    keys: tuple[KeyTrial, ...] = ()
    controls: tuple[ControlTrial, ...] = ()
    all: bool = True  # every control that is seen was tried

"""What the probe `shortcuts` saw: character keys pressed while nothing is focused, and controls that may turn them
off."""

from __future__ import annotations

from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Effect, PageEvent, Place, Record, read


class KeyTrial(Record):
    """A key that did something; `again`: it did so a second time."""

    key: str
    changes: tuple[Effect, ...]
    events: tuple[PageEvent, ...]
    again: bool


class Opener(Record):
    """The control that brought another one up."""

    at: Place
    words: str


class ControlTrial(Record):
    """A control that was used; `stops`: the key did nothing afterwards; `by`: what brought it up."""

    at: Place
    words: str
    stops: bool
    by: Opener | None


class ShortcutTrials(Record):
    """Keys and controls; `all`: every control that is seen was tried."""

    keys: tuple[KeyTrial, ...]
    controls: tuple[ControlTrial, ...]
    all: bool


def shortcut_trials(view: View) -> ShortcutTrials:
    """What was tried; the rule names `shortcuts` in `needs`."""
    return read(view, "shortcuts", ShortcutTrials)

"""What the probe `device_motion` saw: motion made up, what it changes, and whether controls do the same or turn it
off."""

from __future__ import annotations

from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Effect, Record, read


class MotionControl(Record):
    """A control that was used: what it changed, and whether motion changed nothing afterwards (`stops`)."""

    effects: tuple[Effect, ...]
    stops: bool


class MotionTrials(Record):
    """Event types the page listens to, what they change, and the controls; `all`: every control that is seen was
    tried."""

    listens: tuple[str, ...]
    effects: tuple[Effect, ...]
    controls: tuple[MotionControl, ...]
    all: bool


def motion_trials(view: View) -> MotionTrials:
    """What was tried; the rule names `device_motion` in `needs`."""
    return read(view, "device_motion", MotionTrials)

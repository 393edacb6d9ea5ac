"""What the probe `device_motion` saw: motion made up, what it changes, and whether controls do the same or turn it
off."""

from __future__ import annotations

from auditor.capture.schema.probes import DEVICE_MOTION
from auditor.capture.schema.probes.pointer import MotionTrials
from auditor.rulekit.page.view import View


def motion_trials(view: View) -> MotionTrials:
    """What was tried; the rule names `device_motion` in `needs`."""
    return view.observed(DEVICE_MOTION)

"""What the probe `shortcuts` saw: character keys pressed while nothing is focused, and controls that may turn them
off."""

from __future__ import annotations

from auditor.capture.schema.probes import SHORTCUTS
from auditor.capture.schema.probes.keys import ShortcutTrials
from auditor.rulekit.page.view import View


def shortcut_trials(view: View) -> ShortcutTrials:
    """What was tried; the rule names `shortcuts` in `needs`."""
    return view.observed(SHORTCUTS)

"""What the probe `mouse_only` saw: clicks on what no key reaches, and what pressing the button down does by itself."""

from __future__ import annotations

from auditor.capture.schema.probes import MOUSE_ONLY
from auditor.capture.schema.probes.pointer import MouseTrials
from auditor.rulekit.page.view import View


def mouse_trials(view: View) -> MouseTrials:
    """What was tried; the rule names `mouse_only` in `needs`."""
    return view.observed(MOUSE_ONLY)

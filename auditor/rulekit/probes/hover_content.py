"""What the probe `hover_content` saw: what appears when the pointer is on something, and whether it stays and goes
away."""

from __future__ import annotations

from auditor.capture.schema.probes import HOVER_CONTENT
from auditor.capture.schema.probes.pointer import HoverTrials
from auditor.rulekit.page.view import View


def hover_trials(view: View) -> HoverTrials:
    """What was tried; the rule names `hover_content` in `needs`."""
    return view.observed(HOVER_CONTENT)

"""What the probe `floating_windows` saw: floating windows and pop-ups closed as a visitor would, and whether they come
back."""

from __future__ import annotations

from auditor.capture.schema.probes import FLOATING_WINDOWS
from auditor.capture.schema.probes.aids import ClosedWindow
from auditor.rulekit.page.view import View


def closed_windows(view: View) -> tuple[ClosedWindow, ...]:
    """The windows that were tried; the rule names `floating_windows` in `needs`."""
    return view.observed(FLOATING_WINDOWS).windows

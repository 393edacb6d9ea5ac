"""What the probe `keyboard` saw on its walk by Tab and back by Shift+Tab."""

from __future__ import annotations

from auditor.capture.schema.probes import KEYBOARD
from auditor.capture.schema.probes.keys import TabWalk
from auditor.rulekit.page.view import View


def tab_walk(view: View) -> TabWalk:
    """The walk; the rule names `keyboard` in `needs`."""
    return view.observed(KEYBOARD)

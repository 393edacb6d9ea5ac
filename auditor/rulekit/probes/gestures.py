"""What the probe `gestures` found in a page's scripts: places that ask for three or more touches."""

from __future__ import annotations

from auditor.capture.schema.probes import GESTURES
from auditor.capture.schema.probes.pointer import ScriptSearch
from auditor.rulekit.page.view import View


def script_search(view: View) -> ScriptSearch:
    """What was found; the rule names `gestures` in `needs`."""
    return view.observed(GESTURES)

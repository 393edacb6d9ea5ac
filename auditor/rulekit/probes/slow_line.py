"""What the probe `slow_line` measured: the page as somebody with a slow line and an old phone gets it."""

from __future__ import annotations

from auditor.capture.schema.probes import SLOW_LINE
from auditor.capture.schema.probes.links import SlowLoad
from auditor.rulekit.page.view import View


def slow_load(view: View) -> SlowLoad:
    """What was measured; the rule names `slow_line` in `needs`."""
    return view.observed(SLOW_LINE)

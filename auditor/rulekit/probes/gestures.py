"""What the probe `gestures` found in a page's scripts: places that ask for three or more touches."""

from __future__ import annotations

from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Record, read


class TouchCount(Record):
    """A place in a script that counts touches."""

    url: str
    line: str


class ScriptSearch(Record):
    """How many scripts were looked through, and the places."""

    scripts: int
    hits: tuple[TouchCount, ...]


def script_search(view: View) -> ScriptSearch:
    """What was found; the rule names `gestures` in `needs`."""
    return read(view, "gestures", ScriptSearch)

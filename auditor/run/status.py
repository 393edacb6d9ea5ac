"""The exit status of a finished command."""

from __future__ import annotations

from auditor.history.baseline import alerts
from auditor.model import IMPACTS, Comparison, Result

COMPLETE, FINDINGS, USAGE, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130


def exit_status(result: Result, fail_on: str, comparison: Comparison | None = None) -> int:
    """0, 1 (findings at the level or above; with a comparison the new, worse and wider ones), 3 (something planned was
    not audited, or a line of a list could not be used; overrides 1) or 130."""
    if result.run.ended is None:
        return INTERRUPTED
    if not result.run.complete or result.run.problems:
        return INCOMPLETE
    if fail_on == "never":
        return COMPLETE
    level = IMPACTS.index(fail_on)
    if comparison is not None:
        return FINDINGS if alerts(comparison, level) else COMPLETE
    hit = any(
        group.outcome == "failed" and group.confidence != "hint" and IMPACTS.index(group.impact) >= level
        for site in result.run.sites
        for group in site.groups
    )
    return FINDINGS if hit else COMPLETE

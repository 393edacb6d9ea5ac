"""The exit status of a finished command."""

from __future__ import annotations

from auditor.history.baseline import alerts
from auditor.model import IMPACTS, LEVELS, Comparison, Result

COMPLETE, FINDINGS, USAGE, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130


def exit_status(result: Result, fail_on: str, comparison: Comparison | None = None, level: str = "required") -> int:
    """0, 1 (findings of the impact `fail_on` or above and of the `level` or one that binds more; with a comparison the
    new, worse and wider ones), 3 (something planned was not audited, or a line of a list could not be used; overrides
    1) or 130."""
    if result.run.ended is None:
        return INTERRUPTED
    if not result.run.complete or result.run.problems:
        return INCOMPLETE
    if fail_on == "never":
        return COMPLETE
    least, counted = IMPACTS.index(fail_on), LEVELS[: LEVELS.index(level) + 1]
    if comparison is not None:
        return FINDINGS if alerts(comparison, least, counted) else COMPLETE
    hit = any(
        group.outcome == "failed"
        and group.confidence != "hint"
        and group.level in counted
        and IMPACTS.index(group.impact) >= least
        for site in result.run.sites
        for group in site.groups
    )
    return FINDINGS if hit else COMPLETE

"""The exit status of a finished command."""

from __future__ import annotations

from pathlib import Path

from auditor.history.baseline import known_causes
from auditor.model import IMPACTS, Result

COMPLETE, FINDINGS, USAGE, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130


def exit_status(result: Result, fail_on: str, baseline: Path | None = None) -> int:
    """0, 1 (findings at the level or above that a baseline does not know), 3 (something planned was not audited, or a
    line of a list could not be used; overrides 1) or 130."""
    if result.run.ended is None:
        return INTERRUPTED
    if not result.run.complete or result.run.problems:
        return INCOMPLETE
    if fail_on == "never":
        return COMPLETE
    known = known_causes(baseline) if baseline is not None else set()
    level = IMPACTS.index(fail_on)
    hit = any(
        group.outcome == "failed" and IMPACTS.index(group.impact) >= level and (site.url, group.id) not in known
        for site in result.run.sites
        for group in site.groups
    )
    return FINDINGS if hit else COMPLETE

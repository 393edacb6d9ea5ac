"""Whether the same occurrence hinders more than before."""

from __future__ import annotations

from typing import Any

from auditor.model import IMPACTS, Finding

FAR = 0.8  # a contrast below this share of the earlier one is worse; what is nearer may be the measure's own scatter


def worsened(old: Finding, new: Finding) -> dict[str, Any]:
    """What was before, by what it is worse: `outcome`, `impact`, `ratio`; empty where it is not worse."""
    was: dict[str, Any] = {}
    if old.outcome == "cantTell" and new.outcome == "failed":
        was["outcome"] = old.outcome
    if IMPACTS.index(new.impact) > IMPACTS.index(old.impact):
        was["impact"] = old.impact
    before, after = _ratio(old), _ratio(new)
    if before is not None and after is not None and after < FAR * before:
        was["ratio"] = before
    return was


def _ratio(finding: Finding) -> float | None:
    for key in ("ratio", "contrastRatio"):
        value = finding.evidence.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return None

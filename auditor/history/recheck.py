"""A re-inspection: only the pages where something certainly failed are audited again, and each root cause on each of
them is mended, persists, or can't be judged."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from typing import Any, Literal

from auditor.messages import note, sentence
from auditor.model import IMPACTS, Change, Comparison, Result
from auditor.model.recheck import Recheck, Rechecked
from auditor.run.status import COMPLETE, FINDINGS, INCOMPLETE

# Settings of the earlier audit that the same pages have to be seen with.
_SEEN_WITH = ("profile", "lang", "timeout", "deep_timeout", "allow_private", "ignore_robots", "user_agent", "contact")
_OWNER = ("name", "agency", "district", "street", "contact")
Outcome = Literal["mended", "persists", "not-judged"]


def targets(result: Result) -> list[dict[str, str]]:
    """The pages where something certainly failed, as a list of targets with whose site they are."""
    found = []
    for site in result.run.sites:
        owner = {name: getattr(site, name) for name in _OWNER}
        for page in result.pages[site.slug]:
            if any(finding.outcome == "failed" for finding in page.findings):
                found.append({"url": page.final_url or page.url, **owner})
    return found


def settings(result: Result, pages: int) -> dict[str, Any]:
    """The options of the re-inspection: the earlier ones, and no page but these."""
    held = {name: result.run.settings[name] for name in _SEEN_WITH if result.run.settings.get(name) is not None}
    return {**held, "max_pages": max(1, pages), "max_depth": 0}


def recheck(
    comparison: Comparison, site_rules: Container[str], round_: int, deadline: date | None, lang: str
) -> Recheck:
    """What the comparison says of each root cause on each page. `site_rules`: rules over a whole site, of which a few
    pages can't show that something is mended."""
    told = Recheck(
        round=round_,
        deadline=deadline.isoformat() if deadline is not None else None,
        old=comparison.old,
        new_run=comparison.new_run,
        remarks=comparison.remarks,
        new=[*comparison.new, *comparison.wider],
    )
    held: dict[tuple[str, str], Rechecked] = {}
    for kind, item, page in _each(comparison):
        made = _rechecked(kind, item, page, site_rules, lang)
        before = held.setdefault((page, item.old_group or item.group), made)
        if _RANK[made.outcome] > _RANK[before.outcome] or made.worse:
            held[page, item.old_group or item.group] = made
    told.items = sorted(held.values(), key=lambda item: (item.site, item.page, item.rule, item.group))
    told.mended = sum(item.outcome == "mended" for item in told.items)
    told.persists = sum(item.outcome == "persists" for item in told.items)
    told.not_judged = sum(item.outcome == "not-judged" for item in told.items)
    return told


def status(told: Recheck, fail_on: str) -> int:
    """See `auditor.api.recheck_status`."""
    if told.not_judged:
        return INCOMPLETE
    if fail_on == "never":
        return COMPLETE
    level = IMPACTS.index(fail_on)
    left = [item.impact for item in told.items if item.outcome == "persists"] + [item.impact for item in told.new]
    return FINDINGS if any(IMPACTS.index(impact) >= level for impact in left) else COMPLETE


# Of several occurrences of a root cause on a page, the one that is left says what the page is like.
_RANK = {"mended": 0, "not-judged": 1, "persists": 2}


def _each(comparison: Comparison) -> Iterator[tuple[str, Change, str]]:
    for kind in ("fixed", "gone", "persisting", "worse", "unsure", "not_judged"):
        for item in comparison.changes(kind):
            for page in item.pages:
                yield kind, item, page


def _rechecked(kind: str, item: Change, page: str, site_rules: Container[str], lang: str) -> Rechecked:
    outcome: Outcome = "not-judged"
    reasons = item.reasons
    if kind in ("persisting", "worse"):
        outcome = "persists"
    elif kind == "gone":
        outcome = "mended"
    elif kind == "fixed":
        outcome = "not-judged" if item.rule in site_rules else "mended"
        reasons = [sentence(note("compare.site-rule"), lang)] if item.rule in site_rules else []
    return Rechecked(
        page=page,
        site=item.site,
        group=item.group,
        rule=item.rule,
        level=item.level,
        impact=item.impact,
        outcome=outcome,
        gone=kind == "gone",
        worse=kind == "worse",
        message=item.message,
        reasons=reasons,
    )

"""Gathers what became of occurrences, and gives it by root cause."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from auditor.messages import Note, sentence
from auditor.model import IMPACTS, Finding
from auditor.model.comparison import CHANGES, Change, Comparison

_TARGETS = 5


@dataclass
class _Held:
    finding: Finding
    site: str
    old_group: str
    was: dict[str, Any]
    impact: int
    count: int = 0
    pages: dict[str, None] = field(default_factory=dict)
    targets: list[list[str]] = field(default_factory=list)
    why: dict[Note, None] = field(default_factory=dict)


class Changes:
    """What became of occurrences, joined by (list, site, root cause)."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str, str], _Held] = {}
        self.site = ""

    def add(
        self,
        kind: str,
        page: str,
        finding: Finding,
        *,
        old: Finding | None = None,
        was: dict[str, Any] | None = None,
        why: Note | None = None,
        count: int = 1,
    ) -> None:
        """One occurrence. What only asks a person (`cantTell`) is no barrier, so comes in no list but `unsure`."""
        if finding.outcome != "failed" and (old is None or old.outcome != "failed"):
            return
        key = kind, self.site, finding.group
        held = self._held.get(key)
        if held is None:
            old_group = old.group if old is not None and old.group != finding.group else ""
            held = self._held[key] = _Held(finding, self.site, old_group, was or {}, IMPACTS.index(finding.impact))
        held.count += count
        held.impact = max(held.impact, IMPACTS.index(finding.impact))
        held.pages[page] = None
        if len(held.targets) < _TARGETS:
            held.targets.append(finding.target)
        if why is not None:
            held.why[why] = None

    def fill(self, comparison: Comparison, lang: str) -> None:
        """Write the lists, in each the worst and widest first."""
        for (kind, _, group), held in self._held.items():
            finding = held.finding
            comparison.changes(kind).append(
                Change(
                    group=group,
                    rule=finding.rule,
                    level=finding.level,
                    impact=IMPACTS[held.impact],
                    pages=list(held.pages),
                    message=finding.messages.get(lang) or finding.message,
                    messages=finding.messages,
                    site=held.site,
                    outcome=finding.outcome,
                    confidence=finding.confidence,
                    occurrences=held.count,
                    targets=held.targets,
                    old_group=held.old_group,
                    was=held.was,
                    why=list(held.why),
                    reasons=[sentence(why, lang) for why in held.why],
                )
            )
        for kind in CHANGES:
            comparison.changes(kind).sort(
                key=lambda item: (-IMPACTS.index(item.impact), -len(item.pages), -item.occurrences, item.group)
            )

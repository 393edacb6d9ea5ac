"""What differs between two runs, by root cause."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from auditor.model.base import Confidence, Impact, Level, Model, Outcome
from auditor.model.note import Note
from auditor.model.run import Versions

CHANGES = ("new", "worse", "wider", "fixed", "gone", "persisting", "unsure", "not_judged")


class Change(Model):
    """What became of one root cause, on which pages. `occurrences`: how many of it this speaks of.

    A root cause may stand in several lists: mended on one page, it persists on another. `was`: of what got worse, the
    impact and what was measured before. `why`: of what is unsure or not judged."""

    group: str
    rule: str
    level: Level
    impact: Impact
    pages: list[str]
    message: str
    messages: dict[str, str] = Field(default_factory=dict)
    site: str = ""
    outcome: Outcome = "failed"
    confidence: Confidence = "certain"
    occurrences: int = 0
    targets: list[list[str]] = Field(default_factory=list)  # the first few
    old_group: str = ""  # its id in the old run, where it had another
    was: dict[str, Any] = Field(default_factory=dict)
    why: list[Note] = Field(default_factory=list)
    reasons: list[str] = Field(default_factory=list)  # the same as sentences


class ComparedRun(Model):
    """One of the two runs."""

    run: int
    started: str
    ended: str | None
    complete: bool
    audited: int
    versions: Versions


class Comparison(Model):
    """Two runs compared. `notes`: what else differs between them (rules, engines, settings) and was found on the way;
    `remarks` are the same as sentences. `pages_both`: how many pages both runs looked at: only these show progress."""

    schema_version: str = "1.0"
    identity_scheme: int
    old: ComparedRun
    new_run: ComparedRun
    pages_both: int = 0
    notes: list[Note] = Field(default_factory=list)
    remarks: list[str] = Field(default_factory=list)
    new: list[Change] = Field(default_factory=list)
    worse: list[Change] = Field(default_factory=list)
    wider: list[Change] = Field(default_factory=list)
    fixed: list[Change] = Field(default_factory=list)
    gone: list[Change] = Field(default_factory=list)
    persisting: list[Change] = Field(default_factory=list)
    unsure: list[Change] = Field(default_factory=list)
    not_judged: list[Change] = Field(default_factory=list)

    def changes(self, kind: str) -> list[Change]:
        """One of the lists, by its name in CHANGES."""
        held: list[Change] = getattr(self, kind)
        return held

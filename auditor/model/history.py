"""The runs of a folder one after another: what they looked at, what came and went, and what to be warned of."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.model.base import Impact, Model
from auditor.model.note import Note


class RunStep(Model):
    """One run, and what differs from the last finished run before that audited something (`compared_with`; `changes`:
    root causes by list).

    `comparable`: rules, axe-core and profile are those of the run before; else `remarks` name what differs, and a trend
    over both would mislead."""

    run: int
    state: Literal["running", "interrupted", "finished"]
    started: str
    ended: str | None
    complete: bool
    planned: int
    audited: int
    causes: int
    asked: int
    tasks: int = 0
    tasks_for_all: int = 0
    compared_with: int | None = None
    comparable: bool = True
    pages_both: int = 0
    changes: dict[str, int] = Field(default_factory=dict)
    remarks: list[str] = Field(default_factory=list)


class CauseHistory(Model):
    """A root cause over the runs, by its last id. Runs by number; `reopened`: those where it was there again after it
    had been mended."""

    group: str
    rule: str
    site: str
    impact: Impact
    pages: list[str]
    first_seen: int
    last_seen: int
    open: bool
    reopened: list[int] = Field(default_factory=list)


class EarlyWarning(Model):
    """What got worse since the run before. `since`: the run that shows it first."""

    kind: Literal["worse", "dark", "coverage", "stale", "elder", "task"]
    site: str
    since: int
    group: str = ""
    pages: list[str] = Field(default_factory=list)
    note: Note
    message: str = ""


class History(Model):
    """The runs of a folder or store, the oldest first, and the warnings since the last one."""

    schema_version: str = "1.0"
    runs: list[RunStep] = Field(default_factory=list)
    causes: list[CauseHistory] = Field(default_factory=list)
    warnings: list[EarlyWarning] = Field(default_factory=list)
    remarks: list[str] = Field(default_factory=list)

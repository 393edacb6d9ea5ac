"""A re-inspection (整改复查): what became of what an earlier audit found, page by page."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.model.base import Impact, Level, Model
from auditor.model.comparison import Change, ComparedRun


class Rechecked(Model):
    """One root cause on one page. `gone`: the page is not there any more, and the barrier with it. `worse`: it persists
    and hinders more. `reasons`: why nothing can be said."""

    page: str
    site: str
    group: str
    rule: str
    level: Level
    impact: Impact
    outcome: Literal["mended", "persists", "not-judged"]
    gone: bool = False
    worse: bool = False
    message: str
    reasons: list[str] = Field(default_factory=list)


class Recheck(Model):
    """`recheck.json`. `deadline`: until when it was to be mended (ISO 8601), as told. `new`: what is there on the same
    pages and was not found before."""

    schema_version: str = "1.0"
    round: int
    deadline: str | None = None
    old: ComparedRun
    new_run: ComparedRun
    remarks: list[str] = Field(default_factory=list)
    mended: int = 0
    persists: int = 0
    not_judged: int = 0
    items: list[Rechecked] = Field(default_factory=list)
    new: list[Change] = Field(default_factory=list)

"""What was accepted: the root causes that a build is not to fail on, with why, by whom and until when."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from auditor.model.base import Impact, Model


class AcceptedOccurrence(Model):
    """One accepted occurrence. `known_by`: its signature (auditor/history/signature.py); `ratio`: the contrast then."""

    page: str
    known_by: dict[str, Any]
    impact: Impact
    kind: str = ""
    ratio: float | None = None


class AcceptedCause(Model):
    """A root cause as it was accepted. `pages` is its scope: on another page it is reported again."""

    group: str
    rule: str
    site: str
    impact: Impact
    message: str = ""
    reason: str = ""
    person: str = ""
    accepted: date
    expires: date | None = None
    pages: list[str]
    occurrences: list[AcceptedOccurrence]


class Baseline(Model):
    """A baseline file. `rules`: ids of the rules that judged; what a further rule finds was not accepted and not judged
    then."""

    kind: Literal["auditor-baseline"] = "auditor-baseline"
    schema_version: str = "1.0"
    identity_scheme: int
    program: str
    rules_digest: str
    axe_core: str
    rules: list[str] = Field(default_factory=list)
    sites: list[str] = Field(default_factory=list)
    entries: list[AcceptedCause] = Field(default_factory=list)

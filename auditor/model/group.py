"""Root causes and the results of requirements."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.model.base import Confidence, Impact, Level, Model
from auditor.model.finding import Finding


class Group(Model):
    """Occurrences with one root cause: same rule, same component of a shared template."""

    id: str
    rule: str
    outcome: Literal["failed", "cantTell"]
    level: Level = "required"
    impact: Impact
    confidence: Confidence
    requirements: list[str]
    component: str
    occurrences: int
    pages: list[str]
    views: list[str]
    titles: dict[str, str]
    messages: dict[str, str]
    people: list[str] = Field(default_factory=list)
    example: Finding


class RequirementResult(Model):
    """What is known of one requirement on a site; never `compliant`, only what the machine saw."""

    id: str
    result: Literal["failed", "needs-review", "machine-passed", "inapplicable", "untested"]
    failed: int = 0
    cant_tell: int = 0
    pages_failed: int = 0
    rules: list[str] = Field(default_factory=list)

"""One occurrence of a fault. Lengths are CSS px."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from auditor.model.base import Confidence, Impact, Level, Model


class Finding(Model):
    """One occurrence: an element (or the page) that failed a rule, or that a person must look at. `level`: how far what
    it fails binds; runs from before it was kept count as `required`."""

    rule: str
    outcome: Literal["failed", "cantTell"]
    level: Level = "required"
    impact: Impact
    confidence: Confidence
    requirements: list[str]
    view: str
    views: list[str] = Field(default_factory=list)
    target: list[str]
    html: str
    message: str
    messages: dict[str, str]
    evidence: dict[str, Any]
    box: list[int] | None = None
    group: str = ""
    fingerprint: str = ""
    picture: str | None = None

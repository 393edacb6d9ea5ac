"""One site's results."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from auditor.model.base import Model
from auditor.model.group import Group, RequirementResult
from auditor.model.journey import JourneyResult
from auditor.model.page import PageError


class Coverage(Model):
    """How much of a site was looked at. `asked_instead`: address over https that gave no answer → the one over http."""

    planned: int = 0
    audited: int = 0
    not_audited: dict[str, int] = Field(default_factory=dict)
    out_of_scope: dict[str, int] = Field(default_factory=dict)
    left_out: dict[str, int] = Field(default_factory=dict)
    asked_instead: dict[str, str] = Field(default_factory=dict)
    documents: list[dict[str, Any]] = Field(default_factory=list)
    complete: bool = False


class PeopleResult(Model):
    """What a site is like for one group of people: causes that hinder them, causes that a person has to look at for
    them (`asked`), pages where something serious hinders, and which scenarios they finish. `journeys`: name in the
    site's language → outcome."""

    id: str
    label: dict[str, str]
    causes: int
    asked: int = 0
    occurrences: int
    pages_hindered: int
    pages: int
    worst: list[str] = Field(default_factory=list)
    journeys: dict[str, str] = Field(default_factory=dict)


class Cost(Model):
    """What one root cause costs: `points` of the total that would be there without it."""

    group: str
    points: float


class Score(Model):
    """The tool's own score, 0–100; never an official one. Never printed without spread and tested share."""

    version: int
    total: float
    spread: tuple[float, float]
    tested: int
    testable: int
    parts: dict[str, float]
    samples: dict[str, float]
    veto: list[dict[str, Any]] = Field(default_factory=list)
    costs: list[Cost] = Field(default_factory=list)


class Site(Model):
    """One site's results: the unit of work, of retry and of hand-over."""

    slug: str
    url: str
    name: str = ""
    agency: str = ""
    district: str = ""
    street: str = ""
    contact: str = ""
    status: Literal["complete", "incomplete", "error"] = "complete"
    error: PageError | None = None
    coverage: Coverage = Field(default_factory=Coverage)
    requirements: list[RequirementResult] = Field(default_factory=list)
    groups: list[Group] = Field(default_factory=list)
    journeys: list[JourneyResult] = Field(default_factory=list)
    people: list[PeopleResult] = Field(default_factory=list)
    score: Score | None = None
    counts: dict[str, int] = Field(default_factory=dict)

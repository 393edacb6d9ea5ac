"""Service scenarios and who can finish them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from auditor.model.base import Model


class JourneyStep(Model):
    """A step as it is printed; values never are."""

    action: str
    target: str


class JourneyWay(Model):
    """Whether one way of using the site gets through a journey; where it stops, the step (1-based) and the reason.

    `reason` is a sentence in each language, `code` and `facts` say the same in none; `detail` is what the browser said.
    `no-further` is for what a machine can't do for a person, as scanning a code."""

    way: str
    outcome: Literal["can", "cannot", "no-further", "not-tested"]
    step: int | None = None
    reason: dict[str, str] = Field(default_factory=dict)
    code: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)
    detail: str = ""
    picture: str | None = None
    seconds: float = 0.0


class JourneyResult(Model):
    """A task of the site, and who can finish it."""

    name: dict[str, str]
    start: str
    goal: str = ""
    steps: list[JourneyStep]
    ways: list[JourneyWay]

"""What a journey is: `[[journey]]` of an auditor.toml, checked before anything is opened.

    [[journey]]
    name = "预约挂号"
    start = "hospital/appointment.html"      # absolute, or against the site's first address
    goal = "已预约"                           # text that must be seen at the end
    elder = "elder/index.html"               # optional: where it starts in the elder version
    step = [
      { fill = "联系电话", value = "$PHONE" },  # $NAME: from the environment
      { choose = "科室", option = "中医科" },
      { click = "下一步", role = "button" },
      { wait = "请核对" },
      { audit = "核对页" },
      { scan = "用手机扫码登录" },              # nobody scans here: who has no phone stops
    ]

Targets are visible names, as a person would say them. `selector` helps those who see where nothing is written.
"""

from __future__ import annotations

import os
import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from auditor.errors import AuditError

Action = Literal["open", "click", "fill", "choose", "wait", "audit", "scan"]
ACTIONS: tuple[Action, ...] = ("open", "click", "fill", "choose", "wait", "audit", "scan")
MAX_STEPS = 60
_VARIABLE = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$")


class JourneyError(AuditError):
    """A journey that can't be run as it is written."""


class Step(BaseModel):
    """One step: exactly one action with what it is done to. `role`, `selector` and `nth` narrow the target."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    open: str = ""
    click: str = ""
    fill: str = ""
    choose: str = ""
    wait: str = ""
    audit: str = ""
    scan: str = ""
    value: str = ""
    option: str = ""
    role: str = ""
    selector: str = ""
    nth: int = Field(default=1, ge=1, le=100)

    @model_validator(mode="after")
    def _one_action(self) -> Step:
        given = [name for name in ACTIONS if getattr(self, name)]
        if len(given) != 1:
            raise ValueError(f"a step has exactly one of {', '.join(ACTIONS)}")
        if self.fill and not self.value:
            raise ValueError("fill needs a value")
        return self

    @property
    def action(self) -> Action:
        """Which action it is."""
        return next(name for name in ACTIONS if getattr(self, name))

    @property
    def target(self) -> str:
        """The visible name, text or address it is about."""
        return str(getattr(self, self.action))

    def secret(self) -> bool:
        """Whether the value comes from the environment; it is then printed nowhere."""
        return bool(_VARIABLE.fullmatch(self.value))

    def filled(self) -> str:
        """The value, from the environment where it says so. Raises JourneyError when that isn't set."""
        found = _VARIABLE.fullmatch(self.value)
        if not found:
            return self.value
        value = os.environ.get(found.group(1))
        if value is None:
            raise JourneyError("journeys.no-variable", name=found.group(1))
        return value


class Journey(BaseModel):
    """A task on a site, from its start to its goal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    name_en: str = ""
    start: str
    goal: str = ""
    elder: str = ""
    step: list[Step] = Field(min_length=1, max_length=MAX_STEPS)


def read(tables: Any, where: str) -> list[Journey]:
    """The journeys of a file. Raises JourneyError with the journey's number or name and what is wrong."""
    if not isinstance(tables, list):
        raise JourneyError("journeys.not-a-list", where=where)
    found: list[Journey] = []
    for number, table in enumerate(tables, 1):
        name = table.get("name", number) if isinstance(table, dict) else number
        try:
            journey = Journey.model_validate(table)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
            raise JourneyError(
                "journeys.faulty", where=where, journey=str(name), place=place, what=first["msg"]
            ) from error
        if any(journey.name == other.name for other in found):
            raise JourneyError("journeys.name-taken", where=where, journey=str(name))
        for step in journey.step:  # told before a browser is opened
            step.filled()
        found.append(journey)
    return found

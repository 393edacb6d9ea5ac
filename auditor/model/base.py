"""What all parts of the model share."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = "1.0"
GROUP_SCHEME = 1
FINGERPRINT_SCHEME = 1

Outcome = Literal["failed", "cantTell", "passed", "inapplicable", "untested"]
Impact = Literal["critical", "serious", "moderate", "minor"]
Confidence = Literal["certain", "likely", "hint"]
Level = Literal["required", "reference", "advice"]
IMPACTS: tuple[Impact, ...] = ("minor", "moderate", "serious", "critical")
LEVELS: tuple[Level, ...] = ("required", "reference", "advice")


class Model(BaseModel):
    """Base: unknown keys are an error, so that a typo in a field name is found by a test."""

    model_config = ConfigDict(extra="forbid")

"""What a run is: written once when it starts, read ever after. Times are UTC, ISO 8601."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from auditor.model.base import Model


class Pack(Model):
    """A folder of files that judge. `digest`: SHA-256 over names and contents, cut to 16 characters. `path` is for the
    machine that ran it and stays in the manifest; results leave it out."""

    name: str
    digest: str
    path: str = ""


class Judging(Model):
    """By what pages were judged. `rules`: one digest over all packs. `number` counts the judgings of a run from 1."""

    number: int = 0
    started: str = ""
    program: str
    rules: str
    packs: list[Pack]


class Manifest(Model):
    """Settings, targets and engines of a run.

    `settings` as they are printed; `identity` are those that an interrupted run goes on with only; `secrets` are salted
    digests of what is nobody's business (headers, a stored login, journeys with their values)."""

    program: str
    settings: dict[str, Any] = Field(default_factory=dict)
    identity: dict[str, Any] = Field(default_factory=dict)
    salt: str = ""
    secrets: dict[str, str] = Field(default_factory=dict)
    targets: list[dict[str, str]] = Field(default_factory=list)
    problems: list[dict[str, Any]] = Field(default_factory=list)
    packs: list[Pack] = Field(default_factory=list)
    extra_rules: list[Pack] = Field(default_factory=list)
    axe_core: str = ""
    axe_sha256: str = ""
    browser: str = ""

"""`audit.json`: one run."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from auditor.model.base import FINGERPRINT_SCHEME, GROUP_SCHEME, SCHEMA_VERSION, Model
from auditor.model.manifest import Judging
from auditor.model.site import Site


class LedgerEntry(Model):
    """What is done about one WCAG 2.2 A or AA criterion: rules that may assert a failure, rules that put a question to
    a person with evidence, and what no rule decides."""

    criterion: str
    level: str
    automatic: list[str]
    asked: list[str]
    remainder: dict[str, str]


class Versions(Model):
    """What judged: so that a change of engine is never read as a change of the site."""

    program: str
    rules: str
    axe_core: str
    axe_sha256: str
    browser: str


class Run(Model):
    """`audit.json`: one run of the program over a list of targets."""

    schema_version: str = SCHEMA_VERSION
    group_scheme: int = GROUP_SCHEME
    fingerprint_scheme: int = FINGERPRINT_SCHEME
    id: int = 0  # of the run in its folder, from 1
    versions: Versions
    judgings: list[Judging] = Field(default_factory=list)
    settings: dict[str, Any]
    started: str
    ended: str | None = None
    complete: bool = False
    problems: list[dict[str, Any]] = Field(default_factory=list)
    ledger: list[LedgerEntry] = Field(default_factory=list)
    sites: list[Site] = Field(default_factory=list)

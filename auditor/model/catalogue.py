"""Rules and requirements as reports show them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.model.base import Model


class EvidenceLabel(Model):
    """How a measured value is printed in one language: its `name`; `value` with `{}` for it, so `{} px`, `{}:1` (of a
    list, for each item), empty for what is no measurement and is left to the data files; `values`: words for values
    that are codes."""

    name: str
    value: str = "{}"
    values: dict[str, str] = Field(default_factory=dict)


class RuleInfo(Model):
    """A rule as the catalogue, the reports and `auditor rules --format json` show it."""

    id: str
    pack: str
    engine: Literal["axe", "own"]
    title: dict[str, str]
    what: dict[str, str]
    who: dict[str, str]
    fix: dict[str, str]
    requirements: list[str]
    act: list[str] = Field(default_factory=list)
    views: list[str] = Field(default_factory=list)
    needs: list[str] = Field(default_factory=list)
    scope: Literal["page", "site"] = "page"
    profile: Literal["quick", "standard", "full"] = "quick"
    decides: list[str] = Field(default_factory=list)
    stability: Literal["stable", "preview"] = "stable"
    best_practice: bool = False
    people: list[str] = Field(default_factory=list)
    # Language → evidence key → label: those of the rule's own messages, beside the ones in rules/evidence.*.toml.
    evidence: dict[str, dict[str, EvidenceLabel]] = Field(default_factory=dict)


class Requirement(Model):
    """A clause of an instrument, with how it may be cited."""

    id: str
    standard: str
    standard_title: dict[str, str]
    number: dict[str, str]  # by language; empty where the number is not certain
    title: dict[str, str]
    text: dict[str, str]
    level: str = ""
    certainty: str
    citable: bool
    printable: bool
    own_criterion: dict[str, str] = Field(default_factory=dict)
    verb: str = ""
    url: str = ""
    wcag: list[str] = Field(default_factory=list)
    check: str = ""
    groups: list[str] = Field(default_factory=list)

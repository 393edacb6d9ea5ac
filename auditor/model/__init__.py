"""The result model: what an audit found, as data. Renderers read this and nothing else (docs/result-model.md)."""

from auditor.model.base import (
    FINGERPRINT_SCHEME,
    GROUP_SCHEME,
    IMPACTS,
    SCHEMA_VERSION,
    Confidence,
    Impact,
    Model,
    Outcome,
)
from auditor.model.catalogue import Requirement, RuleInfo
from auditor.model.finding import Finding
from auditor.model.group import Group, RequirementResult
from auditor.model.journey import JourneyResult, JourneyStep, JourneyWay
from auditor.model.note import Note, as_note
from auditor.model.output import Output
from auditor.model.page import Page, PageError, Untested
from auditor.model.result import Result
from auditor.model.run import LedgerEntry, Run, Versions
from auditor.model.site import Cost, Coverage, PeopleResult, Score, Site

__all__ = [
    "FINGERPRINT_SCHEME",
    "GROUP_SCHEME",
    "IMPACTS",
    "SCHEMA_VERSION",
    "Confidence",
    "Cost",
    "Coverage",
    "Finding",
    "Group",
    "Impact",
    "JourneyResult",
    "JourneyStep",
    "JourneyWay",
    "LedgerEntry",
    "Model",
    "Note",
    "Outcome",
    "Output",
    "Page",
    "PageError",
    "PeopleResult",
    "Requirement",
    "RequirementResult",
    "Result",
    "RuleInfo",
    "Run",
    "Score",
    "Site",
    "Untested",
    "Versions",
    "as_note",
]

"""The verdict on one target, and how a rule states it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from auditor.model import Confidence, Impact

# What was measured, by name: JSON-able values that fill the sentence and stand in the report.
Evidence: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """The outcome for one target: `message` names a sentence of the rule's catalogue, filled from `evidence`."""

    outcome: Literal["failed", "cantTell", "passed", "inapplicable"]
    message: str = ""
    evidence: Evidence = field(default_factory=dict)
    confidence: Confidence = "certain"
    impact: Impact | None = None
    requirements: tuple[str, ...] | None = None


INAPPLICABLE = Verdict("inapplicable")


_PASSED = Verdict("passed")


def passed() -> Verdict:
    """The target meets the expectation."""
    return _PASSED


def failed(
    message: str,
    /,
    *,
    confidence: Confidence = "certain",
    impact: Impact | None = None,
    requirements: tuple[str, ...] | None = None,
    **evidence: Any,
) -> Verdict:
    """The target does not: only where a competent auditor would say so without looking further."""
    return Verdict("failed", message, evidence, confidence, impact, requirements)


def cant_tell(
    message: str,
    /,
    *,
    confidence: Confidence = "likely",
    impact: Impact | None = None,
    requirements: tuple[str, ...] | None = None,
    **evidence: Any,
) -> Verdict:
    """A person decides; the message says what to look at."""
    return Verdict("cantTell", message, evidence, confidence, impact, requirements)

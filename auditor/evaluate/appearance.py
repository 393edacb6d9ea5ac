"""Which rules judge how a page looks. Where its style sheets did not come, what was seen is not what visitors see."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.messages import Note, note
from auditor.model import RuleInfo

PACKS = frozenset({"age_friendly", "contrast"})
CRITERIA = frozenset(
    "wcag22:" + number
    for number in (
        "1.3.4",
        "1.4.1",
        "1.4.3",
        "1.4.4",
        "1.4.6",
        "1.4.8",
        "1.4.10",
        "1.4.11",
        "1.4.12",
        "1.4.13",
        "2.4.7",
        "2.4.11",
        "2.4.12",
        "2.4.13",
        "2.5.5",
        "2.5.8",
    )
)


def of_appearance(info: RuleInfo) -> bool:
    """Whether a rule's verdict hangs on the style sheets."""
    return info.pack in PACKS or any(requirement in CRITERIA for requirement in info.requirements)


def reason(lost: Sequence[str]) -> Note:
    """Why such a rule was not run."""
    return note("rules.stylesheets-lost", address=lost[0])

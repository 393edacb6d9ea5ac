"""How far a requirement binds: what is counted as a failure, what is a reference, what is advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.model.base import Level
from auditor.model.catalogue import Requirement

_BINDS = "依据"  # how a clause that binds is cited


def level_of(requirements: Mapping[str, Requirement], keys: Iterable[str]) -> Level:
    """`required`: a WCAG A or AA criterion or a clause that binds; `reference`: another clause; `advice`: none."""
    known = [requirements[key] for key in keys if key in requirements]
    if any(item.verb == _BINDS and item.level != "AAA" for item in known):
        return "required"
    return "reference" if known else "advice"

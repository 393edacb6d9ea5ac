"""All that a renderer is given."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from auditor.model.base import Model
from auditor.model.catalogue import Requirement, RuleInfo
from auditor.model.page import Page
from auditor.model.run import Run


class Result(Model):
    """All that a renderer is given."""

    run: Run
    pages: dict[str, list[Page]]
    rules: dict[str, RuleInfo]
    requirements: dict[str, Requirement]
    # Where the run's images lie; no part of what is written.
    folder: Path | None = Field(default=None, exclude=True)

"""All that a renderer is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from auditor.model.catalogue import Requirement, RuleInfo
from auditor.model.page import Page
from auditor.model.run import Run


class Pages(Protocol):
    """A site's pages in the order of the crawl. Each loop reads them anew, so that few are in memory at a time."""

    def __iter__(self) -> Iterator[Page]:
        """Whole pages."""

    def __len__(self) -> int:
        """How many there are; none of them is read."""

    def without_findings(self) -> Iterator[Page]:
        """The same without their findings, which takes a fraction of the time."""


class ListedPages(list[Page]):
    """Pages that are in memory."""

    def without_findings(self) -> Iterator[Page]:
        """The pages without their findings."""
        return (page.model_copy(update={"findings": []}) for page in self)


@dataclass(frozen=True)
class Result:
    """All that a renderer is given. `pages`: by the sites' slugs; `folder`: where the run's images lie."""

    run: Run
    pages: Mapping[str, Pages]
    rules: Mapping[str, RuleInfo]
    requirements: Mapping[str, Requirement]
    folder: Path | None = None

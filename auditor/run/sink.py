"""Where a site's results go: `audit_site` writes through this and opens nothing itself.

The store's sink (auditor/run/store_sink.py) writes to a run in a database; another may collect, or send elsewhere.
Methods are called one at a time, from the thread of the event loop or a helper thread of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from auditor.capture.schema import PageCapture
from auditor.evaluate.siterules import SiteOutcomes
from auditor.model import JourneyResult, Page, Site


@dataclass(frozen=True)
class PageRecord:
    """A finished page. `capture` is masked and has its screenshots; None where the page was never opened."""

    page: Page
    position: int
    identity: str
    links: tuple[str, ...] = ()
    capture: PageCapture | None = field(default=None, repr=False)


@dataclass(frozen=True)
class FinishedPage:
    """What of an earlier finished page the crawl goes on with."""

    final_url: str
    links: tuple[str, ...]
    template: str


@dataclass(frozen=True)
class SiteResult:
    """A site when it ends: its coverage, journeys and status; its pages are in the sink."""

    site: Site
    pages: int  # finished in all, earlier ones included


class Sink(Protocol):
    """One site's place in a run."""

    def finished(self) -> Mapping[str, FinishedPage]:
        """Pages that an earlier, interrupted go at the run has finished, by identity; without those that failed for a
        reason that may be over by now (`coverage.is_passing`)."""

    def pages_planned(self, count: int) -> None:
        """So many more pages are to be opened or replayed."""

    def page_replayed(self, url: str) -> None:
        """A page of `finished` was taken as it is."""

    def page_finished(self, record: PageRecord) -> None:
        """Keep a page; one with the same identity is replaced."""

    def set_aside(self, identities: Sequence[str]) -> None:
        """These pages were the same as others, or are no longer part of the site: not counted."""

    def documents(self) -> Mapping[str, dict[str, Any]]:
        """What is known of linked files, by address."""

    def document_finished(self, url: str, facts: dict[str, Any]) -> None:
        """Keep what is known of a linked file."""

    def journey(self, name: str) -> JourneyResult | None:
        """An earlier result of a journey."""

    def journey_finished(self, name: str, result: JourneyResult) -> None:
        """Keep a journey's result."""

    def keep_image(self, name: str, content: bytes) -> str:
        """Keep a JPEG; its path below the output folder."""

    def pages(self) -> Mapping[str, Page]:
        """All pages that count, by identity, in the order of the crawl; without their findings."""

    def site_finished(self, site: Site, outcomes: Mapping[str, SiteOutcomes]) -> None:
        """The site has ended; `outcomes` by the page's identity. Groups and score are worked out afterwards."""

"""The sink that keeps a site's results in a run of a store: capture files first, then the page in one transaction."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.evaluate.groups import digest
from auditor.evaluate.siterules import SiteOutcomes
from auditor.model import JourneyResult, Page, Site
from auditor.run.coverage import is_passing
from auditor.run.progress import Progress
from auditor.run.sink import FinishedPage, PageRecord
from auditor.store.run_store import RunStore
from auditor.store.upkeep import SiteVerdicts


class StoreSink:
    """One site's place in a run of a store."""

    def __init__(self, run: RunStore, site: str, progress: Progress) -> None:
        self._run, self._site, self._progress = run, site, progress
        self._told = threading.Lock()  # progress is told of one thing at a time

    def finished(self) -> Mapping[str, FinishedPage]:
        """Pages that an earlier go at the run has finished and that need not be asked for again."""
        return {
            identity: FinishedPage(held.final_url, tuple(held.links), held.template)
            for identity, held in self._run.done(self._site, is_passing).items()
        }

    def pages_planned(self, count: int) -> None:
        """Tell the progress."""
        self._progress.plan(self._site, count)

    def page_replayed(self, url: str) -> None:
        """Tell the progress."""
        self._tell(url, "replayed")

    def page_finished(self, record: PageRecord) -> None:
        """Write the capture's files, then the page."""
        start = time.perf_counter()
        relative = ""
        if record.capture is not None:
            name = f"{self._site}/{record.position:05d}-{digest(record.identity, length=8)}"
            relative = self._run.keep_capture(name, record.capture)
        record.page.timing_ms["store"] = round((time.perf_counter() - start) * 1000)
        self._run.finish_page(record.page, record.position, record.identity, relative, list(record.links))
        self._tell(record.page.url, record.page.status)

    def _tell(self, url: str, status: str) -> None:
        with self._told:
            self._progress.done(self._site, url, status)

    def set_aside(self, identities: Sequence[str]) -> None:
        """Known, so not asked for again, and not counted."""
        self._run.set_aside(self._site, list(identities))

    def documents(self) -> Mapping[str, dict[str, Any]]:
        """What is known of linked files."""
        return self._run.documents(self._site)

    def document_finished(self, url: str, facts: dict[str, Any]) -> None:
        """Keep what is known of a linked file."""
        self._run.keep_document(self._site, url, facts)

    def journey(self, name: str) -> JourneyResult | None:
        """An earlier result of a journey."""
        held = self._run.get(self._journey_key(name))
        return None if held is None else JourneyResult.model_validate(held)

    def journey_finished(self, name: str, result: JourneyResult) -> None:
        """Keep a journey's result."""
        self._run.put(self._journey_key(name), result.model_dump())

    def _journey_key(self, name: str) -> str:
        return f"journey:{self._site}:{name}"

    def keep_image(self, name: str, content: bytes) -> str:
        """Keep an image in the run's own folder."""
        return self._run.keep_image(f"{self._site}/{name}", content)

    def pages(self) -> Mapping[str, Page]:
        """All pages that count, without their findings."""
        return {stored.identity: stored.page for stored in self._run.iter_stored(self._site, findings=False)}

    def site_finished(self, site: Site, outcomes: Mapping[str, SiteOutcomes]) -> None:
        """Keep the site and what its rules say of its pages."""
        write_site_outcomes(self._run, site.slug, outcomes)
        self._run.finish_site(site)


def write_site_outcomes(run: RunStore, slug: str, outcomes: Mapping[str, SiteOutcomes]) -> None:
    """Replace what the rules over a site have said of its pages. `outcomes`: by the page's identity."""
    keys = run.row_ids(slug)
    run.write_site_rules(
        slug,
        [
            SiteVerdicts(keys[identity], said.findings, said.passed, said.inapplicable, said.untested)
            for identity, said in outcomes.items()
            if identity in keys
        ],
    )

"""`audit_site` is a plain function: it runs in another process, its sink only collects, and all of it pickles."""

from __future__ import annotations

import asyncio
import multiprocessing
import pickle
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from auditor.crawl.targets import Target
from auditor.evaluate.siterules import SiteOutcomes
from auditor.model import JourneyResult, Page, Site
from auditor.run.plan import SitePlan, plan_sites
from auditor.run.sink import FinishedPage, PageRecord, Sink, SiteResult
from auditor.settings.options import build
from auditor.settings.parts import SiteSettings, WorkerSettings
from tests.audit.server import serving, tree


@dataclass
class CollectingSink:
    """Keeps everything in memory, and goes with it through a pickle."""

    records: dict[str, PageRecord] = field(default_factory=dict)
    before: dict[str, FinishedPage] = field(default_factory=dict)
    replayed: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    ended: dict[str, SiteOutcomes] = field(default_factory=dict)

    def finished(self) -> Mapping[str, FinishedPage]:
        return self.before

    def pages_planned(self, count: int) -> None:
        assert count > 0

    def page_replayed(self, url: str) -> None:
        self.replayed.append(url)

    def page_finished(self, record: PageRecord) -> None:
        self.records[record.identity] = record

    def set_aside(self, identities: Sequence[str]) -> None:
        self.aside += identities

    def documents(self) -> Mapping[str, dict[str, Any]]:
        return {}

    def document_finished(self, url: str, facts: dict[str, Any]) -> None:
        raise AssertionError("the site has no files")

    def journey(self, name: str) -> JourneyResult | None:
        return None

    def journey_finished(self, name: str, result: JourneyResult) -> None:
        raise AssertionError("the site has no journeys")

    def keep_image(self, name: str, content: bytes) -> str:
        raise AssertionError("the site has no journeys")

    def pages(self) -> Mapping[str, Page]:
        return {key: record.page for key, record in self.records.items()}

    def site_finished(self, site: Site, outcomes: Mapping[str, SiteOutcomes]) -> None:
        self.ended = dict(outcomes)


def elsewhere(
    plan: SitePlan, settings: SiteSettings, worker: WorkerSettings, sink: CollectingSink
) -> tuple[SiteResult, CollectingSink]:
    """What another process does with a site."""
    from auditor.run.site import audit_site
    from auditor.run.worker import running

    async def run() -> SiteResult:
        async with running(worker) as here:
            checked: Sink = sink
            return await audit_site(plan, settings, checked, here)

    return asyncio.run(run()), sink


@pytest.mark.browser
def test_a_site_runs_in_another_process(browser_available: None) -> None:
    settings = build({"allow_private": True, "max_pages": 5, "profile": "quick", "header": {"X-Test": "1"}})
    with serving(tree) as site:
        (plan,) = plan_sites([Target(url=site.base + "/")])
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            task = (plan, settings.site, settings.worker, CollectingSink())
            result, sink = pool.submit(elsewhere, *task).result(timeout=120)
    assert (result.pages, result.site.status, result.site.coverage.audited) == (5, "complete", 5)
    assert plan.site.coverage.audited == 0, "the plan is not written to"
    assert len(sink.records) == 5
    for record in sink.records.values():
        assert "image-alt" in {finding.rule for finding in record.page.findings}
        assert record.capture is not None
        assert set(record.capture.screenshots) == {"desktop", "phone"}
        assert record.capture.views
    assert sink.ended.keys() == sink.records.keys()
    # Rules over the site spoke once, when it had ended: each page is told of each of them.
    (first, *_) = sink.ended.values()
    assert first.passed or first.inapplicable or first.findings


def test_plan_and_settings_pickle() -> None:
    settings = build({"header": {"Authorization": "secret"}, "include": ["*x*"]})
    plans = plan_sites([Target(url="https://a.gov.cn/"), Target(url="https://b.gov.cn/", agency="某局")])
    again = pickle.loads(pickle.dumps((plans, settings)))
    assert again == (plans, settings)
    assert "secret" not in repr(again)

"""A capture as today's rules judge it, for comparisons of runs whose rules differ."""

from __future__ import annotations

from collections.abc import Callable

from auditor.capture.schema import PageCapture
from auditor.capture.schema.page import CrawlOrigin
from auditor.model import Manifest, Page
from auditor.run.judging import judge_page
from auditor.run.packs import bundled_packs, judging
from auditor.store.run_store import RunStore


def todays_judge(run: RunStore) -> Callable[[PageCapture], Page] | None:
    """What judges as the run was judged; None where its rules are not today's bundled ones."""
    judgings = run.judgings()
    if not judgings or judgings[-1].facts.get("rules") != judging(bundled_packs()).rules:
        return None
    from auditor.evaluate.catalogue import load
    from auditor.run.rejudge import judge_settings

    settings = judge_settings(Manifest.model_validate(run.manifest))
    catalogue = load()

    def judge(capture: PageCapture) -> Page:
        origin = capture.crawl or CrawlOrigin("target", 0)
        return judge_page(capture, catalogue, "", settings, origin.source, origin.depth)

    return judge

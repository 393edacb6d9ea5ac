"""A capture becomes a page: judged where the validity gate let it through, else its status and reason."""

from __future__ import annotations

from auditor.capture.schema import PageCapture
from auditor.crawl.frontier import Planned
from auditor.evaluate.catalogue import Catalogue
from auditor.evaluate.evaluator import evaluate
from auditor.messages.reasons import page_error
from auditor.model import Page, PageError
from auditor.settings.parts import JudgeSettings


def judge_page(
    capture: PageCapture, catalogue: Catalogue, site: str, judge: JudgeSettings, source: str, depth: int
) -> Page:
    """The page of a capture."""
    if capture.error:
        status, why = capture.error
        return Page(
            site=site,
            url=capture.url,
            final_url=capture.final_url,
            http_status=capture.http_status,
            title=capture.title,
            source=source,
            depth=depth,
            status=status,
            error=page_error(status, why, judge.lang),
            timing_ms=capture.timing_ms,
        )
    return evaluate(capture, catalogue, site=site, profile=judge.profile, lang=judge.lang, source=source, depth=depth)


def unopened_page(site: str, planned: Planned, url: str, error: PageError) -> Page:
    """A page that was planned and never opened, with the reason. `url`: as it is told."""
    return Page(
        site=site,
        url=url,
        source=planned.source,
        depth=planned.depth,
        status=error.kind,
        error=error,
    )

"""A capture becomes a page: judged where the validity gate let it through, else its status and reason. Never raises
for what a page is: a page whose judging fails is `crashed`, with the error."""

from __future__ import annotations

from auditor.capture.schema import PageCapture
from auditor.crawl.frontier import Planned
from auditor.evaluate.catalogue import Catalogue
from auditor.evaluate.evaluator import evaluate
from auditor.messages import note
from auditor.messages.reasons import page_error
from auditor.model import Page, PageError
from auditor.settings.parts import JudgeSettings

MAX_ERROR = 200  # characters of an error's own words


def judge_page(
    capture: PageCapture, catalogue: Catalogue, site: str, judge: JudgeSettings, source: str, depth: int
) -> Page:
    """The page of a capture."""
    error = capture.error
    if error is None:
        try:
            return evaluate(
                capture, catalogue, site=site, profile=judge.profile, lang=judge.lang, source=source, depth=depth
            )
        except Exception as failed:
            error = "crashed", note("page.not-judged", what=named(failed))
    status, why = error
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


def named(error: Exception) -> str:
    """An error in few words, for a reason."""
    return f"{type(error).__name__}: {error}"[:MAX_ERROR]


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

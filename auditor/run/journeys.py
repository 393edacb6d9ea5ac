"""A site's journeys: run once each, kept by the sink as they are finished, their audited states kept as pages."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urljoin, urlsplit

from auditor.capture.browser_pool import BrowserPage
from auditor.capture.login import new_page
from auditor.capture.open import Options, capture_state
from auditor.capture.schema import PageCapture
from auditor.evaluate.groups import digest
from auditor.journeys.runner import Ground, NewContext, run
from auditor.journeys.script import Journey, JourneyError
from auditor.masking import Mask
from auditor.model import JourneyResult
from auditor.run.sink import Sink

StoreState = Callable[[str, int, PageCapture], Awaitable[None]]
FIRST_POSITION = 1_000_000  # of a state among the site's pages: after all that the crawl can plan


def belonging(journeys: Sequence[Journey], starts: tuple[str, ...], first: bool) -> list[Journey]:
    """The journeys of the site with these start addresses; those with a relative start belong to the first site."""
    host = urlsplit(starts[0]).netloc.removeprefix("www.")

    def ours(journey: Journey) -> bool:
        if "://" not in journey.start:
            return first
        return urlsplit(journey.start).netloc.removeprefix("www.") == host

    return [journey for journey in journeys if ours(journey)]


def secrets(journeys: Sequence[Journey]) -> list[str]:
    """The values that journeys take from the environment."""
    found = []
    for step in (step for journey in journeys for step in journey.step if step.secret()):
        with contextlib.suppress(JourneyError):  # not set: the journey says so
            found.append(step.filled())
    return found


async def run_all(
    journeys: Sequence[Journey],
    base: str,
    sink: Sink,
    options: Options,
    new_context: NewContext,
    store_state: StoreState,
    mask: Mask,
) -> list[JourneyResult]:
    """Each journey's result; one that was run before an interruption is taken from the sink.

    `store_state(identity, position, capture)` keeps an audited state as a page of the site."""
    results = []
    for number, journey in enumerate(journeys):
        if (earlier := sink.journey(journey.name)) is not None:
            results.append(earlier)
            continue
        place = FIRST_POSITION + number * 1000
        ground = Ground(
            new_context,
            urljoin(base, "."),
            audit=functools.partial(_audit, journey, place, options, store_state),
            keep=functools.partial(_keep, sink),
            new_page=new_page,
            secrets=tuple(secrets([journey])),
        )
        result = await run(journey, ground)
        result = JourneyResult.model_validate(mask.data(result.model_dump()))
        await asyncio.to_thread(sink.journey_finished, journey.name, result)
        results.append(result)
    return results


async def _audit(
    journey: Journey, place: int, options: Options, store_state: StoreState, page: BrowserPage, step: int, name: str
) -> None:
    capture = await capture_state(page, options, f"{journey.name}/{name}")
    await store_state(f"journey:{journey.name}:{name}", place + step, capture)


def _keep(sink: Sink, name: str, image: bytes) -> str:
    return sink.keep_image(f"journey-{digest(name, length=10)}.jpg", image)

"""A site's journeys: run once each, kept in the store as they are finished, their audited states stored as pages."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.async_api import BrowserContext, Page

from auditor.capture.login import new_page
from auditor.capture.open import Options, capture_state
from auditor.capture.schema import PageCapture
from auditor.evaluate.groups import digest
from auditor.journeys.modes import Way
from auditor.journeys.runner import Ground, run
from auditor.journeys.script import Journey, JourneyError
from auditor.masking import Mask
from auditor.model import JourneyResult
from auditor.store.database import Database
from auditor.store.files import write

StoreState = Callable[[str, int, PageCapture], Awaitable[None]]
FIRST_POSITION = 1_000_000  # of a state among the site's pages: after all that the crawl can plan


def belonging(journeys: list[Journey], starts: tuple[str, ...], first: bool) -> list[Journey]:
    """The journeys of the site with these start addresses; those with a relative start belong to the first site."""
    host = urlsplit(starts[0]).netloc.removeprefix("www.")

    def ours(journey: Journey) -> bool:
        if "://" not in journey.start:
            return first
        return urlsplit(journey.start).netloc.removeprefix("www.") == host

    return [journey for journey in journeys if ours(journey)]


def secrets(journeys: list[Journey]) -> list[str]:
    """The values that journeys take from the environment."""
    found = []
    for step in (step for journey in journeys for step in journey.step if step.secret()):
        with contextlib.suppress(JourneyError):  # not set: the journey says so
            found.append(step.filled())
    return found


async def run_all(
    journeys: list[Journey],
    base: str,
    slug: str,
    root: Path,
    database: Database,
    options: Options,
    new_context: Callable[[Way], Awaitable[BrowserContext]],
    store_state: StoreState,
    mask: Mask,
) -> list[JourneyResult]:
    """Each journey's result; one that was run before an interruption is taken from the store.

    `store_state(identity, position, capture)` keeps an audited state as a page of the site."""
    found = []
    for number, journey in enumerate(journeys):
        key = f"journey:{slug}:{journey.name}"
        held = database.get(key)
        if held is not None:
            found.append(JourneyResult.model_validate(held))
            continue
        place = FIRST_POSITION + number * 1000
        ground = Ground(
            new_context,
            urljoin(base, "."),
            audit=functools.partial(_audit, journey, place, options, store_state),
            keep=functools.partial(_keep, root, slug),
            secrets=tuple(secrets([journey])),
            new_page=new_page,
        )
        result = await run(journey, ground)
        result = JourneyResult.model_validate(mask.data(result.model_dump()))
        await asyncio.to_thread(database.put, key, result.model_dump())
        found.append(result)
    return found


async def _audit(
    journey: Journey, place: int, options: Options, store_state: StoreState, page: Page, step: int, name: str
) -> None:
    capture = await capture_state(page, options, f"{journey.name}/{name}")
    await store_state(f"journey:{journey.name}:{name}", place + step, capture)


def _keep(root: Path, slug: str, name: str, picture: bytes) -> str:
    relative = f"pictures/{slug}/journey-{digest(name, length=10)}.jpg"
    write(root / relative, picture)
    return relative

"""Runs a journey in every way, each from a fresh start; nothing is ever submitted.

A request that isn't GET is stopped. Where one was, the journey is at its submission: that is as far as it goes.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urljoin

from playwright.async_api import BrowserContext, Page, Route
from playwright.async_api import Error as PlaywrightError

from auditor.journeys.locating import text_seen
from auditor.journeys.modes import WAYS, StepFailed, Way
from auditor.journeys.script import Journey, Step
from auditor.lexicon import pattern
from auditor.messages import Note, languages, note, sentence
from auditor.model import JourneyResult, JourneyStep, JourneyWay

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_MS = 20_000
CLOSE_SECONDS = 5.0
WAIT_MS = 6000
WAY_SECONDS = 90.0
_ELDER_ENTRY = pattern("elder.entry")
SCAN_WORDS = pattern("scan.asked")

NewContext = Callable[[Way], Awaitable[BrowserContext]]
AuditState = Callable[[Page, int, str], Awaitable[None]]
Keep = Callable[[str, bytes], str]


@dataclass
class Ground:
    """What a run needs: fresh contexts, where the site is, how to audit a state, where to keep a picture."""

    new_context: NewContext
    base: str
    audit: AuditState | None = None
    keep: Keep | None = None
    stopped: list[str] = field(default_factory=list)
    secrets: tuple[str, ...] = ()  # values that no picture shows
    new_page: Callable[[BrowserContext], Awaitable[Page]] = BrowserContext.new_page


async def run(journey: Journey, ground: Ground, ways: tuple[Way, ...] = WAYS) -> JourneyResult:
    """Who can finish the journey. Never raises for what a site does."""
    found: list[JourneyWay] = []
    scans = any(step.action == "scan" for step in journey.step)
    for way in ways:
        if not way.phone and not scans and found:
            # Nothing is to be scanned: without a phone it is as with the mouse.
            found.append(found[0].model_copy(update={"way": way.id, "seconds": 0.0}))
        else:
            begun = time.monotonic()
            result = await _way(journey, way, ground)
            result.seconds = round(time.monotonic() - begun, 1)
            found.append(result)
    return JourneyResult(
        name={"zh": journey.name, "en": journey.name_en or journey.name},
        start=urljoin(ground.base, journey.start),
        goal=journey.goal,
        steps=[JourneyStep(action=step.action, target=step.target) for step in journey.step],
        ways=found,
    )


async def _way(journey: Journey, way: Way, ground: Ground) -> JourneyWay:
    begun = time.monotonic()
    at = 0
    page: Page | None = None
    try:
        context = await ground.new_context(way)
    except PlaywrightError as error:
        return _result(way, "not-tested", None, note("journeys.no-browser"), error.message)
    stopped: list[str] = []
    try:
        await context.route("**/*", lambda route: _decide(route, stopped))
        page = await ground.new_page(context)
        page.on("dialog", lambda dialog: _accept(dialog))
        page.set_default_timeout(WAIT_MS)
        answer = await page.goto(
            urljoin(ground.base, journey.elder if way.elder and journey.elder else journey.start), timeout=OPEN_MS
        )
        if answer is not None and answer.status >= 400:
            return _result(
                way,
                "not-tested",
                0,
                note("journeys.start-not-opened", status=answer.status),
            )
        if way.elder and not journey.elder:
            await _enter_elder(page)
        for at, step in enumerate(journey.step, 1):
            if time.monotonic() - begun > WAY_SECONDS:
                return _result(way, "not-tested", at, note("journeys.out-of-time"))
            if step.action == "scan":
                return await _scan(way, at, step, page, ground)
            await _step(page, way, at, step, ground)
            if stopped:
                break
        at = len(journey.step)
        if journey.goal and not stopped and not await _appears(page, journey.goal):
            raise StepFailed(note("journeys.goal-not-seen", goal=journey.goal))
        found = _result(way, "can", None, note("journeys.not-submitted") if stopped else None)
    except StepFailed as stuck:
        why = await _why(page, stuck)
        if way.elder:
            why = note("journeys.in-elder-version", why=why)
        found = _result(way, "cannot", at or 1, why, stuck.detail)
        found.picture = await _picture(page, ground, f"{journey.name}-{way.id}")
    except PlaywrightError as error:
        found = _result(way, "not-tested", at or None, note("journeys.browser-failed"), error.message)
    finally:
        with contextlib.suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(context.close(), CLOSE_SECONDS)
    return found


async def _decide(route: Route, stopped: list[str]) -> None:
    request = route.request
    with contextlib.suppress(PlaywrightError):
        if request.method in SAFE:
            await route.continue_()
        else:
            # What a page reports about its visitors is not the task's submission.
            if request.resource_type in ("document", "xhr", "fetch"):
                stopped.append(request.url[:300])
            await (route.fulfill(status=204) if request.is_navigation_request() else route.abort("blockedbyclient"))


async def _accept(dialog: Any) -> None:
    with contextlib.suppress(PlaywrightError):
        await dialog.accept()


async def _step(page: Page, way: Way, at: int, step: Step, ground: Ground) -> None:
    if step.action == "open":
        await page.goto(urljoin(page.url, step.target), timeout=OPEN_MS)
    elif step.action == "wait":
        if not await _appears(page, step.target):
            raise StepFailed(note("journeys.did-not-appear", target=step.target))
    elif step.action == "audit":
        if ground.audit is not None and way.id == "mouse":
            await ground.audit(page, at, step.target)
    elif step.action == "click":
        await way.click(page, step)
    elif step.action == "fill":
        await way.fill(page, step)
    elif step.action == "choose":
        await way.choose(page, step)
    with contextlib.suppress(PlaywrightError):
        await page.wait_for_load_state("domcontentloaded")
    await page.wait_for_timeout(150)


async def _appears(page: Page, text: str) -> bool:
    end = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < end:
        if await text_seen(page, text):
            return True
        await page.wait_for_timeout(200)
    return False


async def _scan(way: Way, at: int, step: Step, page: Page, ground: Ground) -> JourneyWay:
    if way.phone:
        return _result(
            way,
            "no-further",
            at,
            note("journeys.needs-a-phone", target=step.target),
        )
    found = _result(
        way,
        "cannot",
        at,
        note("journeys.ends-without-phone", target=step.target),
    )
    found.picture = await _picture(page, ground, f"{step.target}-{way.id}")
    return found


async def _enter_elder(page: Page) -> None:
    """Through the entry on the page, whatever it does."""
    roles: tuple[Literal["link", "button"], ...] = ("link", "button")
    for role in roles:
        entries = page.get_by_role(role, name=_ELDER_ENTRY)
        if await entries.count():
            await entries.first.click(timeout=WAIT_MS)
            await page.wait_for_load_state("domcontentloaded")
            await page.wait_for_timeout(500)
            return
    written = page.get_by_text(_ELDER_ENTRY)
    if await written.count():
        await written.first.click(timeout=WAIT_MS)
        await page.wait_for_timeout(500)
        return
    raise StepFailed(note("journeys.no-elder-entry"))


async def _why(page: Page | None, stuck: StepFailed) -> Note:
    """The reason, with a hint where the page asks for a phone's camera."""
    with contextlib.suppress(PlaywrightError):
        if page is not None and SCAN_WORDS.search((await page.locator("body").inner_text())[:20_000]):
            return note("journeys.asks-for-a-scan", why=stuck.why)
    return stuck.why


async def _picture(page: Page | None, ground: Ground, name: str) -> str | None:
    if page is None or ground.keep is None:
        return None
    try:
        covered = [page.locator("input, textarea"), *map(page.get_by_text, ground.secrets)] if ground.secrets else []
        picture = await page.screenshot(type="jpeg", quality=60, timeout=WAIT_MS, mask=covered, mask_color="#000000")
        return ground.keep(name, picture)
    except PlaywrightError:
        return None


def _result(way: Way, outcome: Any, step: int | None, why: Note | None, detail: str = "") -> JourneyWay:
    said = {"reason": {lang: sentence(why, lang) for lang in languages()}, **why.model_dump()} if why else {}
    return JourneyWay(way=way.id, outcome=outcome, step=step, detail=detail[:300], **said)

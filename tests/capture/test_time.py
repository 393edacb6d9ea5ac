"""All probes of one page together keep to the page's time, whatever one of them or the page does."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.capture import in_depth, limits, probes
from auditor.capture.limits import with_deadline
from auditor.capture.probe_session import ProbeSession
from auditor.capture.views import VIEWS
from auditor.messages import note
from tests.captures import observed
from tests.conftest import capture_all, serve

FOLDER = Path(__file__).with_name("hostile")
SECONDS = 25.0  # the page's time in these tests
# Work past its time is cancelled, and may take a moment to put things back; then the page is freed.
LEEWAY = in_depth.OVER + 2 * limits.GRACE + 6


def spent(seen: dict[str, Any]) -> float:
    """Seconds in the deeper views and the probes together."""
    timing = seen.timing_ms
    return float(timing.get("views", 0) + timing["probes"]) / 1000


async def test_work_gets_its_result_or_its_time() -> None:
    async def value() -> int:
        return 7

    async def fails() -> None:
        raise ValueError("no")

    assert await with_deadline(value(), 1) == 7
    with pytest.raises(ValueError, match="no"):
        await with_deadline(fails(), 1)
    with pytest.raises(TimeoutError):
        await with_deadline(asyncio.sleep(30), 0.05)


async def test_work_that_hangs_in_its_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GRACE", 0.1)
    ends: list[str] = []

    async def stubborn() -> None:
        for _ in range(3):
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                ends.append("once more")

    start = time.monotonic()
    with pytest.raises(TimeoutError):
        await with_deadline(stubborn(), 0.1)
    assert time.monotonic() - start < 2
    assert len(ends) == 2


async def test_who_waits_can_be_cancelled() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            ended.set()

    waiting = asyncio.ensure_future(with_deadline(work(), 20))
    await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended.is_set()


@pytest.mark.browser
def test_all_probes_of_a_restless_page_keep_to_its_time(browser_available: None) -> None:
    with serve(FOLDER) as base:
        url = f"{base}/restless.html"
        seen = capture_all(
            [url],
            views=("desktop", "phone", "reflow"),
            change=lambda options: replace(options, probes=probes.names(), deep_timeout=SECONDS),
        )[url]
    assert seen.error is None
    assert spent(seen) < SECONDS + LEEWAY
    assert set(seen.observations) == set(probes.names())
    untested = [held.untested for held in seen.observations.values() if not held.was_run]
    assert untested, "the page was not restless enough"
    late = {"capture.not-in-time", "capture.not-reopened-in-time", "capture.no-time-page", "capture.unlike"}
    assert {getattr(why, "code", "") for why in untested} <= late, untested
    assert set(seen.views) >= {"desktop", "phone"}


@pytest.mark.browser
def test_probes_that_hang_keep_to_the_page_s_time(browser_available: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hangs:
        ORDER, SECONDS, CHANGES = 1, 60.0, False

        @staticmethod
        async def observe(session: ProbeSession) -> dict[str, Any]:
            never = {"expression": "new Promise(() => {})", "awaitPromise": True}
            try:
                await session.cdp.send("Runtime.evaluate", never)
            finally:
                await session.cdp.send("Runtime.evaluate", never)
            return {}

    class Blocks:
        ORDER, SECONDS, CHANGES = 2, 3.0, False

        @staticmethod
        async def observe(session: ProbeSession) -> dict[str, Any]:
            await session.page.evaluate("for (;;);")
            return {}

    class After:
        ORDER, SECONDS, CHANGES = 3, 5.0, False

        @staticmethod
        async def observe(session: ProbeSession) -> dict[str, Any]:
            return {"title": await session.page.title()}

    monkeypatch.setattr(probes, "_modules", lambda: {"blocks": Blocks, "after": After, "hangs": Hangs, "last": After})
    with serve(FOLDER) as base:
        url = f"{base}/alerts.html"
        seen = capture_all(
            [url], change=lambda o: replace(o, probes=("blocks", "after", "hangs", "last"), deep_timeout=SECONDS)
        )[url]
    held = seen.observations
    assert held["blocks"].untested == note("capture.not-in-time", seconds=3)
    assert observed(seen, "after") == {"title": "处处弹框"}
    assert getattr(held["hangs"].untested, "code", "") == "capture.not-in-time"
    assert getattr(held["last"].untested, "code", "") == "capture.no-time-page"
    assert spent(seen) < SECONDS + LEEWAY


@pytest.mark.browser
def test_views_leave_time_to_the_probes(browser_available: None) -> None:
    with serve(FOLDER) as base:
        url = f"{base}/hangs_narrow.html"
        seen = capture_all(
            [url],
            views=tuple(VIEWS),
            change=lambda options: replace(options, probes=("listeners", "forms"), deep_timeout=SECONDS),
        )[url]
    assert spent(seen) < SECONDS + LEEWAY
    assert seen.untested["reflow"].code == "capture.not-in-time"
    assert all(held.was_run for held in seen.observations.values()), seen.observations

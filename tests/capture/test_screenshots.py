"""Pictures of what lies outside the window: the same pixels as if it were in it, and the page hears nothing of it."""

from __future__ import annotations

import asyncio
import io

import numpy as np
import pytest
from PIL import Image

from auditor.capture import browser, screenshots
from auditor.capture.pixels import MAX_BAND, bands
from auditor.capture.text_backgrounds import Pixels

PAGE = """<!doctype html><meta name="viewport" content="width=device-width"><body style="margin:0">
<script>
window.heard = [];
for (const type of ["resize", "scroll"]) addEventListener(type, () => heard.push(type), true);
visualViewport.addEventListener("resize", () => heard.push("viewport"));
matchMedia("(min-width: 600px)").addEventListener("change", () => heard.push("media"));
</script>
<div style="height:100vh;background:#f00">一屏</div>
<p style="position:fixed;bottom:0;margin:0;background:#ff0">悬浮</p>
<div style="height:5000px;background:linear-gradient(#0f0,#00f)">底</div>
<div id="wide" style="width:1500px;height:50px;background:#f0f"></div>
<script>
new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) heard.push("seen"); }).observe(wide);
</script></body>"""
# Under the phone's metrics the page is wider than the window, which shows it smaller.
METRICS = {
    "desktop": {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False},
    "phone": {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True},
}
CLIPS = [(0, 0, 300, 1000), (0, 2000, 1280, 3000), (1300, 5780, 100, 60), (20, 780, 50, 70)]


def _pixels(taken: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(taken)).convert("RGB"))


@pytest.mark.browser
def test_outside_the_window_pictures_are_the_same_and_the_page_hears_nothing() -> None:
    async def main() -> None:
        async with browser.launched() as running:
            page = await running.new_page(viewport={"width": 1280, "height": 800})
            await page.set_content(PAGE)
            session = await page.context.new_cdp_session(page)
            assert await screenshots.draws_all(page)
            for name, metrics in METRICS.items():
                await session.send("Emulation.setDeviceMetricsOverride", metrics)
                await page.evaluate("new Promise((done) => setTimeout(() => { heard.length = 0; done(); }, 200))")
                inside = [await screenshots.shoot(page, session, "png", clip) for clip in CLIPS]
                assert await page.evaluate("heard") == [], name
                screenshots._draws_all[running] = False
                beyond = [await screenshots.shoot(page, session, "png", clip) for clip in CLIPS]
                del screenshots._draws_all[running]
                for clip, one, other in zip(CLIPS, inside, beyond, strict=True):
                    assert _pixels(one).shape == (clip[3], clip[2], 3)
                    assert np.array_equal(_pixels(one), _pixels(other)), (name, clip)

    asyncio.run(main())


@pytest.mark.browser
def test_a_browser_that_draws_its_window_only_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "DRAWS_ALL", "--mute-audio")

    async def main() -> None:
        async with browser.launched() as running:
            page = await running.new_page(viewport={"width": 400, "height": 300})
            await page.set_content("<body style='margin:0'><div style='height:3000px;background:#00f'>")
            session = await page.context.new_cdp_session(page)
            assert not await screenshots.draws_all(page)
            taken = _pixels(await screenshots.shoot(page, session, "png", (10, 2500, 20, 30)))
            assert (taken == (0, 0, 255)).all()

    asyncio.run(main())


def test_strips_hold_all_boxes_and_no_more_than_they_must() -> None:
    def found(boxes: list[tuple[int, int, int, int]], gap: float = 100) -> list[tuple[float, float, float, float]]:
        return [strip.clip for strip in bands(boxes, 1000, 20_000, gap)]

    assert found([(100, 50, 200, 20)]) == [(98, 48, 204, 24)]
    assert found([(100, 50, 200, 20), (500, 160, 10, 20)]) == [(98, 48, 414, 134)], "near: one picture of both"
    assert found([(100, 50, 200, 20), (500, 400, 10, 20)]) == [(98, 48, 204, 24), (498, 398, 14, 24)]
    assert found([(100, 50, 200, 20), (500, 400, 10, 20)], 400) == [(98, 48, 414, 374)]
    assert found([(-50, -10, 100, 20), (950, 19_990, 100, 50)]) == [(0, 0, 52, 12), (948, 19_988, 52, 12)]
    assert found([(1010, 10, 50, 50), (10, 20_010, 50, 50)]) == [], "nothing of these is on the page"
    tall = found([(0, 0, 10, MAX_BAND - 10), (0, MAX_BAND - 100, 10, 500)], 400)
    assert [clip[3] for clip in tall] == [MAX_BAND - 8, 504], "as tall as memory allows"

"""Who gets through: small pages, each with one obstacle for some."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext

from auditor.capture import browser
from auditor.journeys.modes import Way
from auditor.journeys.runner import Ground, run
from auditor.journeys.script import Journey
from auditor.model import JourneyResult
from tests.conftest import serve

HEAD = '<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>办事</title>'


def journey(*steps: dict[str, str], goal: str = "办好了", **more: str) -> Journey:
    return Journey.model_validate({"name": "办事", "start": "index.html", "goal": goal, "step": list(steps), **more})


def outcomes(folder: Path, wanted: Journey) -> tuple[dict[str, str], JourneyResult]:
    async def work() -> JourneyResult:
        with serve(folder) as base:
            async with browser.launched() as running:

                async def context(way: Way) -> BrowserContext:
                    return await running.new_context(
                        viewport={"width": way.width, "height": way.height}, has_touch=way.touch
                    )

                return await run(wanted, Ground(context, base + "/"))

    result = asyncio.run(work())
    return {way.way: way.outcome for way in result.ways}, result


@pytest.mark.browser
def test_all_but_what_the_obstacle_stops(tmp_path: Path, browser_available: None) -> None:
    (tmp_path / "index.html").write_text(
        HEAD
        + """<table><tr><td>姓名</td><td><input id="n"></td></tr></table>
        <div id="next" onclick="document.getElementById('out').textContent = document.getElementById('n').value && '办好了'">下一步</div>
        <p id="out"></p></html>""",
        "utf-8",
    )
    seen, result = outcomes(tmp_path, journey({"fill": "姓名", "value": "王"}, {"click": "下一步"}))
    assert seen == {
        "mouse": "can", "keyboard": "cannot", "screen-reader": "cannot", "narrow": "can", "zoom-200": "can",
        "elder": "cannot", "no-phone": "can",
    }  # fmt: skip
    by_way = {way.way: way for way in result.ways}
    assert by_way["keyboard"].step == 2
    assert by_way["screen-reader"].step == 1
    assert "长辈版" in by_way["elder"].reason["zh"]


@pytest.mark.browser
def test_what_covers_a_button_on_a_narrow_screen(tmp_path: Path, browser_available: None) -> None:
    (tmp_path / "index.html").write_text(
        HEAD
        + """<style>#float{position:fixed;right:0;bottom:0;width:300px;height:600px;background:#eee}</style>
        <p>正文</p><div style="height:300px"></div><button onclick="document.title='办好了';out.textContent='办好了'">提交</button>
        <p id="out"></p><div id="float">飘窗</div><a href="elder.html">长辈版</a></html>""",
        "utf-8",
    )
    (tmp_path / "elder.html").write_text(
        HEAD + "<button onclick=\"this.textContent='办好了'\">提交</button></html>", "utf-8"
    )
    seen, result = outcomes(tmp_path, journey({"click": "提交"}))
    assert seen["mouse"] == "can"
    assert seen["narrow"] == "cannot"
    assert "盖住" in next(way for way in result.ways if way.way == "narrow").reason["zh"]
    assert seen["elder"] == "can"


@pytest.mark.browser
def test_a_submission_is_stopped_and_ends_the_task(tmp_path: Path, browser_available: None) -> None:
    (tmp_path / "index.html").write_text(
        HEAD + '<form method="post" action="/send"><button>提交</button></form></html>', "utf-8"
    )
    seen, result = outcomes(tmp_path, journey({"click": "提交"}, goal="不会出现"))
    assert seen["mouse"] == "can"
    assert "没有真正提交" in result.ways[0].reason["zh"]


@pytest.mark.browser
def test_scanning_is_where_a_machine_and_who_has_no_phone_stop(tmp_path: Path, browser_available: None) -> None:
    (tmp_path / "index.html").write_text(HEAD + '<a href="elder.html">长辈版</a><p>请用手机扫码</p></html>', "utf-8")
    (tmp_path / "elder.html").write_text(HEAD + "<p>请用手机扫码</p></html>", "utf-8")
    seen, _ = outcomes(tmp_path, journey({"scan": "扫码登录"}))
    assert seen["mouse"] == seen["keyboard"] == "no-further"
    assert seen["no-phone"] == "cannot"


@pytest.mark.browser
def test_a_start_that_is_not_there_is_not_tested(tmp_path: Path, browser_available: None) -> None:
    seen, _ = outcomes(tmp_path, journey({"click": "提交"}))
    assert set(seen.values()) == {"not-tested"}

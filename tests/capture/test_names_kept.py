"""Names and roles that a later view takes over from the first are those it would have worked out itself."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from auditor.capture import axe, browser
from auditor.capture import page as page_library
from auditor.capture.schema.javascript import constants
from auditor.demo.server import SITE_DIR

CHANGING = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>t</title>
<style>@media (max-width: 600px) { .wide { display: none } } @media (min-width: 601px) { .narrow { display: none } }</style>
<a href="/a">办理<span class="wide">社会保障卡</span><span class="narrow">社保卡</span></a> <a href="/b">不变</a>
<label>姓名 <span class="wide">（与身份证一致）</span><input id="name"></label>
<label for="mail"><span class="narrow">邮箱</span><span class="wide">电子邮箱地址</span></label><input id="mail">
<span id="said">查询<i class="wide">全部</i></span><button aria-labelledby="said">x</button><button>查询</button>
<section aria-labelledby="said"><p>段</p></section><div class="wide"><button>只在宽屏</button></div>
<div class="narrow"><button>只在窄屏</button></div><details><summary>更多</summary><button>藏着</button></details>
<button id="by-script">菜单</button><input type="submit" value="提交"><textarea aria-label="留言"></textarea>
<script>addEventListener("resize", () => { if (innerWidth < 600) document.getElementById("by-script").textContent = "目录"; });</script>
"""
STILL = CHANGING.split("<script>")[0]


def _named(table: dict[str, Any]) -> dict[str, Any]:
    return {kind: {node: table["strings"][at] for node, at in table[kind].items()} for kind in ("names", "roles")}


@pytest.mark.browser
def test_as_worked_out(browser_available: None) -> None:
    source = axe.load().source
    collect = page_library.call("collector.collect", [constants()])[0]
    pages = [CHANGING, STILL, *(file.read_text("utf-8") for file in sorted(SITE_DIR.rglob("*.html"))[:20])]

    async def look() -> list[tuple[Any, Any, Any, bool]]:
        found = []
        async with browser.launched() as running:
            page = await running.new_page()
            for markup in pages:
                await page.set_viewport_size({"width": 1280, "height": 800})
                await page.goto("about:blank")
                await page.set_content(markup)
                await page.evaluate(source)
                first = json.loads(await page.evaluate(collect))
                await page.set_viewport_size({"width": 390, "height": 844})
                await page.wait_for_timeout(50)
                kept = json.loads(await page.evaluate(collect))
                await page.evaluate(page_library.call("accessibleNames.forget", [])[0])
                fresh = json.loads(await page.evaluate(collect))
                found.append(
                    (_named(first), _named(kept), _named(fresh), kept["names_computed"] < fresh["names_computed"])
                )
        return found

    seen = asyncio.run(look())
    assert [kept for _, kept, _, _ in seen] == [fresh for _, _, fresh, _ in seen]
    assert seen[1][0] != seen[1][1]
    assert not seen[0][3], "a changed document is asked anew"
    assert sum(taken_over for _, _, _, taken_over in seen) > len(seen) / 2

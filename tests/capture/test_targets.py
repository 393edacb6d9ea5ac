"""Leaving out the targets that pass by definition changes nothing in what axe-core's `target-size` finds."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from auditor.capture import axe, browser
from auditor.capture import page as page_library
from auditor.capture.schema.javascript import constants

PAGES = 30
RUN = """(async () => {
  const results = await axe.run(document, {runOnly: {type: "rule", values: ["target-size"]}});
  const nodes = (list) => list.flatMap((r) => r.nodes.map((n) => n.target.join(" "))).sort();
  const met = Boolean(__auditor.farTargets?.someMet());
  return [nodes(results.violations), nodes(results.incomplete), met || results.passes.length > 0 || results.violations.length > 0];
})()"""


def _page(seed: int) -> str:
    """Targets of all kinds, small and large, alone, near, over one another, nested, in a region that takes focus."""
    chance = random.Random(seed)
    parts = []
    for number in range(chance.randint(2, 40)):
        x, y = chance.randint(0, 700), chance.randint(0, 500)
        w, h = (chance.choice((8, 16, 20, 23, 24, 25, 40, 120)) for _ in range(2))
        style = f"position:absolute;left:{x}px;top:{y}px;width:{w}px;height:{h}px;overflow:hidden;padding:0"
        kind = chance.choice(("button", "link", "role", "region", "nested", "list", "text"))
        at = f'id="t{number}" style="{style}"'
        parts.append(
            {
                "button": f"<button {at}>x</button>",
                "link": f'<a href="#{number}" {at}>x</a>',
                "role": f'<div role="tab" tabindex="0" {at}>x</div>',
                "region": f'<section tabindex="-1" {at}><button style="width:10px;height:10px">y</button></section>',
                "nested": f'<div role="button" tabindex="0" {at}><a href="#n{number}">z</a></div>',
                "list": f'<ul {at}><li><a href="#a{number}">a</a><li><a href="#b{number}">b</a></ul>',
                "text": f'<p {at}>go <a href="#c{number}">there</a> or not</p>',
            }[kind]
        )
    return "<!DOCTYPE html><html lang=en><title>t</title><body>" + "".join(parts)


@pytest.mark.browser
def test_same_findings(browser_available: None) -> None:
    source = axe.load().source

    async def look() -> list[tuple[Any, Any]]:
        found = []
        async with browser.launched() as running:
            page = await running.new_page(viewport={"width": 800, "height": 600})
            for seed in range(PAGES):
                await page.set_content(_page(seed))
                await page.evaluate(source)
                await page.evaluate(page_library.call("collector.collect", [constants()])[0])
                before = await page.evaluate(RUN)
                await page.evaluate(page_library.call("farTargets.leaveOut", [])[0])
                found.append((before, await page.evaluate(RUN)))
        return found

    seen = asyncio.run(look())
    assert [after for _, after in seen] == [before for before, _ in seen]
    assert any(violations for (violations, _, _), _ in seen)
    assert any(not violations for (violations, _, _), _ in seen)

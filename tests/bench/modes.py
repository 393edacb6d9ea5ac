"""The two yardsticks, each a process of its own: page load only, and load plus axe-core's default run.

Called as `python modes.py load|axe BASE`; two pages in flight, as in an audit. Prints one line a page.
"""

from __future__ import annotations

import asyncio
import sys

from playwright.async_api import BrowserContext

from auditor.capture import axe
from auditor.capture.browser import launched
from tests.bench.site import PAGES

SMALL = """
axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(
  r.violations.map(v => [v.id, v.nodes.length, v.nodes.slice(0, 20).map(n => n.target)])))
"""


async def one(context: BrowserContext, url: str, script: str | None) -> None:
    """Open, wait for load, judge where a script is given, close."""
    page = await context.new_page()
    await page.goto(url, wait_until="load")
    if script:
        await page.evaluate(script)
        await page.evaluate(SMALL)
    await page.close()
    print("page", flush=True)


async def main(mode: str, base: str) -> None:
    """All pages, two at once."""
    script = axe.load().source + ";1" if mode == "axe" else None
    urls = iter([f"{base}/page{number:02d}.html" for number in range(PAGES)])
    async with launched() as browser:
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)

        async def worker() -> None:
            for url in urls:
                await one(context, url, script)

        await asyncio.gather(worker(), worker())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))

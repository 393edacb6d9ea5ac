"""The two yardsticks, each a process of its own: page load only, and the floor, which is the least that Playwright with
axe-core costs a page.

Called as `python modes.py load|floor BASE`: one browser, two workers with a context and a tab each that they keep for
all their pages. axe-core's default rules run in the page's own world, top document only; what they found comes back cut
to rule, target and markup. Prints one line a page.
"""

from __future__ import annotations

import asyncio
import sys

from playwright.async_api import Browser, async_playwright

from auditor.capture import axe, browser
from tests.bench.site import PAGES

WORKERS = 2
SWITCHES = (
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
CUT = """async () => {
  const { violations, incomplete } = await axe.run(document, { resultTypes: ["violations", "incomplete"] });
  return JSON.stringify([[violations, true], [incomplete, false]].flatMap(([rules, sure]) => rules.flatMap(
    ({ id, nodes }) => nodes.map(({ html, target }) => ({ rule: id, sure, html: html.slice(0, 300), target })))));
}"""


async def work(running: Browser, urls: list[str], script: str | None) -> None:
    """Open pages of the list until it is empty; judge them where a script is given."""
    context = await running.new_context(bypass_csp=True)
    page = await context.new_page()
    while urls:
        await page.goto(urls.pop(0), wait_until="load")
        if script:
            await page.evaluate(script)
            await page.evaluate(CUT)
        print("page", flush=True)


async def main(mode: str, base: str) -> None:
    """All pages."""
    script = axe.load().source + ";1" if mode == "floor" else None
    urls = [f"{base}/page{number:02d}.html" for number in range(PAGES)]
    async with async_playwright() as playwright:
        found = browser.find(playwright)
        running = await playwright.chromium.launch(
            executable_path=found.path,
            channel=found.channel,
            args=SWITCHES,
            chromium_sandbox=not browser.needs_no_sandbox(),
        )
        await asyncio.gather(*(work(running, urls, script) for _ in range(WORKERS)))
        await running.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))

"""axe-core has its share of a page's time: what it finds until then stays, and no rule passes that was not done with."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from auditor.capture import axe, browser
from auditor.capture.isolated_worlds import open_worlds
from auditor.capture.schema.axe import AxeResults
from auditor.capture.view_capture import collect

IMAGES = "".join('<img src="data:," width="9" height="9">' for _ in range(2_000))
LINKS = "<p>" + "".join(f'正文 <a href="/{n}" style="text-decoration: none">链接{n}</a> ' for n in range(300)) + "</p>"
RULES = ["image-alt", "document-title", "html-has-lang", "link-in-text-block", "td-headers-attr"]


def results(body: str, seconds: float, script: str = "1") -> AxeResults:
    """What axe-core says of a page within some seconds; `script` changes axe-core beforehand."""

    async def work() -> AxeResults:
        async with browser.launched() as running:
            page = await running.new_page()
            await page.set_content(
                f'<html lang="zh"><head><title>页</title></head><body><main>{body}</main></body></html>'
            )
            session = await page.context.new_cdp_session(page)
            worlds = await open_worlds(page, session)
            ready = await axe.inject(worlds, axe.load())
            await collect(worlds)
            await worlds[0].run(script)
            return await axe.run(worlds, ready, RULES, seconds)

    return asyncio.run(work())


def by_rule(found: list[Any]) -> dict[str, tuple[int, int]]:
    return {result.id: (result.count, len(result.nodes)) for result in found}


@pytest.mark.browser
def test_all_occurrences_are_counted_and_some_kept(browser_available: None) -> None:
    found = results(IMAGES + LINKS, 60)
    assert by_rule(found.violations) == {"image-alt": (2_000, 300)}
    assert not found.unfinished
    assert {"document-title", "html-has-lang"} <= {*found.passes}
    assert all(node.number >= 0 for result in found.violations for node in result.nodes)


@pytest.mark.browser
def test_rules_without_time_are_unfinished(browser_available: None) -> None:
    """A rule that is slow for each element is done with a part of them; those after it have their own share."""
    slow = """(() => { const check = axe._audit.checks["has-alt"], run = check.run; let met = 0;
      check.run = (...given) => { met++; const end = performance.now() + 50; while (performance.now() < end); run.apply(check, given); }; })()"""
    found = results(IMAGES, 4, slow)
    assert "image-alt" in found.unfinished
    assert "image-alt" not in found.passes + found.inapplicable
    assert 0 < by_rule(found.violations)["image-alt"][0] < 2_000
    assert {"document-title", "html-has-lang"} & {*found.passes}


@pytest.mark.browser
def test_a_check_that_hangs_is_put_an_end_to(browser_available: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(axe, "OVER", 1.0)
    endless = 'axe._audit.checks["has-alt"].run = () => { for (;;); }; 1'
    found = results(IMAGES[:100], 3, endless)
    assert found.unfinished == ["image-alt"]
    assert {"document-title", "html-has-lang"} <= {*found.passes}

"""Which pages are looked at deeply: the first of each template, whatever finishes first."""

from __future__ import annotations

import asyncio
import itertools

from auditor.crawl.sampling import TemplateSample


async def _ask(sample: TemplateSample, position: int, template: str, delay: float) -> tuple[int, bool]:
    await asyncio.sleep(delay)
    return position, await sample.chosen(position, template)


async def _run(delays: list[float], templates: list[str]) -> dict[int, bool]:
    sample = TemplateSample(2)
    sample.expect(range(len(templates)))
    asked = (_ask(sample, at, template, delays[at]) for at, template in enumerate(templates))
    return dict(await asyncio.wait_for(asyncio.gather(*asked), 5))


async def test_the_choice_does_not_depend_on_which_page_is_first() -> None:
    templates = ["a", "a", "b", "a", "b", "b", "c"]
    wanted = {0: True, 1: True, 2: True, 3: False, 4: True, 5: False, 6: True}
    assert await _run([0.0] * 7, templates) == wanted
    assert await _run([0.06, 0.05, 0.04, 0.03, 0.02, 0.01, 0.0], templates) == wanted


async def test_the_choice_is_the_same_in_an_audit_that_goes_on() -> None:
    templates = ["a", "a", "b", "a", "b", "b", "c"]
    wanted = {0: True, 1: True, 2: True, 3: False, 4: True, 5: False, 6: True}
    for held in itertools.product((False, True), repeat=len(templates)):
        sample = TemplateSample(2)
        sample.expect(range(len(templates)))
        order = sorted(range(len(templates)), key=lambda at: (at * 5) % 7)  # told in no order
        tasks = [sample.tell(at, templates[at]) if held[at] else _ask(sample, at, templates[at], 0.0) for at in order]
        answers = await asyncio.wait_for(asyncio.gather(*tasks), 5)
        assert dict(answer for answer in answers if answer is not None) == {
            at: deep for at, deep in wanted.items() if not held[at]
        }


async def test_a_page_that_could_not_be_opened_takes_no_place() -> None:
    sample = TemplateSample(2)
    sample.expect(range(4))
    await sample.tell(1, "")
    await sample.tell(0, "a")
    assert await sample.chosen(2, "a")
    assert not await sample.chosen(3, "a")


async def test_the_first_word_about_a_page_holds() -> None:
    sample = TemplateSample(1)
    sample.expect([0, 1])
    assert await sample.chosen(0, "a")
    await sample.tell(0, "")
    assert not await sample.chosen(1, "a")

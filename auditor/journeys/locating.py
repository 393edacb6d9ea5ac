"""Finds a step's target: as somebody who sees it would, or by role and name alone.

Every function returns None where there is no such target; it never waits long and never changes the page.
"""

from __future__ import annotations

import re

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator, Page

from auditor.capture.page import local
from auditor.journeys.script import Step

ROLES: dict[str, tuple[str, ...]] = {
    "click": ("button", "link", "checkbox", "radio", "tab", "menuitem", "option", "switch", "treeitem", "gridcell"),
    "fill": ("textbox", "searchbox", "combobox", "spinbutton"),
    "choose": ("combobox", "listbox", "radiogroup", "group"),
}
MAX_MATCHES = 40


async def _first(locator: Locator, nth: int = 1) -> Locator | None:
    """The nth visible match."""
    try:
        count = min(await locator.count(), MAX_MATCHES)
        left = nth
        for number in range(count):
            one = locator.nth(number)
            if await one.is_visible():
                left -= 1
                if not left:
                    return one
    except PlaywrightError:
        return None
    return None


def _roles(step: Step) -> tuple[str, ...]:
    return (step.role,) if step.role else ROLES[step.action]


async def by_role(page: Page, step: Step, exact: bool | None = None) -> Locator | None:
    """By role and accessible name: all that a screen reader says of it. `exact` None: the whole name, then a part."""
    # A part of one character is found in too many names to mean anything.
    tries = [exact] if exact is not None else [True, *([False] if len(step.target) > 1 else [])]
    for whole in tries:
        for role in _roles(step):
            found = await _first(page.get_by_role(role, name=step.target, exact=whole), step.nth)  # type: ignore[arg-type]
            if found is not None:
                return found
    return None


async def by_sight(page: Page, step: Step) -> Locator | None:
    """As somebody who sees the page: by what is written on it or beside it."""
    if step.selector:
        return await _first(page.locator(step.selector), step.nth)
    if step.action == "click":
        words = re.escape(step.target)
        return (
            await by_role(page, step, exact=True)
            or await _first(page.get_by_text(step.target, exact=True), step.nth)
            or await _first(page.get_by_title(step.target, exact=True), step.nth)
            or await by_role(page, step)
            or await _first(page.get_by_text(step.target), step.nth)
            or await _first(page.get_by_alt_text(re.compile(words)), step.nth)
        )
    return (
        await _first(page.get_by_label(step.target), step.nth)
        or await _first(page.get_by_placeholder(step.target), step.nth)
        or await _near(page, step.target)
        or await by_role(page, step)
    )


async def _near(page: Page, words: str) -> Locator | None:
    mark = "data-auditor-near"
    try:
        handle = (await page.evaluate_handle(local("targets.fieldBeside"), words)).as_element()
        if handle is None:
            return None
        await handle.evaluate(local("targets.markOnly"), mark)
    except PlaywrightError:
        return None
    return await _first(page.locator(f"[{mark}]"))


async def text_seen(page: Page, text: str) -> bool:
    """Whether the text can be seen now."""
    return await _first(page.get_by_text(text)) is not None

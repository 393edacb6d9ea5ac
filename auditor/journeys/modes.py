"""The ways in which people use a site, each as a driver that does one step.

A step that can't be done raises StepFailed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator, Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from auditor.capture.page import local
from auditor.journeys.locating import by_role, by_sight
from auditor.journeys.script import Step
from auditor.messages import Note, note

ACTION_MS = 4000
MAX_TABS = 300
MAX_ARROWS = 30


class StepFailed(Exception):
    """The step can't be done this way: why, and what the browser said."""

    def __init__(self, why: Note, detail: str = "") -> None:
        super().__init__(why.code)
        self.why = why
        self.detail = detail[:300]


@dataclass(frozen=True)
class Way:
    """A mouse user at a desktop screen; the others differ in a few points. Sizes in CSS px."""

    id: ClassVar[str] = "mouse"
    width: ClassVar[int] = 1280
    height: ClassVar[int] = 800
    touch: ClassVar[bool] = False
    elder: ClassVar[bool] = False
    phone: ClassVar[bool] = True  # has a phone to scan with

    async def find(self, page: Page, step: Step) -> Locator:
        """The step's target, found in this way."""
        found = await by_sight(page, step)
        if found is None:
            raise StepFailed(note("journeys.not-seen", target=step.target))
        return found

    async def click(self, page: Page, step: Step) -> None:
        """Press it."""
        target = await self.find(page, step)
        try:
            await target.click(timeout=ACTION_MS)
        except PlaywrightTimeout as error:
            raise _not_pressed(step, error) from error

    async def fill(self, page: Page, step: Step) -> None:
        """Put the value in."""
        target = await self.find(page, step)
        try:
            await target.fill(step.filled(), timeout=ACTION_MS)
        except PlaywrightError as error:
            raise StepFailed(note("journeys.no-input", target=step.target), error.message) from error

    async def choose(self, page: Page, step: Step) -> None:
        """Pick the option of a list, a radio button or a box."""
        if step.option:
            target = await self.find(page, step)
            try:
                if await target.evaluate(local("targets.isSelect")):
                    await target.select_option(label=step.option, timeout=ACTION_MS)
                    return
            except PlaywrightError as error:
                raise StepFailed(note("journeys.not-chosen", option=step.option), error.message) from error
            await self.click(page, step)
        await self.click(
            page, Step(click=step.option or step.target, nth=step.nth, selector="" if step.option else step.selector)
        )


class Mouse(Way):
    """With a mouse."""


class Keyboard(Way):
    """With the keyboard only: sees the page, reaches things by Tab."""

    id = "keyboard"

    async def _reach(self, page: Page, step: Step) -> Locator:
        target = await self.find(page, step)
        handle = await target.element_handle()
        nothing = 0
        for _ in range(MAX_TABS):
            where = await page.evaluate(local("targets.focusFrom"), handle)
            if where == "there":
                return target
            if where == "group":
                for _ in range(MAX_ARROWS):
                    await page.keyboard.press("ArrowDown")
                    if await page.evaluate(local("targets.focusFrom"), handle) == "there":
                        return target
            nothing += where == "none"
            if nothing > 2:  # been round the whole page twice
                break
            await page.keyboard.press("Tab")
        raise StepFailed(note("journeys.not-reached", target=step.target))

    async def click(self, page: Page, step: Step) -> None:
        target = await self._reach(page, step)
        space = await target.evaluate(local("targets.takesSpace"))
        if space and await target.evaluate(local("targets.isChosenRadio")):
            return
        await page.keyboard.press("Space" if space else "Enter")

    async def fill(self, page: Page, step: Step) -> None:
        target = await self._reach(page, step)
        await page.keyboard.press("ControlOrMeta+a")
        await page.keyboard.type(step.filled())
        try:
            held = await target.input_value(timeout=ACTION_MS)
        except PlaywrightError:
            return
        if not held:
            raise StepFailed(note("journeys.no-keyboard-input", target=step.target))

    async def choose(self, page: Page, step: Step) -> None:
        if not step.option:
            await self.click(page, Step(click=step.target, nth=step.nth, selector=step.selector))
            return
        target = await self._reach(page, step)
        if not await target.evaluate(local("targets.isSelect")):
            await page.keyboard.press("Enter")
            await self.click(page, Step(click=step.option, nth=step.nth))
            return
        await page.keyboard.press("Home")
        for _ in range(MAX_ARROWS * 4):
            if await target.evaluate(local("targets.selectedLabel")) == step.option:
                return
            await page.keyboard.press("ArrowDown")
        raise StepFailed(note("journeys.not-chosen-by-keyboard", option=step.option))


class ScreenReader(Way):
    """By roles and names alone, as a screen reader says them."""

    id = "screen-reader"

    async def find(self, page: Page, step: Step) -> Locator:
        found = await by_role(page, step)
        if found is None:
            raise StepFailed(note("journeys.no-name", target=step.target))
        return found

    async def click(self, page: Page, step: Step) -> None:
        target = await self.find(page, step)
        await target.dispatch_event("click")

    async def fill(self, page: Page, step: Step) -> None:
        target = await self.find(page, step)
        try:
            await target.focus(timeout=ACTION_MS)
            await page.keyboard.press("ControlOrMeta+a")
            await page.keyboard.type(step.filled())
        except PlaywrightError as error:
            raise StepFailed(note("journeys.no-input", target=step.target), error.message) from error


class Narrow(Way):
    """On a screen of 320 px, as a small phone or 400 % zoom."""

    id = "narrow"
    width, height, touch = 320, 640, True


class Zoomed(Way):
    """At 200 %: half of the desktop's width."""

    id = "zoom-200"
    width, height = 640, 400


class ElderMode(Way):
    """In the elder version."""

    id = "elder"
    elder = True


class NoPhone(Way):
    """Without a phone to scan with."""

    id = "no-phone"
    phone = False


WAYS: tuple[Way, ...] = (Mouse(), Keyboard(), ScreenReader(), Narrow(), Zoomed(), ElderMode(), NoPhone())


def _not_pressed(step: Step, error: PlaywrightError) -> StepFailed:
    covered = re.search(r"(<[^>]{1,120}>).{0,40} intercepts pointer events", error.message)
    if covered:
        return StepFailed(note("journeys.covered", target=step.target), covered.group(1))
    if "outside of the viewport" in error.message:
        return StepFailed(note("journeys.outside", target=step.target), error.message)
    return StepFailed(note("journeys.not-pressed", target=step.target), error.message.splitlines()[0])

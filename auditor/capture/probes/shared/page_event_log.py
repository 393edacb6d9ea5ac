"""What probes that press and click have in common: a log of focus and of attempts to leave, and what changed in a page.

`Watch` keeps its log in our worlds. Elements that the tables don't have get numbers from -2 down, so that a walk knows
them again. What a page changes is the difference of two snapshots (attributes, own text, form state, focus), so that a
change undone at once counts for nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import Stage

MAX_WORLDS = 8  # documents that are watched: the page's own and its first frames
Place = tuple[int, int]


class Watch:
    """The log of one probe's run."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.dialogs = 0
        self._stopped = len(stage.stopped)
        self.documents: list[int] = []

    async def start(self) -> Watch:
        """Listen in each document; call again after a reload."""
        self.documents = []
        for number in range(min(len(self.stage.worlds), MAX_WORLDS)):
            with contextlib.suppress(ScriptError, PlaywrightError, IndexError):
                await self.stage.call("pageEventLog.start", document=number)
                self.documents.append(number)
        return self

    def __enter__(self) -> Watch:
        self.stage.page.on("dialog", self._dialog)
        return self

    def __exit__(self, *_: object) -> None:
        self.stage.page.remove_listener("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        # The capture's own handler answers it. A question before leaving comes with what wanted to leave.
        self.dialogs += dialog.type != "beforeunload"

    async def take(self) -> list[dict[str, str]]:
        """What was tried since the last time: {"kind": navigation, open, submit, print, play, dialog; "url"}."""
        found: list[dict[str, str]] = []
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                answer = await self.stage.call("pageEventLog.take", document=number)
                found += [{"kind": kind} for kind in answer["events"][:5]]
        return found + self.outside()

    def outside(self) -> list[dict[str, str]]:
        """What the browser saw since the last time: stopped navigations and requests, dialogs."""
        stopped = self.stage.stopped[self._stopped :]
        self._stopped = len(self.stage.stopped)
        found = [
            {"kind": "navigation" if item["kind"] == "navigation" else "request", "url": item["url"]}
            for item in stopped
        ]
        found += [{"kind": "dialog"}] * min(self.dialogs, 5)
        self.dialogs = 0
        return found

    async def snap(self) -> None:
        """Keep how the page is now."""
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                await self.stage.call("pageEventLog.changes", True, document=number)

    async def changed(self, keep: bool = True) -> list[list[Any]]:
        """What is other than at the last snapshot: [document, number, kind, new, old text]; then keep this one."""
        found: list[list[Any]] = []
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                found += [
                    [number, *item] for item in await self.stage.call("pageEventLog.changes", keep, document=number)
                ]
        return found

    async def blur(self, unnoticed: bool = False) -> None:
        """Focus on nothing; `unnoticed` by handlers that would put it back."""
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                await self.stage.call("pageEventLog.blur", unnoticed, document=number)

    async def focus(self, place: Place, visible: bool = True) -> bool:
        """Focus an element as the keyboard would, without scrolling; whether it has it."""
        try:
            return bool(await self.stage.call("pageEventLog.focus", place[1], visible, document=place[0]))
        except (ScriptError, PlaywrightError):
            return False


def keys(changes: list[list[Any]]) -> set[tuple[int, int, str]]:
    """Changes as a set to compare: (document, number, kind)."""
    return {(item[0], item[1], item[2]) for item in changes}


async def noise(watch: Watch, seconds: float) -> set[tuple[int, int, str]]:
    """What changes by itself within some time."""
    await watch.snap()
    end, found = time.monotonic() + seconds, set[tuple[int, int, str]]()
    while time.monotonic() < end:
        await asyncio.sleep(min(0.2, seconds))
        found |= keys(await watch.changed())
    return found

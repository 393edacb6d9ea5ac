"""What probes that press and click have in common: a log of focus and of attempts to leave, and what changed in a page.

`Watch` keeps its log in our worlds. Elements that the tables don't have get numbers from -2 down, so that a walk knows
them again. What a page changes is the difference of two snapshots (attributes, own text, form state, focus), so that a
change undone at once counts for nothing.
"""

from __future__ import annotations

import contextlib
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import ProbeSession

MAX_WORLDS = 8  # documents that are watched: the page's own and its first frames
Place = tuple[int, int]


class PageEventLog:
    """The log of one probe's run."""

    def __init__(self, session: ProbeSession) -> None:
        self.session = session
        self.dialogs = 0
        self._stopped = len(session.stopped)
        self.documents: list[int] = []

    async def start(self) -> PageEventLog:
        """Listen in each document; call again after a reload."""
        self.documents = []
        for number in range(min(len(self.session.worlds), MAX_WORLDS)):
            with contextlib.suppress(ScriptError, PlaywrightError, IndexError):
                await self.session.call("pageEventLog.start", document=number)
                self.documents.append(number)
        return self

    def __enter__(self) -> PageEventLog:
        self.session.page.on("dialog", self._dialog)
        return self

    def __exit__(self, *_: object) -> None:
        self.session.page.remove_listener("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        # The capture's own handler answers it. A question before leaving comes with what wanted to leave.
        self.dialogs += dialog.type != "beforeunload"

    async def take(self) -> list[dict[str, str]]:
        """What was tried since the last time: {"kind": navigation, open, submit, print, play, dialog; "url"}."""
        events: list[dict[str, str]] = []
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                answer = await self.session.call("pageEventLog.take", document=number)
                events += [{"kind": kind} for kind in answer["events"][:5]]
        return events + self.outside()

    def outside(self) -> list[dict[str, str]]:
        """What the browser saw since the last time: stopped navigations and requests, dialogs."""
        stopped = self.session.stopped[self._stopped :]
        self._stopped = len(self.session.stopped)
        events = [
            {"kind": "navigation" if item["kind"] == "navigation" else "request", "url": item["url"]}
            for item in stopped
        ]
        events += [{"kind": "dialog"}] * min(self.dialogs, 5)
        self.dialogs = 0
        return events

    async def snap(self) -> None:
        """Keep how the page is now."""
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                await self.session.call("pageEventLog.changes", True, document=number)

    async def changed(self, keep: bool = True) -> list[list[Any]]:
        """What is other than at the last snapshot: [document, number, kind, new, old text]; then keep this one."""
        changes: list[list[Any]] = []
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                changes += [
                    [number, *item] for item in await self.session.call("pageEventLog.changes", keep, document=number)
                ]
        return changes

    async def blur(self, unnoticed: bool = False) -> None:
        """Focus on nothing; `unnoticed` by handlers that would put it back."""
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                await self.session.call("pageEventLog.blur", unnoticed, document=number)

    async def focus(self, place: Place, visible: bool = True) -> bool:
        """Focus an element as the keyboard would, without scrolling; whether it has it."""
        try:
            return bool(await self.session.call("pageEventLog.focus", place[1], visible, document=place[0]))
        except (ScriptError, PlaywrightError):
            return False


def keys(changes: list[list[Any]]) -> set[tuple[int, int, str]]:
    """Changes as a set to compare: (document, number, kind)."""
    return {(item[0], item[1], item[2]) for item in changes}


async def noise(event_log: PageEventLog, seconds: float) -> set[tuple[int, int, str]]:
    """What changes by itself within some time."""
    await event_log.snap()
    clock, changes = event_log.session.clock, set[tuple[int, int, str]]()
    end = clock.seconds + seconds
    while clock.seconds < end:
        await clock.pass_time(min(0.2, seconds))
        changes |= keys(await event_log.changed())
    return changes

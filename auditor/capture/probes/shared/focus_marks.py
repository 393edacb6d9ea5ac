"""Whether focus shows at each stop of a walk: what the computed style tells, and pixels once for stops that look alike.

The browser's own outline that certainly shows, and a text cursor, need no picture. Of what a page draws itself one tab
stop is pictured with focus and without for all whose style, ground and cutting are the same and on which the same
changes. Where nothing changes, nobody's pixels stand for another's: each is left to `focus_indicator.confirm`.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import Pixels
from auditor.capture.probes.shared import focus_indicator, focus_indicator_contrast
from auditor.capture.probes.shared.page_event_log import Place
from auditor.capture.probes.shared.tab_walk import Walker, Where

APART = 0.12  # s between two looks that are alike where nothing moves by itself
PICTURE_SECONDS = 12.0  # of ours for pictures during a walk
MAX_ALIKE = 3  # stops of one look that are pictured until one shows a mark that can be measured
MAX_ONE_BY_ONE = 40  # stops whose mark is faint, or is drawn elsewhere: each is pictured
MOVED = 1.0  # px: a tab stop that is elsewhere now has been scrolled by what it lies in

Measured = dict[str, Any]


@dataclass
class _Look:
    """What pictures of stops with one look have told."""

    pictured: int = 0
    settled: bool = False  # one is enough for all of them
    one_by_one: bool = False


@dataclass
class _Focused:
    """A tab stop while it has focus."""

    where: Where
    look: str | None
    picture: Pixels | None = None


class FocusMarks:
    """Told of each stop of a walk in turn."""

    def __init__(self, walker: Walker) -> None:
        self.walker, self.session = walker, walker.session
        self.seen: dict[Place, str] = {}  # "yes", or "same": only the whole screen can tell
        self.compared: set[Place] = set()  # no pixel near the tab stop has changed, or it has none
        self.indicators: dict[Place, tuple[Where, Measured]] = {}  # marks that the page draws, as they were
        self.unmeasured = 0  # faint marks beyond those that were pictured
        self._focused: _Focused | None = None
        self._looks: dict[str, _Look] = {}
        self._known: dict[str, tuple[str, Measured | None]] = {}  # by look and what changes
        self._one_by_one = 0
        self._spent = 0.0

    async def stop(self, now: Where | None) -> None:
        """Focus has gone on to `now`; None: the walk has ended."""
        last = self._focused
        if last is not None and (now is None or now.at != last.where.at):
            self._focused = None
            await self._gone_on(last, now)
        if now is None or now.at is None or now.at in self.seen:
            return
        if now.data.get("caret"):
            self.seen[now.at] = "yes"
        elif self._focused is None:
            mark = now.data.get("mark") or {}
            self._focused = _Focused(now, mark.get("look"))
            if not _shows(now) and self._to_picture(mark.get("look")):
                await self._picture(self._focused)

    def _to_picture(self, look: str | None) -> bool:
        if self._spent > PICTURE_SECONDS:
            return False
        known = self._looks.get(look or "")
        if look is None or known is None:
            return True
        if known.one_by_one:
            return self._one_by_one < MAX_ONE_BY_ONE
        return not known.settled and known.pictured < MAX_ALIKE

    async def _picture(self, focused: _Focused) -> None:
        begun = time.monotonic()
        where = focused.where
        if focus_indicator.region(where) is None:
            if where.at is not None:
                self.compared.add(where.at)  # no area of its own
            return
        assert where.at is not None
        await self._finish_transitions(where.at)
        with contextlib.suppress(ScriptError, PlaywrightError):
            focused.picture = await focus_indicator.around(self.walker, where)
            if tuple(await self.session.call("hold.scrollPosition")) != where.corner:
                focused.picture = None  # taken while the page was scrolling
        self._spent += time.monotonic() - begun

    async def _finish_transitions(self, at: Place) -> None:
        with contextlib.suppress(ScriptError, PlaywrightError):
            await self.session.call("focusLook.finishTransitions", document=at[0])

    async def _gone_on(self, last: _Focused, now: Where | None) -> None:
        """Judge a tab stop by what is other now."""
        where = last.where
        assert where.at is not None
        changed, box = await self._difference(where, now)
        key = None if last.look is None or changed is None else f"{last.look}\n\n{changed}"
        if last.picture is not None:
            begun = time.monotonic()
            verdict, measured, settled = await self._pair(last, now, changed, box)
            self._spent += time.monotonic() - begun
            self._learn(last, key, bool(changed), verdict, measured, settled)
        elif changed and _shows(where) and "own outline-" in changed:
            verdict, measured = "yes", None
        elif key is not None and changed and key in self._known:
            verdict, measured = self._known[key]
            if verdict == "same":
                self.compared.add(where.at)
            if measured is not None and measured["ratio"] < focus_indicator_contrast.DOUBTFUL:
                self.unmeasured += 1
                measured = None
        else:
            verdict, measured = "same", None
            if key is not None and self._known.get(key, ("", None))[0] == "same":
                self.compared.add(where.at)
        self.seen[where.at] = verdict
        if measured is not None:
            self.indicators[where.at] = where, measured

    def _learn(
        self, last: _Focused, key: str | None, styled: bool, verdict: str, measured: Measured | None, settled: bool
    ) -> None:
        if last.look is None or key is None:
            return
        look = self._looks.setdefault(last.look, _Look())
        look.pictured += 1
        faint = measured is not None and measured["ratio"] < focus_indicator_contrast.DOUBTFUL
        self._one_by_one += look.one_by_one
        look.one_by_one = look.one_by_one or faint or (verdict == "yes" and not styled)
        look.settled = look.settled or settled
        if styled or verdict == "same":
            known = self._known.get(key)
            if known is None or known[0] == "same" or (known[1] is None and measured is not None):
                self._known[key] = verdict, measured

    async def _difference(
        self, where: Where, now: Where | None
    ) -> tuple[str | None, tuple[float, float, float, float] | None]:
        """What is other on a tab stop without focus, and where it is now; None where it is gone."""
        assert where.at is not None
        if now is not None and where.at in now.gone:
            return now.gone[where.at]
        with contextlib.suppress(ScriptError, PlaywrightError, IndexError):
            left = await self.session.call("focusLook.leave", document=where.at[0])
            if left is not None and left["n"] == where.at[1]:
                return left["changed"], None
        return None, None

    async def _pair(
        self,
        last: _Focused,
        now: Where | None,
        changed: str | None,
        box: tuple[float, float, float, float] | None,
    ) -> tuple[str, Measured | None, bool]:
        """By pixels: verdict, the mark measured, and whether that is enough for all of this look."""
        where = last.where
        assert last.picture is not None
        assert where.at is not None
        if not changed and box is not None and max(abs(box[0] - where.box[0]), abs(box[1] - where.box[1])) > MOVED:
            return "same", None, False  # what it lies in was scrolled: nothing to compare
        # What is fixed stands still while the page scrolls: both pictures are taken where it stood.
        scrolled = now is not None and now.corner != where.corner
        try:
            if scrolled:
                await self.session.call("hold.scrollTo", where.corner[1])
            try:
                if tuple(await self.session.call("hold.scrollPosition")) != where.corner:
                    return "same", None, False
                return await self._compare(last, now, changed)
            finally:
                if now is not None and scrolled:
                    await self.session.call("hold.scrollTo", now.corner[1])
        except (ScriptError, PlaywrightError):
            return "same", None, False

    async def _compare(
        self, last: _Focused, now: Where | None, changed: str | None
    ) -> tuple[str, Measured | None, bool]:
        where, focused = last.where, last.picture
        assert focused is not None
        assert where.at is not None
        await self._finish_transitions(where.at)
        after = await focus_indicator.around(self.walker, where)
        if after is None or after.shape != focused.shape:
            return "same", None, False
        with_mark, without = focus_indicator.beside(focused, where, now), focus_indicator.beside(after, where, now)
        if focus_indicator.same(with_mark, without):
            self.compared.add(where.at)
            return "same", None, True
        if not (where.data.get("outline") and changed and "own outline-" in changed):
            await self.session.pass_time(APART)
            again = await focus_indicator.around(self.walker, where)
            if again is None or not focus_indicator.same(after, again):
                return "same", None, False  # it moves by itself
        if where.data.get("outline") and where.data.get("auto"):
            return "yes", None, True  # what the browser draws is not the page's
        measured = focus_indicator_contrast.indicator(with_mark, without, where)
        return "yes", measured, measured is not None or with_mark is focused


def _shows(where: Where) -> bool:
    """Whether the browser's own outline certainly shows: nothing else is met on one of its sides."""
    mark = where.data.get("mark") or {}
    return bool(where.data.get("shows") and where.data.get("inside") and set(mark.get("met", "")[1:]) & {"o", "u"})

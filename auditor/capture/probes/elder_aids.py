"""The page's own aids for older people, tried out: elder and barrier-free entries, text size, read-aloud, pointer.

The result is a `ElderAids` (auditor/capture/schema/probes/aids.py).
"""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urldefrag, urlsplit

from playwright.async_api import Dialog, Error, Request

from auditor.capture.cutting import cut
from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.page import main_world
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.probes.aids import ElderAids
from auditor.capture.schema.probes.base import typed

ORDER = 80
SECONDS = 45.0
CHANGES = False  # a page without such controls is left as it was; the first click marks it
QUIET_MS = 1600  # in which what moves by itself shows
AFTER_CLICK = 0.8  # s a page has to answer a click, or what it loaded to show itself
AFTER_REQUEST = 6.0  # s what a click loads may take
LOOK, CALM_LOOKS = 0.1, 2  # s between looks; looks without change after a change that end the wait
MAX_ENTRIES = 4
MAX_LISTED = 60  # controls of all kinds
MAX_SIZES = 12  # controls of text size
MAX_GROWTH = 8  # clicks on one "larger" control
# A request that ends so found no server; others fail for reasons of the page (policies, aborts).
_NO_ANSWER = re.compile(r"NAME_NOT_RESOLVED|CONNECTION_|ADDRESS_|TUNNEL|TIMED_OUT|EMPTY_RESPONSE|SSL|CERT")


class _Trial:
    """The page under trial: clicks and what comes of them."""

    def __init__(self, session: ProbeSession) -> None:
        self.session = session
        self.texts, self.more = 0, False  # texts that were measured, and whether there are more
        self.lost: set[str] = set()
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        session.page.on("dialog", self._dialog)
        self.pending: set[Request] = set()
        session.page.on("request", self._asked)
        session.page.on("requestfinished", self._done)
        session.page.on("requestfailed", self._failed)
        session.page.on("pageerror", self._error)

    def close(self) -> None:
        """Listen no more."""
        self.session.page.remove_listener("dialog", self._dialog)
        self.session.page.remove_listener("request", self._asked)
        self.session.page.remove_listener("requestfinished", self._done)
        self.session.page.remove_listener("requestfailed", self._failed)
        self.session.page.remove_listener("pageerror", self._error)

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self.dialogs.append(cut(dialog.message, 120))  # the capture dismisses it

    def _asked(self, request: Request) -> None:
        if request.resource_type in ("script", "stylesheet", "fetch", "xhr", "document"):
            self.pending.add(request)

    def _done(self, request: Request) -> None:
        self.pending.discard(request)

    def _failed(self, request: Request) -> None:
        self.pending.discard(request)
        host = urlsplit(request.url).hostname
        if host and _NO_ANSWER.search(request.failure or ""):
            self.lost.add(host)

    def _error(self, error: Error) -> None:
        self.errors.append(cut(str(error).splitlines()[0], 120) if str(error) else "")

    async def ready(self) -> list[dict[str, Any]]:
        """Our script in place, noise learnt; the controls found."""
        controls: list[dict[str, Any]] = await self.session.call("elderAids.find")
        if controls:
            await self.session.call("elderAids.arm", QUIET_MS)
        return controls

    async def measure(self) -> dict[str, Any]:
        measure: dict[str, Any] = await self.session.call("elderAids.measure")
        self.texts, self.more = max(self.texts, measure.pop("texts")), measure.pop("more") or self.more
        return measure

    async def click(self, control: dict[str, Any]) -> dict[str, Any]:
        """Click as a person does; what came of it."""
        session, url = self.session, urldefrag(self.session.page.url)[0]
        where = await session.call("elderAids.place", control["at"])
        if where is None:
            return {"effect": "unreached"}
        session.touched = True
        stopped, before = len(session.stopped), await self.measure()
        self.lost.clear()
        self.errors.clear()
        self.dialogs.clear()
        self.pending.clear()
        await session.page.evaluate(main_world("elder_aids", "capture/probes"), "watch")
        await session.call("elderAids.arm", 0)
        if where["free"]:
            await session.click(where["x"], where["y"])
        else:
            await session.call("elements.press", control["at"])
        changes = await self._answered(stopped)
        after = await self.measure()
        acts = await session.page.evaluate(main_world("elder_aids", "capture/probes"), "acts")
        gone = [item["url"] for item in session.stopped[stopped:] if item["kind"] == "navigation"]
        if acts["opened"]:
            gone.append(acts["opened"])
        outcome = {"said": acts["said"], "lost": sorted(self.lost)[:3], "after": after, "before": before}
        outcome["error"] = self.errors[0] if self.errors else ""
        if gone and urldefrag(gone[0])[0] != url:
            return {**outcome, "effect": "leads", "to": gone[0]}
        if gone:
            return {**outcome, "effect": "reload" if acts["stored"] else "self"}
        if (
            changes
            or acts["said"]
            or any(after[key] != before[key] for key in ("median", "low", "cursor", "looks", "shown"))
        ):
            return {**outcome, "effect": "changes"}
        if self.dialogs:
            return {**outcome, "effect": "dialog", "message": self.dialogs[0]}
        if self.pending:
            return {**outcome, "effect": "waiting"}
        if outcome["error"] and not outcome["lost"]:
            outcome["lost"] = await self._lost_bars()
        return {**outcome, "effect": "nothing" if where["free"] else "unreached"}

    async def _lost_bars(self) -> list[str]:
        """Hosts of tool bars' scripts that don't answer: they did not load when the page was opened."""
        sources: list[str] = await self.session.call("elderAids.bars")
        return [str(urlsplit(source).hostname) for source in sources if await self.status(source) == 0]

    async def _answered(self, stopped: int) -> int:
        """Changes of the page after a click; waits no longer than the page, and what it then loads, needs to answer."""
        changes, calm, idle = 0, 0, 0
        for _ in range(round(AFTER_REQUEST / LOOK)):
            await self.session.pass_time(LOOK)
            now = await self.session.call("elderAids.changed")
            calm = calm + 1 if now == changes and (now or len(self.session.stopped) > stopped) else 0
            changes = now
            idle = 0 if self.pending else idle + 1
            if calm >= CALM_LOOKS or idle >= round(AFTER_CLICK / LOOK):
                break
        return changes

    async def status(self, url: str) -> int:
        """The status of a page an entry leads to, asked once as a visitor's browser would."""
        if urlsplit(url).scheme not in ("http", "https"):
            return -1
        self.lost.clear()
        same = urlsplit(url).netloc == urlsplit(self.session.page.url).netloc
        try:
            status = int(await self.session.call("elderAids.status", url, same))
        except (ScriptError, Error, TypeError, ValueError):
            status = -1
        if status < 0:
            await asyncio.sleep(LOOK)  # the browser's word on why comes after the script's
        return 0 if status < 0 and urlsplit(url).hostname in self.lost else status


async def observe(session: ProbeSession) -> ElderAids:
    """Find the controls, try each kind, put the page back between kinds that change it."""
    trial = _Trial(session)
    try:
        controls = await trial.ready()
        observation = {
            "url": session.page.url,
            "controls": controls,
            "before": await trial.measure(),
            "largest": None,
            "unfinished": False,
        }
        session.reached("aids", len(controls), None if len(controls) >= MAX_LISTED else len(controls))
        for control in controls:
            control |= {"effect": "", "status": -1}
        for kind in ("aloud", "pointer"):
            await _switch(trial, [c for c in controls if c["kind"] == kind and c["drawn"]])
        observation["unfinished"] = not await _entries(
            trial, [c for c in controls if c["kind"] in ("elder", "barrier")]
        )
        if observation["unfinished"]:
            session.reached("aid-trials", 0, None, "lost")
        else:
            await _grow(trial, observation)
        session.reached("aid-texts", trial.texts, None if trial.more else trial.texts)
        for control in controls:
            control["at"] = [0, control["at"]]
        return typed(observation, ElderAids)
    finally:
        trial.close()


async def _switch(trial: _Trial, controls: list[dict[str, Any]]) -> None:
    """Click the first of a kind, and click it off again."""
    for control in controls[:1]:
        control |= await trial.click(control)
        if control["effect"] == "changes":
            off = await trial.click(control)
            control["switches_off"] = off["effect"] == "changes"


async def _entries(trial: _Trial, controls: list[dict[str, Any]]) -> bool:
    """Try the entries; False where the page could not be put back."""
    tried = 0
    clicked = [control for control in controls if control["drawn"] and (control["scripted"] or not control["to"])]
    trial.session.reached("aid-trials", min(len(clicked), MAX_ENTRIES), len(clicked))
    for control in controls:
        if control["to"] and not control["scripted"]:
            control["effect"], control["status"] = "leads", await trial.status(control["to"])
            continue
        if tried >= MAX_ENTRIES or not control["drawn"]:
            continue
        tried += 1
        control |= await trial.click(control)
        if control["effect"] == "leads":
            control["status"] = await trial.status(control["to"])
        if control["effect"] == "reload":
            if not await trial.session.reload(keep=True):
                return False
            await trial.ready()
            after = await trial.measure()
            if any(after[key] != control["before"][key] for key in ("median", "low", "looks")):
                control |= {"effect": "changes", "after": after}
        if control["effect"] in ("changes", "reload"):
            if not await trial.session.reload():
                return False
            await trial.ready()
    return True


async def _grow(trial: _Trial, observation: dict[str, Any]) -> None:
    """Drive the page's own size controls to the largest; `largest` is what main text reaches."""
    controls = [c for c in observation["controls"] if c["kind"] in ("size", "grow", "zoom") and c["up"] and c["drawn"]]
    start = best = await trial.measure()
    trial.session.reached("aid-trials", min(len(controls), MAX_SIZES), len(controls))
    for control in controls[:MAX_SIZES]:
        turns = 1 if control["kind"] == "size" else MAX_GROWTH
        for _ in range(turns):
            result = await trial.click(control)
            grown = result.get("after", best)
            control |= {"effect": result["effect"], "moves": grown["median"] != result.get("before", grown)["median"]}
            if grown["median"] <= best["median"]:
                break
            best, control["grows"] = grown, True
    if controls:
        observation["largest"] = best | {"start": start["median"], "captcha_start": start["captcha"]}

"""Ways out of a run of stops that Tab doesn't leave: Shift+Tab, the usual keys, then what the page says itself."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probes.shared.page_event_log import Place
from auditor.capture.probes.shared.tab_walk import Walker

PATIENT = 0.06  # s after a key while a way out is looked for: a page may put focus back a moment later
STEADY = 0.15  # s in which focus has to stay where it is
MAX_TRIED = 12  # stops of one cycle on which the usual keys are tried
MAX_DOCUMENTED = 6  # keys named by the page that are tried
USUAL = ("Escape", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "Enter", "Space")

_MODIFIER = r"(?:ctrl|control|alt|option|shift|meta|cmd|command|⌘|⌃|⌥)"
_COMBINED = re.compile(
    rf"({_MODIFIER}(?:\s*[+＋-]\s*{_MODIFIER}){{0,3}})\s*[+＋-]\s*(f\d{{1,2}}|esc(?:ape)?|[a-z0-9])(?![a-z0-9])", re.I
)
_FUNCTION = re.compile(r"(?<![a-z0-9])(f(?:[1-9]|1[0-2]))(?![a-z0-9])", re.I)
_SINGLE = re.compile(
    r"""(?:\b(?:press|hit|use|type|key)\b(?:\s+the)?(?:\s+(?:key|letter))?|按(?:下|住)?(?:键盘上的?)?)\s*+["'“‘「【\[<(]?\s*+"""
    r"""(esc(?:ape)?|home|end|page\s?up|page\s?down|[a-z0-9])(?![a-z0-9])""",
    re.I,
)
_WAY_OUT = re.compile(r"退出|离开|跳出|返回|\bexit|\bleave|\bescape\b|\bget out|move (?:away|on)|next element", re.I)
_OF_KEYS = re.compile(r"按|键|\bkey|\bpress", re.I)
_NAMES = {
    "ctrl": "Control", "control": "Control", "⌃": "Control", "alt": "Alt", "option": "Alt", "⌥": "Alt",
    "shift": "Shift",
    "meta": "Meta", "cmd": "Meta", "command": "Meta", "⌘": "Meta", "esc": "Escape", "escape": "Escape", "home": "Home",
    "end": "End", "pageup": "PageUp", "pagedown": "PageDown",
}  # fmt: skip


def documented(said: list[str]) -> list[str]:
    """Keys that a text names, as Playwright names them, those of a sentence about leaving first."""
    first: list[str] = []
    rest: list[str] = []
    for text in said:
        into = first if _WAY_OUT.search(text) else rest
        for match in _COMBINED.finditer(text):
            modifiers = [
                _NAMES[part.lower()] for part in re.split(r"\s{0,9}[+＋-]\s*", re.sub(r"\s+", " ", match.group(1)))
            ]
            into.append("+".join([*modifiers, _key(match.group(2))]))
        into += [match.group(1).upper() for match in _FUNCTION.finditer(text)]
        into += [_key(match.group(1)) for match in _SINGLE.finditer(text)]
    return list(dict.fromkeys([*first, *rest]))


def _key(name: str) -> str:
    folded = re.sub(r"\s", "", name.lower())
    return _NAMES.get(folded, folded.upper() if re.fullmatch(r"f\d+", folded) else folded)


async def ways_out(walker: Walker, cycle: list[Place]) -> dict[str, Any]:
    """{"stops", "exit_key": the key that led out or null, "usual": whether it is a usual one, "documented": keys the
    page names, "hint": it speaks of leaving by some key, "outside": the page focused another element of its own when
    focus had left, "done": whether all was tried}."""
    exits: dict[str, Any] = {
        "stops": [list(place) for place in cycle[:40]],
        "exit_key": None,
        "usual": True,
        "documented": [],
        "hint": False,
        "done": True,
    }
    every: list[str] = []  # keys that the page names
    before, walker.wait = walker.wait, max(walker.wait, PATIENT)
    try:
        exits["exit_key"] = await _standard(walker, cycle)
        if exits["exit_key"] is None:
            exits["usual"] = False
            said = await _said(walker)
            every = documented(said)
            exits["documented"] = every[:MAX_DOCUMENTED]
            exits["hint"] = any(_WAY_OUT.search(text) and _OF_KEYS.search(text) for text in said)
            exits["exit_key"] = await _by_documented(walker, cycle, exits["documented"])
    finally:
        walker.wait = before
    exits["outside"] = exits["exit_key"] is not None and walker.outside
    left = len(cycle) > MAX_TRIED or len(every) > MAX_DOCUMENTED
    exits["done"] = exits["exit_key"] is not None or not (walker.out_of_time or left)
    return exits


async def _leaves(walker: Walker, cycle: list[Place], keys: tuple[str, ...] = ("Tab", "Shift+Tab")) -> str | None:
    """Which of the keys leads out from where focus is now."""
    for key in keys:
        start = (await walker.settle(0)).at
        run = await walker.run(key, len(cycle) + 90, start=start)
        if run.end == "outside":
            # Two elements that take focus from each other for ever have let nobody out.
            await walker.settle(STEADY)
            after = await walker.settle(STEADY)
            if after.route or after.late:
                continue
        if run.end in ("left", "outside"):
            walker.outside = run.end == "outside"
            return key
    return None


async def _into(walker: Walker, place: Place) -> bool:
    return await walker.event_log.focus(place) or (await walker.settle(walker.wait)).at == place


async def _standard(walker: Walker, cycle: list[Place]) -> str | None:
    for key in ("Tab", "Shift+Tab"):
        await _into(walker, cycle[0])
        if await _leaves(walker, cycle, (key,)):
            return key
    walker.session.touched = True
    for key in USUAL:
        for place in cycle[:MAX_TRIED]:
            if walker.out_of_time:
                return None
            if not await _into(walker, place):
                continue
            now = await walker.press(key)
            if now.at not in cycle and await _leaves(walker, cycle):
                return key
        if await _leaves(walker, cycle):
            return key
    return None


async def _said(walker: Walker) -> list[str]:
    said: list[str] = []
    for number in walker.event_log.documents[:3]:
        with contextlib.suppress(ScriptError, PlaywrightError):
            said += await walker.session.call("trapExits.texts", document=number)
    return said


async def _by_documented(walker: Walker, cycle: list[Place], keys: list[str]) -> str | None:
    for key in keys:
        spelled = [key, key[:-1] + key[-1].upper()] if len(key.split("+")[-1]) == 1 and key[-1].isalpha() else [key]
        for place in cycle[:MAX_TRIED]:
            for one in spelled:
                if walker.out_of_time or not await _into(walker, place):
                    continue
                await walker.press(one)
                if await _leaves(walker, cycle):
                    return one
    return None

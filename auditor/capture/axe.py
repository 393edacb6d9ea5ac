"""axe-core in isolated worlds: `runPartial` in each frame, `finishRun` in the top one.

The engine file comes from a package of the index; axe-core-python's loader reads it (docs/decisions/0002). Results
are cut to what evaluation needs and leave the page as one JSON text.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from axe_core_python.async_playwright import Axe
from playwright.async_api import Error as PlaywrightError

from auditor.capture import page as page_library
from auditor.capture.isolated_worlds import ScriptError, World, free
from auditor.capture.limits import with_deadline
from auditor.capture.schema.axe import AxeNode, AxeResults, Selector
from auditor.errors import AuditError

MAX_NODES = 300  # occurrences of one rule kept a frame tree; the rest is counted
SECONDS = 9.0  # of a view's rules, where nobody says otherwise
LEAST_SECONDS = 0.5  # that even the last frame has
RUN_SHARE = 0.6  # of it that the rules have; the rest is for the selectors of what they found
OVER = 4.0  # s past their time until rules that look at no clock are put an end to
FINISH_SECONDS = 10.0  # of joining the frames' results
TRIES = 3
_T = TypeVar("_T")


class AxeMissing(AuditError):
    """The engine file can't be read."""


@dataclass(frozen=True)
class Engine:
    """axe-core's source with its version and SHA-256, which go into every result."""

    source: str
    version: str
    sha256: str


def load(path: Path | None = None) -> Engine:
    """The engine: `path`, else the file of the newest installed package that carries one."""
    file = path or _packaged()
    try:
        source = Axe.from_file(file).axe_script
    except (OSError, UnicodeDecodeError) as error:
        raise AxeMissing("axe.unreadable", path=file, what=str(error)) from error
    version = re.search(r"axe v(\d+\.\d+\.\d+)", source[:400])
    if not version:
        raise AxeMissing("axe.not-axe", path=file)
    return Engine(source, version.group(1), hashlib.sha256(source.encode()).hexdigest())


def _packaged() -> Path:
    for package in ("axe_playwright_python", "axe_core_python"):
        spec = importlib.util.find_spec(package)
        if spec and spec.submodule_search_locations:
            file = Path(next(iter(spec.submodule_search_locations))) / "axe.min.js"
            if file.is_file():
                return file
    raise AxeMissing("axe.no-package")


async def inject(worlds: list[World], engine: Engine) -> list[bool]:
    """Put the engine into each world; False for a frame that went away or refused. Where a page's fields stand in the
    place of properties it asks as our scripts do."""
    done = []
    for world in worlds:
        if world.refused:
            done.append(False)
            continue
        try:
            shadowed = await world.call("ownNames.areShadowed")
            await world.run((_guarded(engine.source) if shadowed else engine.source) + ";1")
            done.append(True)
        except (ScriptError, PlaywrightError):
            done.append(False)
    return done


def _guarded(source: str) -> str:
    # The one property that axe-core asks for by a string: a list of what browsers call it.
    return page_library.guarded(source).replace('["matches","matchesSelector"', '[$own.matches,"matchesSelector"')


def _options(rules: list[str]) -> dict[str, Any]:
    return {
        "runOnly": {"type": "rule", "values": rules},
        "resultTypes": ["violations", "incomplete"],
        "ancestry": False,
        "xpath": False,
        "elementRef": False,
        "preload": {"assets": ["cssom", "media"], "timeout": 2000},
    }


async def run(worlds: list[World], ready: list[bool], rules: list[str], seconds: float = SECONDS) -> AxeResults:
    """Run `rules` over all frames for some seconds; `unfinished` names those that were not done with. Raises
    ScriptError when the top frame can't be judged."""
    clock = _Clock(seconds)
    left_out = await _leave_out_far_targets(worlds, ready) if "target-size" in rules else []
    if len(worlds) == 1:
        result = await _run_here(worlds, rules, "axeRun.runHere", clock)
    else:
        result = await _run_all(worlds, ready, rules, clock)
    if "target-size" in result.inapplicable and await _some_met(left_out):
        result.inapplicable.remove("target-size")
        result.passes.append("target-size")
    return result


class _Clock:
    """The time that a view's rules have, over all frames."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """s"""
        return max(LEAST_SECONDS, self._end - time.monotonic())

    async def call(self, world: World, shape: type[_T], path: str, *arguments: Any) -> _T:
        """Call one of `axe_run.js`, with the ms that are left as its last argument. What hangs in one element of one
        rule is put an end to, and the rest is run without that rule."""
        for _ in range(TRIES):
            left = self.left
            try:
                return await with_deadline(
                    world.call_as(shape, path, *arguments, round(left * RUN_SHARE * 1000)), left + OVER
                )
            except TimeoutError:
                await free([world])
        raise ScriptError("the rules did not come to an end in their time")


async def _leave_out_far_targets(worlds: list[World], ready: list[bool]) -> list[World]:
    """The worlds in which targets that pass by definition are left out of `target-size` (see far_targets.js)."""
    done = []
    for world, usable in zip(worlds, ready, strict=True):
        if usable:
            with contextlib.suppress(ScriptError, PlaywrightError):
                await world.call("farTargets.leaveOut")
                done.append(world)
    return done


async def _some_met(worlds: list[World]) -> bool:
    """Whether the rule applies to a target that was left out."""
    for world in worlds:
        with contextlib.suppress(ScriptError, PlaywrightError):
            if await world.call("farTargets.someMet"):
                return True
    return False


async def _run_all(worlds: list[World], ready: list[bool], rules: list[str], clock: _Clock) -> AxeResults:
    options = _options(rules)
    partials: list[Any] = []
    rest = _Rest()
    lost = 0

    async def visit(number: int, context: Any) -> None:
        nonlocal lost
        world = worlds[number]
        if not ready[number]:
            partials.append(None)
            lost += not world.refused
            return
        partials.append(await clock.call(world, Any, "axeRun.runPartial", context, options, MAX_NODES))
        rest.add(await world.call_as(_Rest, "axeRun.left"))
        if not world.children:
            return
        frames = await world.call("axeRun.frameContexts", context)
        held = {await world.index_of_frame(worlds[child].frame_id): child for child in world.children}
        for frame_context, holder in frames:
            child = held.get(holder)
            if child is None:
                partials.append(None)
                lost += 1
            else:
                try:
                    await visit(child, frame_context)
                except (ScriptError, PlaywrightError):
                    partials.append(None)
                    lost += 1

    await visit(0, None)
    finish = worlds[0].call_as(AxeResults, "axeRun.finish", partials, options, MAX_NODES, msgspec.to_builtins(rest))
    result = await with_deadline(finish, FINISH_SECONDS)
    result.frames_lost = lost
    await _number(worlds, result)
    return result


class _Rest(msgspec.Struct):
    """What was not done in some frames: rules, and occurrences by outcome and rule."""

    unfinished: list[str] = []
    dropped: dict[str, int] = {}

    def add(self, more: _Rest) -> None:
        self.unfinished = sorted({*self.unfinished, *more.unfinished})
        self.dropped = dict(Counter(self.dropped) + Counter(more.dropped))


async def run_fresh(worlds: list[World], rules: list[str], seconds: float = SECONDS) -> AxeResults:
    """Run `rules` in the top document alone, on the elements that no earlier view showed."""
    return await _run_here(worlds, rules, "axeRun.runFresh", _Clock(seconds))


async def _run_here(worlds: list[World], rules: list[str], path: str, clock: _Clock) -> AxeResults:
    """Run `rules` in the top document alone, without its partial result leaving the page."""
    result = await clock.call(worlds[0], AxeResults, path, _options(rules), MAX_NODES)
    await _number(worlds, result)
    return result


def join(one: AxeResults, more: AxeResults) -> AxeResults:
    """Two runs of different rules or elements of one view as one result."""
    return AxeResults(
        violations=[*one.violations, *more.violations],
        incomplete=[*one.incomplete, *more.incomplete],
        passes=sorted({*one.passes, *more.passes}),
        inapplicable=sorted({*one.inapplicable, *more.inapplicable}),
        frames_lost=one.frames_lost + more.frames_lost,
        unfinished=sorted({*one.unfinished, *more.unfinished}),
    )


async def _number(worlds: list[World], judged: AxeResults) -> None:
    """Give each node the collector's number of its element, so that its box and markup are at hand."""
    requested: dict[int, list[tuple[AxeNode, Selector]]] = {}
    for result in (*judged.violations, *judged.incomplete):
        for node in result.nodes:
            target = node.target
            document = 0
            for step in target[:-1]:
                document = await _frame_below(worlds, document, step)
                if document < 0:
                    break
            node.document = max(document, 0)
            if document >= 0:
                requested.setdefault(document, []).append((node, target[-1]))
    for document, nodes in requested.items():
        try:
            numbers = await worlds[document].call("axeRun.numbersOf", [selector for _, selector in nodes])
        except (ScriptError, PlaywrightError):
            continue
        for (node, _), number in zip(nodes, numbers, strict=True):
            node.number = number


async def _frame_below(worlds: list[World], document: int, selector: Any) -> int:
    try:
        holder = (await worlds[document].call("axeRun.numbersOf", [selector]))[0]
    except (ScriptError, PlaywrightError):
        return -1
    for child in worlds[document].children:
        if await worlds[document].index_of_frame(worlds[child].frame_id) == holder:
            return child
    return -1

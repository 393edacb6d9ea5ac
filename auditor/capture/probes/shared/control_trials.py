"""The page's own controls, tried one by one: what each of them changes, and whether it puts a stop to something."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probes.shared.page_event_log import Place, Watch

MAX_TRIALS = 14
WAIT = 0.12  # s for what a control does to happen
Effect = tuple[int, int, str, str]  # document, number, kind of change, direction of a number ("+", "-", "")

# Controls that are seen and enabled now; those that were tried are left out. Links go elsewhere, unless inside the page.
_LIST = """(limit) => {
  const w = globalThis.__auditorWatch, found = [];
  w.tried = w.tried || new WeakSet();
  const walk = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) walk(e.shadowRoot);
      if (found.length >= limit || w.tried.has(e) || e.disabled || !e.checkVisibility({ visibilityProperty: true })) continue;
      const t = e.localName, role = e.getAttribute("role");
      const link = t === "a" && /^(#|javascript:)/i.test(e.getAttribute("href") || "");
      const input = t === "input" && !["hidden", "file", "image", "text", "search", "email", "url", "tel", "password"].includes(e.type);
      if (!(t === "button" || t === "select" || t === "summary" || input || link
        || ["button", "switch", "checkbox", "radio", "menuitem", "tab"].includes(role))) continue;
      found.push(w.id(e));
    }
  };
  walk(document);
  return found;
}"""
# What a control says, as it is when it is tried: of one that was hidden at first the tables have no name.
_WORDS = """(n) => {
  const e = globalThis.__auditorWatch.element(n);
  if (!e) return "";
  const said = e.getAttribute("aria-label") || [...(e.labels || [])].map((l) => l.textContent).join(" ")
    || e.textContent || (e.localName === "input" && e.value) || e.title || "";
  return said.replace(/\\s+/g, " ").trim().slice(0, 80);
}"""
_USE = """(n) => {
  const w = globalThis.__auditorWatch, e = w.element(n);
  if (!e || !e.isConnected) return false;
  w.tried.add(e);
  const tell = () => { e.dispatchEvent(new Event("input", { bubbles: true })); e.dispatchEvent(new Event("change", { bubbles: true })); };
  if (e.localName === "select") {
    if (e.options.length < 2) return false;
    e.selectedIndex = (e.selectedIndex + 1) % e.options.length; tell();
  } else if (e.localName === "input" && (e.type === "range" || e.type === "number")) {
    if (Number(e.value) < Number(e.max || 100)) e.stepUp(); else e.stepDown();
    tell();
  } else e.click();
  return true;
}"""


@dataclass
class Trials:
    """Controls that were tried. `all`: none was left for want of time or by the limit."""

    tried: list[dict[str, Any]] = field(default_factory=list)
    all: bool = True


def effects(changes: list[list[Any]], noise: set[tuple[int, int, str]]) -> set[Effect]:
    """Changes without what happens by itself, with the direction in which a number went."""
    found: set[Effect] = set()
    for document, number, kind, *values in changes:
        if kind == "focus" or (document, number, kind) in noise:
            continue
        direction = ""
        if len(values) == 2:
            with contextlib.suppress(ValueError):
                direction = "+" if float(values[0]) > float(values[1]) else "-"
        found.add((document, number, kind, direction))
    return found


async def use(watch: Watch, place: Place) -> bool:
    """Use a control as a person would; whether it is there."""
    with contextlib.suppress(ScriptError, PlaywrightError):
        done = bool(await watch.stage.run(_USE, place[1], document=place[0]))
        await asyncio.sleep(WAIT)
        return done
    return False


async def try_all(
    watch: Watch,
    noise: set[tuple[int, int, str]],
    still: Callable[[], Awaitable[bool]],
    out_of_time: Callable[[], bool],
    renew: Callable[[], Awaitable[bool]] | None = None,
    states: Sequence[Callable[[], Awaitable[object]]] = (),
) -> Trials:
    """Use each control that is seen, those too that another one brings up. `still` says whether the thing still happens.

    `renew` opens the page anew before each control, for a thing that happens only once. `states` bring the page into
    states in which a control is used as well: one that lowers a value does nothing while that is at its end."""
    found = Trials()
    brought_by: dict[int, dict[str, Any]] = {}
    first = await watch.stage.run(_LIST, 2 * MAX_TRIALS)
    while True:
        waiting = first[len(found.tried) :] if renew else await watch.stage.run(_LIST, 2 * MAX_TRIALS)
        if not waiting:
            return found
        if len(found.tried) >= MAX_TRIALS or out_of_time() or (renew and not await renew()):
            found.all = False
            return found
        place = (0, waiting[0])
        words = str(await watch.stage.run(_WORDS, place[1]))
        await watch.snap()
        if not await use(watch, place):
            if renew:
                found.tried.append({"at": list(place), "words": words, "effects": [], "stops": False, "by": None})
            continue
        done = effects(await watch.changed(), noise)
        brought = set(await watch.stage.run(_LIST, 2 * MAX_TRIALS)) - set(first if renew else waiting)
        for number in brought:
            brought_by.setdefault(number, {"at": list(place), "words": words})
        stops = not await still()
        for state in () if stops or renew else states:
            await state()
            await watch.snap()
            if await use(watch, place):
                done |= effects(await watch.changed(), noise)
        found.tried.append(
            {
                "at": list(place),
                "words": words,
                "effects": sorted(done)[:40],
                "stops": stops,
                "by": brought_by.get(place[1]),
            }
        )
        if renew:
            found.all = found.all and not brought
        elif stops and await use(watch, place) and not await still():
            # Switched back, it doesn't start again: the controls that follow can't be judged by this.
            found.all = False
            return found

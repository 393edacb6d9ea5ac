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

_INSTALL = """() => {
  const g = globalThis;
  if (g.__auditorWatch) return;
  const w = g.__auditorWatch = { log: [], events: [], extra: new WeakMap(), back: new Map(), next: 2, before: null };
  w.id = (e) => {
    const n = g.__auditor.numbers.get(e);
    if (n !== undefined) return n;
    let k = w.extra.get(e);
    if (!k) { k = -(w.next++); w.extra.set(e, k); if (w.back.size < 500) w.back.set(k, e); }
    return k;
  };
  w.element = (n) => n >= 0 ? g.__auditor.elements[n] : w.back.get(n);
  w.active = () => {
    let a = document.activeElement;
    while (a && a.shadowRoot && a.shadowRoot.activeElement) a = a.shadowRoot.activeElement;
    return !a || a === document.body || a === document.documentElement ? null : a;
  };
  // Capturing "focus": "focusin" is not raised where the page's own handler moves focus on.
  addEventListener("focus", (e) => {
    const t = e.composedPath()[0];
    if (w.log.length < 60 && t && t.nodeType === 1) w.log.push(w.id(t));
  }, true);
  for (const kind of ["blur", "focusout"]) addEventListener(kind, (e) => { if (w.mute) e.stopImmediatePropagation(); }, true);
  addEventListener("blur", (e) => { if (e.target === window && w.log.length < 60) w.log.push("out"); }, true);
  addEventListener("keydown", () => { if (w.log.length < 60) w.log.push("key"); }, true);
  for (const kind of ["open", "submit", "print"]) addEventListener("auditor-" + kind, () => w.events.push(kind), true);
  addEventListener("submit", () => w.events.push("submit"), true);
  addEventListener("play", () => w.events.push("play"), true);
}"""
# In the page's own world: the ways out that the stage has disarmed say that they were tried.
_TELL = """() => {
  const tell = (kind) => { dispatchEvent(new Event("auditor-" + kind)); };
  try {
    window.open = () => { tell("open"); return null; };
    window.print = () => { tell("print"); };
    HTMLFormElement.prototype.submit = () => { tell("submit"); };
  } catch (error) {}
}"""
_TAKE = "() => { const w = globalThis.__auditorWatch; return { log: w.log.splice(0), events: w.events.splice(0) }; }"
_SNAP = """(keep) => {
  const w = globalThis.__auditorWatch, now = new Map();
  const numbered = (e) => {
    while (e && globalThis.__auditor.numbers.get(e) === undefined) e = e.parentElement || (e.getRootNode() || {}).host;
    return e ? globalThis.__auditor.numbers.get(e) : -1;
  };
  let budget = 12000;
  const walk = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (budget-- <= 0) return;
      const t = e.localName;
      if (t === "script" || t === "style" || t === "meta" || t === "link") continue;
      let s = "";
      for (const a of e.attributes) s += a.name + "=" + a.value + "\\n";
      let text = "";
      for (let c = e.firstChild; c; c = c.nextSibling) if (c.nodeType === 3) text += c.nodeValue;
      let value = "";
      if (t === "input" || t === "textarea" || t === "select") value = e.value + "|" + (e.checked === true) + "|" + e.selectedIndex;
      now.set(w.id(e), [s, text.slice(0, 2000), value, numbered(e)]);
      if (e.shadowRoot) walk(e.shadowRoot);
    }
  };
  walk(document);
  const before = w.before;
  if (keep) w.before = now;
  if (!before) return [];
  const found = [];
  for (const [id, [attrs, text, value, place]] of now) {
    const old = before.get(id);
    if (!old) { found.push([place, "added"]); continue; }
    if (old[1] !== text) found.push([place, "text", text.trim().slice(0, 60), old[1].trim().slice(0, 60)]);
    if (old[0] !== attrs) found.push([place, "attributes"]);
    if (old[2] !== value) found.push([place, "value", value.split("|")[0].slice(0, 60), old[2].split("|")[0].slice(0, 60)]);
    if (found.length > 200) return found;
  }
  for (const id of before.keys()) if (!now.has(id)) found.push([id, "removed"]);
  const a = w.active();
  if (a) found.push([w.id(a), "focus"]);
  return found.slice(0, 200);
}"""


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
                await self.stage.run(_INSTALL, document=number)
                self.documents.append(number)
        for frame in self.stage.page.frames[:MAX_WORLDS]:
            with contextlib.suppress(PlaywrightError):
                await frame.evaluate(_TELL)
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
                answer = await self.stage.run(_TAKE, document=number)
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
                await self.stage.run(_SNAP, True, document=number)

    async def changed(self, keep: bool = True) -> list[list[Any]]:
        """What is other than at the last snapshot: [document, number, kind, new, old text]; then keep this one."""
        found: list[list[Any]] = []
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                found += [[number, *item] for item in await self.stage.run(_SNAP, keep, document=number)]
        return found

    async def blur(self, unnoticed: bool = False) -> None:
        """Focus on nothing; `unnoticed` by handlers that would put it back."""
        for number in self.documents:
            with contextlib.suppress(ScriptError, PlaywrightError):
                await self.stage.run(
                    "(mute) => { const w = globalThis.__auditorWatch, a = w.active(); w.mute = mute;"
                    " try { if (a) a.blur(); } finally { w.mute = false; } }",
                    unnoticed,
                    document=number,
                )

    async def focus(self, place: Place, visible: bool = True) -> bool:
        """Focus an element as the keyboard would, without scrolling; whether it has it."""
        try:
            return bool(
                await self.stage.run(
                    "(n, v) => { const w = globalThis.__auditorWatch, e = w.element(n); if (!e || !e.isConnected) return false;"
                    " e.focus({ focusVisible: v, preventScroll: true }); return w.active() === e; }",
                    place[1],
                    visible,
                    document=place[0],
                )
            )
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

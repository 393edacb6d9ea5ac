"""What changes by itself: texts, moving and blinking things, fast flashes, and pages that go elsewhere; and what
stops it.

A short look first; only where something stirs, or looks as if it would, a longer one, and then the controls that may
stop it are pressed.

The result is a `AutoChanges` (auditor/capture/schema/probes/changes.py).
"""

from __future__ import annotations

import asyncio
from typing import Any

import numpy as np
from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import Pixels, ProbeSession
from auditor.capture.probes.shared import animated_images
from auditor.capture.probes.shared.flash_watch import measure
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.changes import AutoChanges

ORDER = 60
SECONDS = 50.0
CHANGES = False  # where controls were pressed the session says so itself
LOOK_MS, WATCH_MS = 1600, 7000
LASTING_MS = 5000
MAX_TRIED = 4
KEPT = ("size", "shown", "how", "values", "around", "frames", "loop", "seconds", "moving")
MAX_DOCUMENTS = 6
MAX_CANVASES = 4  # looked at for flashes
LIMITS = {
    "watched": 500,
    "texts": 6000,
    "times": 60,
    "suspects": 12,
    "pictures": 24,
    "found": 24,
    "animations": 1000,
    "fast": 5,
    "step": 200,
}


async def observe(session: ProbeSession) -> AutoChanges:
    """Look, watch where there is cause, try the controls."""
    began = session.clock.seconds
    seen_before = len(session.stopped)
    numbers = [{uid: at for at, uid in enumerate(document.uid)} for document in session.documents]
    looks = await _watch(session, LOOK_MS)
    animated = await _animated(session)
    stirring = any(_stirs(look) for look in looks.values()) or await _texts_differ(session)
    watched = LOOK_MS
    images_move: dict[tuple[int, int], bool] = {}
    if stirring or animated or len(session.stopped) > seen_before:
        boxes = [(0, item) for item in looks[0]["pictures"] if item["uid"] not in animated] if 0 in looks else []
        # Some stand still for seconds between two frames: they are looked at before the watch as well.
        boxes += [(0, item) for item in animated.values()]
        early = await _shots(session, [(0, item) for item in animated.values()])
        looks = await _watch(session, WATCH_MS)
        watched = WATCH_MS
        if any(_unclear(look) for look in looks.values()):
            looks = await _watch(session, 2 * WATCH_MS)
            watched = 2 * WATCH_MS
        # Seven seconds later: what differs within a second still moves.
        late = [await _shots(session, boxes)]
        async with session.clock.real_time():
            for _ in range(3 if boxes else 0):
                await asyncio.sleep(0.3)
                late.append(await _shots(session, boxes))
        for key, shot in late[0].items():
            others = [*late[1:], early] if key in early else late[1:]
            images_move[key] = any(not _same(shot, other.get(key)) for other in others)
    navigations = [
        {"url": item["url"], "at": round(session.clock.seconds - began, 1)}
        for item in session.stopped[seen_before:]
        if item["top"]
    ]
    observation: dict[str, Any] = {"watched": watched / 1000, "texts": [], "moves": [], "flashes": [], "controls": []}
    observation |= {"left": False, "hidden": False, "others": [], "navigations": navigations}
    for document, look in looks.items():
        for kind in ("texts", "moves"):
            observation[kind] += [_item(document, numbers, item) for item in look[kind]]
        observation["moves"] += [_item(document, numbers, {**item, "how": "video"}) for item in look["videos"]]
        shown = {item["uid"]: item for item in look["pictures"]} | (animated if document == 0 else {})
        moving = [item for uid, item in shown.items() if images_move.get((document, uid))]
        for item in moving:
            size = [round(item["box"][2]), round(item["box"][3])]
            facts = {"uid": item["uid"], "size": size, "shown": True, "how": "picture", **item.get("facts", {})}
            observation["moves"].append(_item(document, numbers, facts))
        canvases = [item for item in moving if item.get("tag") == "canvas"]
        canvases.sort(key=lambda item: -item["box"][2] * item["box"][3])
        for item in [*look["fast"], *canvases[:MAX_CANVASES]] if document == 0 else ():
            flash = await measure(session, item["box"])
            if flash is not None:
                observation["flashes"].append({"at": _place(document, numbers, item["uid"]), **flash})
    observation["moves"] = [
        item for item in observation["moves"] if item["how"] in ("video", "picture") or item["count"] >= 2
    ]
    observation["texts"] = [item for item in observation["texts"] if item["count"] >= 2]
    documents = range(min(len(session.worlds), MAX_DOCUMENTS))
    session.watched(documents)
    if len(looks) < len(documents):
        session.reached("watched", 0, None, "lost")
    for look in looks.values():
        session.reached("watched", look["watched"], None if look["more"] else look["watched"])
        session.reached("changes", len(look["texts"]) + len(look["moves"]), look["changed"])
        session.reached("canvases", min(len(look["fast"]), LIMITS["fast"]), look["flickers"])
    if 0 in looks:
        canvases = [item for item in looks[0]["pictures"] if item.get("tag") == "canvas"]
        moving_ones = [item for item in canvases if images_move.get((0, item["uid"]))]
        session.reached("canvases", min(len(moving_ones), MAX_CANVASES), len(moving_ones))
    if observation["texts"] or observation["moves"]:
        await _try(session, observation, numbers)
    return typed(observation, AutoChanges)


async def _animated(session: ProbeSession) -> dict[int, dict[str, Any]]:
    """By uid: animated images of the page itself that move, by their bytes, with what is known of them; the largest."""
    try:
        animated = await animated_images.find(session)
    except (ScriptError, PlaywrightError):
        return {}
    uids = session.documents[0].uid
    kept: dict[int, dict[str, Any]] = {}
    for shown in sorted(animated.images, key=lambda item: -item.moving):
        if shown.document == 0 and shown.moving and shown.number < len(uids) and len(kept) < LIMITS["pictures"]:
            facts = {**shown.film.to_data(), "moving": shown.moving}
            kept[uids[shown.number]] = {"uid": uids[shown.number], "box": list(shown.rect), "facts": facts}
    return kept


def _stirs(look: dict[str, Any]) -> bool:
    return any(look[key] for key in ("texts", "moves", "pictures", "suspects", "endless", "limit"))


def _unclear(look: dict[str, Any]) -> bool:
    """Whether something changed, and not yet twice, or not yet over the five seconds that WCAG 2.2.2 allows a
    movement."""
    once = any(item["count"] == 1 for kind in ("texts", "moves") for item in look[kind])
    return once or any(item["times"][-1] - item["times"][0] <= LASTING_MS for item in look["moves"])


def _place(document: int, numbers: list[dict[int, int]], uid: int) -> list[int]:
    return [document, numbers[document].get(uid, -1)]


def _item(document: int, numbers: list[dict[int, int]], raw: dict[str, Any]) -> dict[str, Any]:
    times = raw.get("times") or [0]
    kept: dict[str, Any] = {key: raw[key] for key in KEPT if key in raw}
    return {
        "at": _place(document, numbers, raw["uid"]),
        "uid": raw["uid"],
        "count": raw.get("count", 0),
        "first": round(times[0] / 1000, 1),
        "last": round(times[-1] / 1000, 1),
        "stopped_by": None,
        **kept,
    }


async def _watch(session: ProbeSession, ms: int) -> dict[int, dict[str, Any]]:
    async def one(document: int) -> tuple[int, dict[str, Any] | None]:
        try:
            return document, await session.call("autoChanges.watch", ms, LIMITS, document=document)
        except (ScriptError, PlaywrightError):
            return document, None

    looks = await asyncio.gather(*(one(document) for document in range(min(len(session.worlds), MAX_DOCUMENTS))))
    return {document: look for document, look in looks if look is not None}


async def _texts_differ(session: ProbeSession) -> bool:
    """Whether a text is another than when the desktop view was taken, seconds ago."""
    document = session.documents[0]
    strings = document.strings
    then = {
        uid: strings[text]
        for uid, text, kind in zip(document.uid, document.text, document.kind, strict=True)
        if kind == 3
    }
    try:
        now = await session.call("elements.textsByUid", 4000, 300)
    except (ScriptError, PlaywrightError):
        return False
    return any(uid in then and then[uid][:300] != text for uid, text in now)


async def _shots(session: ProbeSession, boxes: list[tuple[int, dict[str, Any]]]) -> dict[tuple[int, int], Pixels]:
    shots = {}
    for document, item in boxes:
        x, y, w, h = item["box"]
        try:
            shots[document, item["uid"]] = await session.look(x, y, min(w, 400), min(h, 400))
        except PlaywrightError:
            continue
    return shots


def _same(one: Pixels, other: Pixels | None) -> bool:
    return other is not None and one.shape == other.shape and bool(np.array_equal(one, other))


async def _try(session: ProbeSession, observation: dict[str, Any], numbers: list[dict[int, int]]) -> None:
    """Press the likeliest controls one after the other, and see what has come to rest."""
    open_items = [*observation["texts"], *observation["moves"]]
    for document in sorted({item["at"][0] for item in open_items}):
        mine = [item for item in open_items if item["at"][0] == document]
        answer = await session.call(
            "autoChanges.controls", [item["uid"] for item in mine], MAX_TRIED, document=document
        )
        observation["left"] = observation["left"] or answer["left"]
        observation["hidden"] = observation["hidden"] or answer["hidden"]
        observation["others"] += answer["others"]
        longest = max((item["last"] - item["first"]) / max(1, item["count"] - 1) for item in mine)
        wait = int(min(6500, max(2000, 1500 * longest + 500)))
        for control in answer["controls"]:
            number = len(observation["controls"])
            entry = {
                "at": _place(document, numbers, control["uid"]),
                "said": control["said"],
                "words": control["words"],
            }
            observation["controls"].append({**entry, "works": None})
            waiting = [item for item in mine if item["stopped_by"] is None]
            if control["typed"] or not waiting:
                continue
            session.touched = True
            if not await session.call("elements.pressByUid", control["uid"], document=document):
                continue
            await session.pass_time(0.3)
            look = (await _watch(session, wait)).get(document)
            if look is None:
                continue
            alive = {item["uid"] for kind in ("texts", "moves", "videos") for item in look[kind] if item["shown"]}
            for item in waiting:
                if item["uid"] not in alive and item.get("how") != "picture":
                    item["stopped_by"] = number
            observation["controls"][number]["works"] = any(item["stopped_by"] == number for item in waiting)

"""Audio and video elements: length, sound, tracks and their cues, and whether sound that starts itself can be stopped.

The result is a `MediaTrials` (auditor/capture/schema/probes/changes.py).
"""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.changes import MediaTrials

REAL_TIME = True
ORDER = 12
SECONDS = 40.0
CHANGES = False  # but where controls were pressed the session says so itself
MAX_TRIED = 8
LIMITS = {
    "media": 20,
    "files": 10,
    "bytes": 8_000_000,
    "seconds": 600,
    "rate": 8000,
    "peak": 0.01,  # -40 dB: below it there is nothing to hear
    "fetch_ms": 8000,
    "metadata_ms": 5000,
    "track_ms": 3000,
}


async def observe(session: ProbeSession) -> MediaTrials:
    """Each document in turn."""
    media: list[dict[str, Any]] = []
    for document in range(len(session.worlds)):
        try:
            listed = await session.call("media.list", LIMITS, document=document)
        except (ScriptError, PlaywrightError):
            continue
        items = listed["items"]
        opened = sum("failure" not in item for item in items)
        session.reached("media", opened, listed["total"], "limit" if opened == len(items) else "lost")
        for item in items:
            if item["at"] >= 0 and "failure" not in item:
                item["tried"] = await _try(session, document, item)
            item["at"] = [document, item["at"]]
            media.append(item)
    return typed({"media": media}, MediaTrials)


async def _try(session: ProbeSession, document: int, item: dict[str, Any]) -> list[dict[str, Any]]:
    """Press what may control it. Only for sound that starts itself or an audio that shows no controls."""
    starts = item["autoplay"] and not item["muted"] and not item["paused"] and item["sound"] is not False
    plain = item["tag"] == "audio" and item["paused"]
    if item["controls"] or not (starts or plain):
        return []
    tried = []
    for number in await session.call("media.controls", MAX_TRIED, document=document):
        session.touched = True
        before = await session.call("media.isSilent", item["at"], document=document)
        await session.call("elements.press", number, document=document)
        await asyncio.sleep(0.4)
        after = await session.call("media.isSilent", item["at"], document=document)
        tried.append({"at": [document, number], "works": bool(before != after)})
        if before != after:
            break
    return tried

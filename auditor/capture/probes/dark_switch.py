"""Dark colours that a control of the page turns on: pressed, and the colours of all texts on plain backgrounds read
again.

Data: {"control": [0, n] or null, "texts": [[uid, look]], "looks": [[fg, bg]]}: of the page's own document, each text
whose colours are exact by the number it keeps in every view, and the different pairs of colours. `control` is null
where none was found, none made a light page dark, or it was dark at first."""

from __future__ import annotations

import asyncio
from typing import Any

from auditor.capture.probe_session import ProbeSession
from auditor.capture.text_backgrounds import Layers
from auditor.capture.view_capture import collect

ORDER = 82
SECONDS = 15.0
CHANGES = False  # a page without such a control is left as it was
MAX_PRESSED = 3
AFTER = 0.8  # s for new colours to be there


async def observe(session: ProbeSession) -> dict[str, Any]:
    """Press what may be the switch until the page is dark, then read the colours."""
    nothing: dict[str, Any] = {"control": None, "texts": [], "looks": []}
    switches = (await session.call("darkSwitch.find"))[:MAX_PRESSED]
    if not switches or await session.call("darkSwitch.isDark"):
        return nothing
    session.touched = True
    for number in switches:
        if not await session.call("darkSwitch.press", number):
            continue
        await asyncio.sleep(AFTER)
        if await session.call("darkSwitch.isDark"):
            document = (await collect(session.worlds[:1]))[0]
            await session.as_at_first()
            return {"control": [0, number], **await asyncio.to_thread(_colours, document)}
    return nothing


def _colours(document: dict[str, Any]) -> dict[str, Any]:
    exact, _ = Layers(document).measure()
    looks: dict[str, int] = {}
    texts: list[list[int]] = []
    pairs: list[list[Any]] = []
    for node, answer in exact.items():
        if answer.get("how") != "exact":
            continue
        key = f"{answer['fg']} {answer['bg'][0]}"
        if key not in looks:
            looks[key] = len(pairs)
            pairs.append([answer["fg"], answer["bg"][0]])
        texts.append([document["uid"][node], looks[key]])
    return {"texts": texts, "looks": pairs}

"""Dark colours that a control of the page turns on: pressed, and the colours of all texts on plain backgrounds read
again.

The result is a `DarkSwitch` (auditor/capture/schema/probes/aids.py).
"""

from __future__ import annotations

import asyncio

from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.document import DocumentCapture, TextBackground
from auditor.capture.schema.probes.aids import DarkSwitch
from auditor.capture.schema.probes.base import Place
from auditor.capture.text_backgrounds import Layers
from auditor.capture.view_capture import collect

ORDER = 82
SECONDS = 15.0
CHANGES = False  # a page without such a control is left as it was
MAX_PRESSED = 5
AFTER = 0.8  # s for new colours to be there


async def observe(session: ProbeSession) -> DarkSwitch:
    """Press what may be the switch until the page is dark, then read the colours."""
    every = await session.call("darkSwitch.find")
    switches = every[:MAX_PRESSED]
    if not switches or await session.call("darkSwitch.isDark"):
        return DarkSwitch()
    session.touched = True
    for number in switches:
        if not await session.call("darkSwitch.press", number):
            continue
        await session.pass_time(AFTER)
        if await session.call("darkSwitch.isDark"):
            document = (await collect(session.worlds[:1]))[0]
            await session.as_at_first()
            return await asyncio.to_thread(_colours, (0, int(number)), document)
    session.reached("switches", len(switches), len(every))
    return DarkSwitch()


def _colours(control: Place, document: DocumentCapture) -> DarkSwitch:
    exact, _ = Layers(document).measure()
    looks: dict[TextBackground, int] = {}
    texts = tuple(
        (document.uid[node], looks.setdefault(answer, len(looks)))
        for node, answer in exact.items()
        if answer.how == "exact"
    )
    return DarkSwitch(control, texts, tuple((look.text, look.colours[0]) for look in looks if look.text))

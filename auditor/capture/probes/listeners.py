"""Which elements listen to which events, from the browser's own list (page scripts can't hide it).

The result is a `Listeners` (auditor/capture/schema/probes/pointer.py).
"""

from __future__ import annotations

import contextlib

from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError, World
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.probes.pointer import DocumentListeners, Listeners

ORDER = 10
SECONDS = 15.0
CHANGES = False
GROUP = "auditor-listeners"  # the handlers the browser hands out; kept too long they bring it down
MAX_ELEMENTS = 1_000  # elements with listeners looked up a document


async def observe(session: ProbeSession) -> Listeners:
    """Ask each document once, then name the elements."""
    documents: list[DocumentListeners | None] = []
    truncated = False
    for world in session.worlds:
        try:
            listening, total = await _document(world)
        except (ScriptError, PlaywrightError):
            documents.append(None)
            if not world.refused:
                session.reached("listeners", 0, None, "lost")
            continue
        finally:
            await release(world)
        documents.append(listening)
        session.reached("listeners", min(total, MAX_ELEMENTS), total)
        truncated = truncated or total > MAX_ELEMENTS
    return Listeners(tuple(documents), truncated)


async def release(world: World) -> None:
    """Let go of the handlers that were handed out."""
    with contextlib.suppress(PlaywrightError):
        await world.session.send("Runtime.releaseObjectGroup", {"objectGroup": GROUP})


async def types_of(world: World, what: str, deep: bool = False) -> set[str]:
    """Event types that a document's `window` or `document` listens to, with `deep` all that is below it as well."""
    more = {"depth": -1, "pierce": True} if deep else {}
    try:
        answer = await world.session.send(
            "DOMDebugger.getEventListeners", {"objectId": await _object(world, what), **more}
        )
    finally:
        await release(world)
    return {listener["type"] for listener in answer["listeners"]}


async def _object(world: World, what: str) -> str:
    """A document's `window` or `document` as the page's own world has it.

    In our world the browser would compile `onclick` attributes for the wrong context, which brings the page down
    later; and it lists a window's listeners for one world only."""
    if what == "window":
        answer = await world.session.send("Runtime.evaluate", {"expression": what, "objectGroup": GROUP})
        return str(answer["result"]["objectId"])
    answer = await world.session.send(
        "Runtime.evaluate", {"expression": what, "contextId": world.context, "objectGroup": GROUP}
    )
    node = await world.session.send("DOM.describeNode", {"objectId": answer["result"]["objectId"]})
    own = await world.session.send(
        "DOM.resolveNode", {"backendNodeId": node["node"]["backendNodeId"], "objectGroup": GROUP}
    )
    return str(own["object"]["objectId"])


async def _document(world: World) -> tuple[DocumentListeners, int]:
    """What listens in a document, and how many elements do."""
    of_window = sorted(await types_of(world, "window")) if world.parent < 0 else []
    below = await world.session.send(
        "DOMDebugger.getEventListeners", {"objectId": await _object(world, "document"), "depth": -1, "pierce": True}
    )
    by_node: dict[int, list[str]] = {}
    for listener in below["listeners"]:
        if "backendNodeId" in listener:
            by_node.setdefault(listener["backendNodeId"], []).append(listener["type"])
    elements: dict[int, tuple[str, ...]] = {}
    of_document: tuple[str, ...] = ()
    for node, types in list(by_node.items())[:MAX_ELEMENTS]:
        number = await _number(world, node)
        if number == -2:
            of_document = tuple(sorted(set(types)))
        elif number >= 0:
            elements[number] = tuple(sorted(set(types)))
    return DocumentListeners(elements, of_document, tuple(of_window)), len(by_node)


async def _number(world: World, node: int) -> int:
    try:
        return await world.number_of(node)
    except PlaywrightError:
        return -1

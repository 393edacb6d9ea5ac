"""Which elements listen to which events, from the browser's own list (page scripts can't hide it).

Data: {"documents": [{"elements": {number: [types]}, "document": [types], "window": [types]}], "truncated": bool};
a document that could not be asked is null; `window` is filled for the page's own document.
"""

from __future__ import annotations

from typing import Any

from playwright.async_api import Error as PlaywrightError

from auditor.capture.stage import Stage
from auditor.capture.worlds import ScriptError, World

ORDER = 10
SECONDS = 15.0
CHANGES = False
MAX_ELEMENTS = 400  # elements with listeners looked up a document


async def observe(stage: Stage) -> dict[str, Any]:
    """Ask each document once, then name the elements."""
    documents: list[dict[str, Any] | None] = []
    truncated = False
    for world in stage.worlds:
        try:
            found, cut = await _document(world)
        except (ScriptError, PlaywrightError):
            documents.append(None)
            continue
        documents.append(found)
        truncated = truncated or cut
    return {"documents": documents, "truncated": truncated}


async def _top(world: World) -> str:
    """The document as the page's own world has it. Asked of our world's, the browser hands the page's functions across
    worlds, and its process dies at some later garbage collection."""
    answer = await world.session.send("Runtime.evaluate", {"expression": "document", "contextId": world.context})
    told = await world.session.send("DOM.describeNode", {"objectId": answer["result"]["objectId"]})
    resolved = await world.session.send("DOM.resolveNode", {"backendNodeId": told["node"]["backendNodeId"]})
    return str(resolved["object"]["objectId"])


async def _window(world: World) -> list[str]:
    # The browser lists a window's listeners for one world only: the page's own has to be asked.
    answer = await world.session.send("Runtime.evaluate", {"expression": "window"})
    window = await world.session.send("DOMDebugger.getEventListeners", {"objectId": answer["result"]["objectId"]})
    return sorted({listener["type"] for listener in window["listeners"]})


async def _document(world: World) -> tuple[dict[str, Any], bool]:
    types = await _window(world) if world.parent < 0 else []
    below = await world.session.send(
        "DOMDebugger.getEventListeners", {"objectId": await _top(world), "depth": -1, "pierce": True}
    )
    by_node: dict[int, list[str]] = {}
    for listener in below["listeners"]:
        if "backendNodeId" in listener:
            by_node.setdefault(listener["backendNodeId"], []).append(listener["type"])
    found: dict[str, Any] = {
        "elements": {},
        "document": [],
        "window": types,
    }
    for node, types in list(by_node.items())[:MAX_ELEMENTS]:
        number = await _number(world, node)
        if number == -2:
            found["document"] = sorted(set(types))
        elif number >= 0:
            found["elements"][str(number)] = sorted(set(types))
    return found, len(by_node) > MAX_ELEMENTS


async def _number(world: World, node: int) -> int:
    try:
        resolved = await world.session.send(
            "DOM.resolveNode", {"backendNodeId": node, "executionContextId": world.context}
        )
        answer = await world.session.send(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": "function(){if(this===document)return -2;"
                "const n=globalThis.__auditor.numbers.get(this);return n===undefined?-1:n}",
                "objectId": resolved["object"]["objectId"],
                "returnByValue": True,
            },
        )
    except PlaywrightError:
        return -1
    return int(answer["result"].get("value", -1))

"""Names and roles as the browser's own accessibility tree has them, for the elements that attributes say too little of.

axe-core works out names from what stands in the document. What scripts say beside it is known to the browser alone:
labels given as elements (`ariaLabelledByElements`), roles and names of custom elements (`ElementInternals`), texts in
closed shadow trees. And browsers let an empty `label` take away the name that a title would give. So the browser is
asked, of those elements only: its tree costs as much as a layout of the page.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from auditor.capture import page as page_library
from auditor.capture.isolated_worlds import World
from auditor.capture.limits import with_deadline
from auditor.capture.schema.document import DocumentCapture, InTree
from auditor.capture.schema.table import HIDDEN, HIDDEN_FROM_AT, LIMITS, RENDERED, NodeKind

SECONDS = 2.0  # of asking, in one view
MAX_ASKED, MAX_CUSTOM = 300, 100  # elements of a document; of the rest the attributes have to do
CLOSE_SECONDS = 1.0
GROUP = "auditor-names"

# Elements that are useless without a name, by tag and by role.
_TAGS = frozenset(
    (
        "button", "input", "select", "textarea", "a", "area", "img", "svg", "iframe", "object", "summary", "h1", "h2",
        "h3", "h4", "h5", "h6", "th", "canvas", "meter", "progress",
    )
)  # fmt: skip
_ROLES = frozenset(
    (
        "button", "checkbox", "combobox", "dialog", "alertdialog", "gridcell", "heading", "img", "image", "link",
        "listbox", "menuitem", "menuitemcheckbox", "menuitemradio", "meter", "option", "progressbar", "radio",
        "searchbox", "slider", "spinbutton", "switch", "tab", "textbox", "tooltip", "treeitem",
    )
)  # fmt: skip
_LABELLED = frozenset(("button", "input", "meter", "output", "progress", "select", "textarea"))
# What the browser calls an element that has no role.
_NO_ROLE = frozenset({"generic", "none", "presentation", "GenericContainer", ""})


def asked(document: DocumentCapture) -> list[int]:
    """The elements of which attributes say too little: without a name that need one, with a label that shows no text,
    and custom ones."""
    strings, size = document.strings, document.size
    wanted: set[int] = set()
    custom: list[int] = []
    controls: dict[str, list[int]] = {}
    labels: list[int] = []
    for number in range(size):
        if document.kind[number] != NodeKind.ELEMENT:
            continue
        tag, flags = strings[document.tag[number]], document.flags[number]
        if tag == "label":
            labels.append(number)
        if tag in _LABELLED and (name := _attribute(document, number, "id")):
            controls.setdefault(name, []).append(number)
        if flags & (HIDDEN | HIDDEN_FROM_AT):
            continue
        if "-" in tag:
            custom.append(number)
            continue
        role = strings[document.roles[number]] if number in document.roles else ""
        if tag not in _TAGS and role not in _ROLES:
            continue
        named = number in document.names and strings[document.names[number]].strip()
        silent = role in ("none", "presentation") or (tag in ("img", "svg") and not role)
        if not named and not silent:
            wanted.add(number)
    wanted.update(_behind_empty_labels(document, labels, controls))
    return [*sorted(wanted)[:MAX_ASKED], *custom[:MAX_CUSTOM]]


def _behind_empty_labels(document: DocumentCapture, labels: list[int], controls: dict[str, list[int]]) -> Iterator[int]:
    """Fields whose label shows no text, or is kept from assistive technology."""
    ends = _ends(document) if labels else []
    for label in labels:
        below = range(label + 1, ends[label])
        fields = [number for number in below if document.strings[document.tag[number]] in _LABELLED]
        inside = {part for field in fields for part in range(field, ends[field])}
        others = [at for at in below if at not in inside and document.kind[at] == NodeKind.TEXT]
        says = any(document.flags[at] & RENDERED for at in others)
        if says and not document.flags[label] & HIDDEN_FROM_AT:
            continue
        target = _attribute(document, label, "for")
        for field in controls.get(target, []) if target else fields[:1]:
            if not document.flags[field] & (HIDDEN | HIDDEN_FROM_AT):
                yield field


def _ends(document: DocumentCapture) -> list[int]:
    """By node, the number after the last below it."""
    ends = [number + 1 for number in range(document.size)]
    for number in reversed(range(document.size)):
        parent = document.parent[number]
        if parent >= 0:
            ends[parent] = max(ends[parent], ends[number])
    return ends


def _attribute(document: DocumentCapture, number: int, name: str) -> str:
    raw, strings = document.attrs[number], document.strings
    return next((strings[raw[at + 1]] for at in range(0, len(raw), 2) if strings[raw[at]] == name), "")


async def ask(worlds: list[World], documents: list[DocumentCapture]) -> None:
    """Adds to each document what the browser's tree says of the elements asked about, as far as it comes in time."""
    end = time.monotonic() + SECONDS
    for world, document in zip(worlds, documents, strict=True):
        numbers = [] if document.lost else asked(document)
        if not numbers or time.monotonic() > end:
            continue
        with contextlib.suppress(PlaywrightError, TimeoutError):
            await with_deadline(_ask(world, document, numbers, end), SECONDS)
        with contextlib.suppress(PlaywrightError, TimeoutError):
            await with_deadline(_close(world.session), CLOSE_SECONDS)


async def _close(session: CDPSession) -> None:
    await session.send("Accessibility.disable")
    await session.send("Runtime.releaseObjectGroup", {"objectGroup": GROUP})


async def _ask(world: World, document: DocumentCapture, numbers: list[int], end: float) -> None:
    held = await world.session.send(
        "Runtime.evaluate",
        {
            "expression": page_library.handle("elements.listed", [numbers]),
            "contextId": world.context,
            "objectGroup": GROUP,
        },
    )
    listed = await world.session.send(
        "Runtime.getProperties", {"objectId": held["result"]["objectId"], "ownProperties": True}
    )
    objects = {
        int(item["name"]): item["value"]["objectId"]
        for item in listed["result"]
        if item["name"].isdigit() and "objectId" in item.get("value", {})
    }
    # While it is on, the tree is built once and not anew for each element.
    await world.session.send("Accessibility.enable")
    for place, number in enumerate(numbers):
        if time.monotonic() > end:
            return
        if place in objects:
            answer = await world.session.send(
                "Accessibility.getPartialAXTree", {"objectId": objects[place], "fetchRelatives": False}
            )
            found = _in_tree(answer["nodes"])
            if found is not None:
                document.in_tree[number] = found


def _in_tree(nodes: list[dict[str, Any]]) -> InTree | None:
    """What an element's own node says; None where the tree leaves it out, or names it by its type or by words of the
    browser's own (`Choose File`)."""
    own = nodes[0] if nodes else {}
    if not own or own.get("ignored"):
        return None
    role = str(own.get("role", {}).get("value", ""))
    name = own.get("name", {})
    used = [part for part in name.get("sources", []) if "value" in part and not part.get("superseded")]
    if used and used[0].get("attribute") in ("type", "value"):
        return None
    said = " ".join(str(name.get("value", "")).split())
    return InTree("" if role in _NO_ROLE else role, said[: LIMITS["name"]])

"""The one library of ours in a page: which JavaScript files it has, and how one of its functions is called by name.

A file claims the slot of its name (`hover_content.js` → `hoverContent`) in `__auditor`, the one global of ours in
each of our isolated worlds. The core comes first, in this order: `auditor.js` makes the global, `own_names.js` keeps
what a page names out of what we ask for, `elements.js` names elements, `visibility.js` says what can be seen, `hold.js`
holds and releases the page. Any other file of the folders below is loaded into a world when one of its functions is
first called there.

`*.main.js` files belong to no slot: each is one function that runs in the page's own ("main") world, where a page's
scripts could see a global of ours. Nothing of this package imports a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from auditor import lexicon
from auditor.capture.page import own_names

GLOBAL = "__auditor"
CORE = ("auditor", "ownNames", "elements", "visibility", "hold")
# Slots of which another asks something, so that they are there before it.
NEEDS = {
    "collector": ("svgParts", "generatingStyles", "accessibleNames", "leftOut"),
    "tabWalk": ("pageEventLog", "focusLook"),
    **dict.fromkeys(("autoChanges", "darkSwitch", "elderAids", "floatingWindows", "forms", "media"), ("lexicon",)),
}
PATTERNS = "/* PATTERNS */ {}"  # where lexicon.js gets its data
NAMES = "/* NAMES */ []"  # where own_names.js does
OWN = f"const $own = {GLOBAL}.ownNames.symbols();"  # what a guarded script asks by
FOLDERS = ("capture/page", "capture/probes", "capture/probes/shared", "journeys")  # below auditor
MAIN = ".main.js"
# Calls a function of the library on a node that the browser's protocol names; the library is loaded there already.
ON_NODE = f"function (path) {{ return {GLOBAL}.callOn(path, this); }}"
ALONE = frozenset({"steady_window"})  # a whole script for a world of its own


def slot_name(stem: str) -> str:
    """`hover_content` → `hoverContent`."""
    return re.sub(r"_(\w)", lambda match: match.group(1).upper(), stem)


def _folder(name: str) -> Traversable:
    return files("auditor").joinpath(*name.split("/"))


@cache
def slots() -> dict[str, Traversable]:
    """The file of each slot. Raises ValueError where two files claim one."""
    by_slot: dict[str, Traversable] = {}
    for folder in FOLDERS:
        for file in sorted(_folder(folder).iterdir(), key=lambda item: item.name):
            stem, dot, kind = file.name.partition(".")
            if dot + kind != ".js" or stem in ALONE:
                continue
            slot = slot_name(stem)
            if slot in by_slot:
                raise ValueError(f"two files claim the slot {slot}: {by_slot[slot]} and {file}")
            by_slot[slot] = file
    return by_slot


@cache
def _text(slot: str) -> str:
    text = slots()[slot].read_text("utf-8")
    return text.replace(PATTERNS, json.dumps(lexicon.in_page())) if slot == "lexicon" else text


def _guarded(slot: str) -> str:
    text = _text(slot)
    if slot == "auditor":
        return text
    text = own_names.guarded(text)
    return text.replace(NAMES, json.dumps(own_names.NAMES)) if slot == "ownNames" else f"{OWN}\n{text}"


@cache
def guarded(source: str) -> str:
    """A whole script of somebody else's, for a world that has the core: it asks as our own do."""
    return f"{{ {OWN}\n{own_names.guarded(source)}\n}}"


@cache
def _source(slot: str) -> str:
    text = _guarded(slot)
    known = f"typeof {GLOBAL} === 'object' && {GLOBAL}"
    test = known if slot == "auditor" else f"{known}.knows({json.dumps(slot)})"
    return f"if (!({test})) {{\n{text}\n}}\n"


def call(path: str, arguments: Iterable[Any], loaded: set[str] | frozenset[str] = frozenset()) -> tuple[str, set[str]]:
    """(expression whose promise gives JSON text, slots that a world has afterwards).

    `path`: "slot.function"; `loaded`: slots that the world has already. Raises KeyError for a slot that no file
    claims."""
    slot = path.partition(".")[0]
    needed = [name for name in (*CORE, *NEEDS.get(slot, ()), slot) if name not in loaded]
    text = "".join(_source(name) for name in needed)
    given = ", ".join(json.dumps(item) for item in arguments)
    return f"{text}{GLOBAL}.call({json.dumps(path)}, [{given}])", {*loaded, *needed}


def handle(path: str, arguments: Iterable[Any]) -> str:
    """Expression of a function's own answer, for what the browser's protocol names by a handle; the library is loaded
    there already."""
    return f"{GLOBAL}.{path}({', '.join(json.dumps(item) for item in arguments)})"


@cache
def local(path: str) -> str:
    """A function of the library, not an asynchronous one, as one that Playwright calls in the page's own world; it
    leaves nothing there."""
    core = "\n".join(map(_guarded, CORE[:2]))
    rest = "\n".join(f"{{ {_guarded(slot)} }}" for slot in (*CORE[2:], path.partition(".")[0]))
    leave = f"{GLOBAL}.ownNames.leave();"
    return f"(...given) => {{\n{core}\ntry {{ {rest}\nreturn {GLOBAL}.{path}(...given); }} finally {{ {leave} }}\n}}"


@cache
def main_world(name: str, folder: str = "capture/page") -> str:
    """The function of a `.main.js` file, as an expression."""
    return _folder(folder).joinpath(name + MAIN).read_text("utf-8").strip().rstrip(";")


@cache
def script(name: str) -> str:
    """A file of `capture/page` that is loaded as it is."""
    return _folder("capture/page").joinpath(name + ".js").read_text("utf-8")

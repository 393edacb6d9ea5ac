"""Capture files: `captures/<site>/<page>.json.gz`, and `<page>.<view>.jpg` beside it. Written whole or not at all."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from pathlib import Path
from typing import Any

import orjson

from auditor.store.errors import StoreError

MAX_UNPACKED = 200_000_000  # bytes; more than this is no capture of ours
FORMAT = 3  # of stored captures; 1 held every view whole, 2 had other names of probes
_PROBES_OF_2 = {
    "elder": "elder_aids",
    "floats": "floating_windows",
    "hover": "hover_content",
    "motion": "auto_changes",
    "moving_pictures": "moving_images",
    "picture_text": "image_text",
    "pointer": "mouse_only",
}


def write(path: Path, content: bytes) -> None:
    """Replace a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def _dumps(data: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(data)
    except TypeError:  # a lone surrogate from a page's script
        return json.dumps(data, separators=(",", ":")).encode("ascii")


def compact(data: dict[str, Any]) -> dict[str, Any]:
    """A capture as it is stored: a later view's document has under `same` the names of what is as in the first view's.

    Two views of most pages differ in places and sizes at most.
    """
    views = list(data["views"].items())
    if len(views) < 2:
        return {**data, "format": FORMAT}
    first = views[0][1]["documents"]
    stored = dict(views[:1])
    for name, view in views[1:]:
        documents = []
        for number, document in enumerate(view["documents"]):
            model = first[number] if number < len(first) else {}
            same = [
                k for k, held in document.items() if held and isinstance(held, list | dict) and model.get(k) == held
            ]
            documents.append({**{k: v for k, v in document.items() if k not in same}, "same": same})
        stored[name] = {**view, "documents": documents}
    return {**data, "views": stored, "format": FORMAT}


def complete(data: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `compact`, in place; earlier formats are brought up to this one."""
    held = data.pop("format", 1)
    if held > FORMAT:
        raise ValueError("a newer format")
    if held < 3 and "observations" in data:
        data["observations"] = {_PROBES_OF_2.get(name, name): seen for name, seen in data["observations"].items()}
    views = list(data["views"].values())
    for view in views[1:]:
        for number, document in enumerate(view["documents"]):
            for key in document.pop("same", ()):
                document[key] = views[0]["documents"][number][key]
    return data


def write_capture(root: Path, name: str, data: dict[str, Any], screenshots: dict[str, bytes]) -> str:
    """Store a capture under `name` (`<site>/<page>`); the path below `root` comes back."""
    for view, picture in screenshots.items():
        write(root / "captures" / f"{name}.{view}.jpg", picture)
    relative = f"captures/{name}.json.gz"
    packed = gzip.compress(_dumps(compact(data)), 1)
    write(root / relative, packed)
    return relative


def read_capture(root: Path, relative: str) -> dict[str, Any]:
    """A stored capture. Raises StoreError where the file is gone, damaged or of a newer program."""
    path = root / relative
    try:
        return complete(orjson.loads(_unpacked(path)))
    except OSError as error:
        raise StoreError("store.capture-unreadable", path=path, what=error.strerror) from None
    except (ValueError, LookupError, TypeError, zlib.error):
        raise StoreError("store.capture-damaged", path=path) from None


def _unpacked(path: Path) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)  # a gzip file, in one step
    content = unpacker.decompress(path.read_bytes(), MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise ValueError("too large for a capture")
    if not unpacker.eof:
        raise ValueError("it ends before its end")
    return content


def screenshot(root: Path, relative: str, view: str) -> Path:
    """Where a view's picture of a capture lies."""
    return root / (relative.removesuffix(".json.gz") + f".{view}.jpg")

"""Capture files: `captures/<site>/<page>.json.gz`, and `<page>.<view>.jpg` beside it. Written whole or not at all."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import orjson

MAX_UNPACKED = 200_000_000  # bytes; more than this is no capture of ours


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


def write_capture(root: Path, name: str, data: dict[str, Any], screenshots: dict[str, bytes]) -> str:
    """Store a capture under `name` (`<site>/<page>`); the path below `root` comes back."""
    for view, picture in screenshots.items():
        write(root / "captures" / f"{name}.{view}.jpg", picture)
    relative = f"captures/{name}.json.gz"
    packed = gzip.compress(_dumps(data), 1)
    write(root / relative, packed)
    return relative


def read_capture(root: Path, relative: str) -> dict[str, Any]:
    """A stored capture."""
    with gzip.open(root / relative) as file:
        content = file.read(MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise ValueError(f"{relative} is too large for a capture")
    data: dict[str, Any] = orjson.loads(content)
    return data


def screenshot(root: Path, relative: str, view: str) -> Path:
    """Where a view's picture of a capture lies."""
    return root / (relative.removesuffix(".json.gz") + f".{view}.jpg")

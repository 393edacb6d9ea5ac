"""Whose `index.html` a folder has: a report replaces its own, never a file of the user's."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from auditor.errors import AuditError

INDEX = "index.html"
MARKER = ".auditor.json"  # digests of the last two `index.html` that this program wrote, the newest last
STORE = "audit.db"


class ForeignIndex(AuditError):
    """The folder has an `index.html` that this program did not write."""


def check_index(folder: Path) -> None:
    """Raises ForeignIndex where a report would replace a file of the user's own."""
    index = folder / INDEX
    if not index.is_file():
        return
    known = _known(folder)
    if known is None:
        # A folder of an earlier release has no marker, but the database and the list of pages beside the report.
        ours = (folder / STORE).is_file() and (folder / "pages.jsonl").is_file()
    else:
        ours = _digest(index.read_bytes()) in known
    if not ours:
        raise ForeignIndex("run.foreign-index", path=index)


def claim_index(folder: Path, content: bytes | None = None) -> None:
    """Note that `content` is about to be written as the folder's `index.html`; None: that reports are about
    to be written here for the first time. A folder inside of ours (an agency's part) has no marker and needs none."""
    known = _known(folder)
    if content is None:
        if known is None and not (folder / INDEX).is_file():
            _write(folder, [])
        return
    index = folder / INDEX
    before = [_digest(index.read_bytes())] if index.is_file() else []
    if known is not None:
        _write(folder, [*before, _digest(content)])


def _known(folder: Path) -> list[str] | None:
    try:
        held = json.loads((folder / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return [str(item) for item in held.get(INDEX, ())] if isinstance(held, dict) else None


def _write(folder: Path, digests: list[str]) -> None:
    (folder / MARKER).write_text(json.dumps({INDEX: digests}), "utf-8")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

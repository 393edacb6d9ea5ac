"""Reads the lexicon's files. A pattern is compiled once, case aside; what is written whole must be a whole text."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def files() -> tuple[Path, ...]:
    """All data of the lexicon, for the digest of what a run was judged with."""
    return tuple(sorted(_FOLDER.glob("*.toml")))


@cache
def table(name: str) -> dict[str, Any]:
    """One file of the lexicon by its name without `.toml`."""
    data: dict[str, Any] = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    return data


@cache
def source(name: str) -> str:
    """The regular expression `group.name` of patterns.toml; one that is `whole` has its anchors. Raises KeyError."""
    group, key = name.split(".")
    entry = table("patterns")[group][key]
    text = "|".join(entry["any"])
    return f"^(?:{text})$" if entry.get("whole") else text


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern `group.name`, case aside."""
    return re.compile(source(name), re.I)


@cache
def in_page() -> dict[str, str]:
    """Name → source of the patterns that the scripts in a page look for too: there with the flags `iu`."""
    return {
        f"{group}.{key}": source(f"{group}.{key}")
        for group, entries in table("patterns").items()
        for key, entry in entries.items()
        if entry.get("page")
    }

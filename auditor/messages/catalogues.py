"""Reads the catalogues: `[language]` says how a language joins and brackets, every other table is a room's
sentences."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DEFAULT = "zh"
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})  # CLDR's categories
_FOLDER = Path(__file__).parent
Forms = dict[str, str]  # by CLDR's category; {"other": …} where a sentence has one form


@dataclass(frozen=True)
class Language:
    """How a language writes lists, brackets and numbers, and the sentence of every code."""

    id: str
    name: str
    list: str  # between the items of a list
    gap: str  # between two sentences
    semicolon: str
    colon: str
    stop: str
    open: str  # brackets
    close: str
    yes: str
    no: str
    sentences: dict[str, Forms]

    def bracketed(self, text: str) -> str:
        """The text in brackets, the space before them included where the language has one."""
        return f"{self.open}{text}{self.close}"

    def form(self, code: str, facts: dict[str, Any]) -> str | None:
        """The code's sentence with open placeholders, in the number of the fact `n`; None for an unknown code."""
        forms = self.sentences.get(code)
        if forms is None:
            return None
        if len(forms) == 1 or not isinstance(number := facts.get("n"), int | float):
            return forms["other"]
        return forms.get(_plural(self.id)(number), forms["other"])


@cache
def _plural(lang: str) -> Callable[[float], str]:
    from babel import Locale  # 25 ms that most commands don't need

    return Locale.parse(lang).plural_form


@cache
def languages() -> tuple[str, ...]:
    """Languages that have a catalogue, the default first."""
    known = {path.name.split(".")[1] for path in _FOLDER.glob("messages.*.toml")}
    return tuple(sorted(known, key=lambda lang: (lang != DEFAULT, lang)))


def files() -> tuple[Path, ...]:
    """The catalogues, for the digest of what a run was judged with."""
    return tuple(sorted(_FOLDER.glob("messages.*.toml")))


@cache
def language(lang: str) -> Language:
    """A language's catalogue. Raises LookupError where there is none."""
    path = _FOLDER / f"messages.{lang}.toml"
    if lang not in languages():
        raise LookupError(f"no catalogue of the language {lang}")
    data = tomllib.loads(path.read_text("utf-8"))
    own = data.pop("language")
    return Language(id=lang, sentences=dict(_flat(data, "")), **own)


def _flat(table: dict[str, Any], prefix: str) -> list[tuple[str, Forms]]:
    rows: list[tuple[str, Forms]] = []
    for key, value in table.items():
        if isinstance(value, str):
            rows.append((prefix + key, {"other": value}))
        elif "other" in value and value.keys() <= PLURALS:
            rows.append((prefix + key, value))
        else:
            rows += _flat(value, f"{prefix}{key}.")
    return rows

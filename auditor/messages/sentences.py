"""From a code and its facts to a sentence. Facts are data, also where they come from a hostile page: never a
template."""

from __future__ import annotations

import re
from os import PathLike, fspath
from typing import Any

from auditor.messages.catalogues import DEFAULT, Language, language
from auditor.model.note import TEXT, Note

MISSING = "–"
GROUPED = 10_000  # numbers from here on are written in groups of three figures
_CHINESE = re.compile("[\u4e00-\u9fff]")


def note(code: str, /, **facts: Any) -> Note:
    """A note; paths become text."""
    return Note(code=code, facts={key: _plain(value) for key, value in facts.items()})


def named(room: str, name: str) -> Note:
    """The name of a view or probe as people say it; one without a sentence (of an extension) stays as it is."""
    known = f"{room}.{name}" in language(DEFAULT).sentences
    return Note(code=f"{room}.{name}") if known else Note(code=TEXT, facts={"text": name})


def _plain(value: Any) -> Any:
    return fspath(value) if isinstance(value, PathLike) else value


def sentence(said: Note, lang: str) -> str:
    """The note in a language. A code that this program doesn't know (a newer one wrote it) is given as it is."""
    words = language(lang)
    if said.code == TEXT:
        return _earlier(str(said.facts.get("text", "")), lang)
    form = words.form(said.code, said.facts)
    if form is None:
        known = [f"{key}={_said(value, words)}" for key, value in said.facts.items()]
        return said.code + (words.bracketed(words.list.join(known)) if known else "")
    return _filled(form, said.facts, words)


def _earlier(text: str, lang: str) -> str:
    """Free text; the first release stored its own sentences as Chinese, a slash and English."""
    chinese, slash, english = text.partition(" / ")
    if not slash or not _CHINESE.search(chinese) or _CHINESE.search(english):
        return text
    return chinese if lang == "zh" else english


def fill(template: str, values: dict[str, Any], lang: str) -> str:
    """A sentence of another catalogue (a rule's) with its placeholders filled, as the language writes lists and
    numbers.

    A missing value prints a dash, never an error."""
    return _filled(template, values, language(lang))


def _filled(template: str, values: dict[str, Any], words: Language) -> str:
    try:
        return template.format_map(_Values(values, words))
    except (ValueError, IndexError, AttributeError, KeyError, TypeError):
        return template


class _Values(dict[str, Any]):
    """Values as a sentence has them; a missing one is a dash."""

    def __init__(self, values: dict[str, Any], words: Language) -> None:
        super().__init__(values)
        self._words = words

    def __getitem__(self, key: str) -> Any:
        return _said(self.get(key), self._words)


def _said(value: Any, words: Language) -> Any:
    if isinstance(value, Note):
        return sentence(value, words.id)
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return words.yes if value else words.no
    if isinstance(value, int) and abs(value) >= GROUPED:
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, list | tuple):
        return words.list.join(str(_said(item, words)) for item in value)
    return value

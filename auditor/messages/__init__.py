"""Sentences of the program: reasons, notes and errors are codes with facts, their wording is in catalogues, a file a
language.

Add a language: one further `messages.<language>.toml` in this folder, with every code of the others.

Help pages need the catalogues only: notes, which are pydantic's, are loaded when somebody asks for them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from auditor.messages.catalogues import DEFAULT, Language, files, language, languages
from auditor.messages.chosen import VARIABLE, asked_by_variable, default_language, set_default_language

if TYPE_CHECKING:
    from auditor.messages.sentences import fill, named, note, sentence
    from auditor.model.harmless import harmless
    from auditor.model.note import Note, as_note

__all__ = [
    "DEFAULT",
    "VARIABLE",
    "Language",
    "Note",
    "as_note",
    "asked_by_variable",
    "default_language",
    "files",
    "fill",
    "harmless",
    "language",
    "languages",
    "named",
    "note",
    "sentence",
    "set_default_language",
]
_LATER = {
    **dict.fromkeys(("fill", "named", "note", "sentence"), "auditor.messages.sentences"),
    **dict.fromkeys(("Note", "as_note"), "auditor.model.note"),
    "harmless": "auditor.model.harmless",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LATER[name]), name)
    globals()[name] = value
    return value

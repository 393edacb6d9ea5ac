"""Sentences of the program: reasons, notes and errors are codes with facts, their wording is in catalogues, a file a language.

Add a language: one further `messages.<language>.toml` in this folder, with every code of the others.
"""

from auditor.messages.catalogues import DEFAULT, Language, files, language, languages
from auditor.messages.chosen import default_language, set_default_language
from auditor.messages.sentences import fill, named, note, sentence
from auditor.model.note import Note, as_note

__all__ = [
    "DEFAULT",
    "Language",
    "Note",
    "as_note",
    "default_language",
    "files",
    "fill",
    "language",
    "languages",
    "named",
    "note",
    "sentence",
    "set_default_language",
]

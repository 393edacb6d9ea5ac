"""The one exception that callers see (auditor.api): what they asked for can't be done, in one sentence."""

from __future__ import annotations

from typing import Any

from auditor.messages import Note, default_language, note, sentence


class AuditError(Exception):
    """What a caller got wrong, or what is missing to do what was asked.

    `code` names the fault for programs and stays the same from release to release, `facts` are the values in its sentence;
    `str()` is that sentence in the default language."""

    def __init__(self, code: str | Note, /, **facts: Any) -> None:
        self.note = code if isinstance(code, Note) else note(code, **facts)
        super().__init__(self.note)

    @property
    def code(self) -> str:
        """The sentence's code in the catalogues."""
        return self.note.code

    @property
    def facts(self) -> dict[str, Any]:
        """What the sentence says beside its words."""
        return self.note.facts

    def __str__(self) -> str:
        return self.said(default_language())

    def said(self, lang: str) -> str:
        """The sentence in a language."""
        return sentence(self.note, lang)

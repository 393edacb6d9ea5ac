"""The one exception that callers see (auditor.api): what they asked for can't be done, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.messages import Note


class AuditError(Exception):
    """What a caller got wrong, or what is missing to do what was asked.

    `code` names the fault for programs and stays the same from release to release, `facts` are the values in its
    sentence; `str()` is that sentence in the default language."""

    def __init__(self, code: str | Note, /, **facts: Any) -> None:
        # Not before there is an error: what only imports this module is spared the catalogues and pydantic.
        from auditor.messages import note

        self.note = note(code, **facts) if isinstance(code, str) else code
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
        from auditor.messages import default_language

        return self.said(default_language())

    def said(self, lang: str) -> str:
        """The sentence in a language."""
        from auditor.messages import sentence

        return sentence(self.note, lang)

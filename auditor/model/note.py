"""What is to be said, without the words: they stand in the catalogues of auditor/messages, one a language."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field, JsonValue, field_validator

from auditor.model.base import Model

TEXT = "text"  # the code of free text, as earlier releases stored reasons: its only fact is the text itself


class Note(Model):
    """A reason, error or remark: its code in the catalogues, and the facts that its sentence needs.

    A fact is a number, a text, a further note, or a list of such. Notes are data: they survive JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    facts: dict[str, Any] = Field(default_factory=dict)

    @field_validator("facts", mode="before")
    @classmethod
    def _notes_again(cls, facts: Any) -> Any:
        return {key: _fact(value) for key, value in facts.items()} if isinstance(facts, dict) else facts

    def __hash__(self) -> int:
        return hash(self.model_dump_json())


def _fact(value: Any) -> JsonValue | Note | list[Any]:
    if isinstance(value, Note) or value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [_fact(item) for item in value]
    if isinstance(value, dict) and "code" in value and set(value) <= {"code", "facts"}:
        return Note.model_validate(value)
    raise ValueError(f"a fact of a note is plain data or a note, not {type(value).__name__}")


def as_note(stored: Any) -> Note:
    """A note from stored data; free text, as earlier releases kept it, becomes a note of code `text`."""
    if isinstance(stored, Note):
        return stored
    if isinstance(stored, dict) and "code" in stored:
        return Note.model_validate(stored)
    return Note(code=TEXT, facts={"text": str(stored)})

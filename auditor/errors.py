"""The one exception that callers see (auditor.api): what they asked for can't be done, in one sentence."""

from __future__ import annotations

from typing import Any


class AuditError(Exception):
    """What a caller got wrong, or what is missing to do what was asked: `str()` is one sentence for a person.

    `code` names the fault for programs and stays the same from release to release; `facts` are the values in the sentence.
    """

    code = "audit"

    def __init__(self, sentence: str, code: str | None = None, **facts: Any) -> None:
        super().__init__(sentence)
        self.code = code or type(self).code
        self.facts = facts

"""What a renderer is given to write with: a protocol, so that renderers import the model and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from auditor.model.finding import Finding
from auditor.model.note import Note


@dataclass(frozen=True)
class Measured:
    """A measured value in words of the report's language, with its unit."""

    name: str
    value: str


class Output(Protocol):
    """Where a renderer writes, what it may read, and how things are said in the report's language."""

    lang: str

    def write(self, relative: str, content: str | bytes | Iterable[str]) -> None:
        """Write a file in one step, below the output folder only; parts are written as they come.

        Raises ValueError for a path that leaves the folder."""

    def image(self, relative: str | None) -> bytes | None:
        """A stored image, None where there is none."""

    def words(self, name: str = "words") -> dict[str, Any]:
        """The renderer's own catalogue `<name>.<lang>.toml`."""

    def file(self, name: str) -> str:
        """A text file of the renderer's own folder."""

    def name(self, table: str, code: str) -> str:
        """The word for a code, the code itself where there is none. Tables (reports/names.*.toml): outcome, impact,
        confidence, view, site_status, page_status, left_out, result."""

    def sentence(self, said: Note | str) -> str:
        """A sentence of the program (an error, a reason, a note) in the report's language."""

    def measured(self, finding: Finding) -> list[Measured]:
        """What was measured of a finding."""

    def joined(self, items: Sequence[str]) -> str:
        """A list as the language writes it: `a、b` or `a, b`."""

    def bracketed(self, text: str) -> str:
        """An addition, to be set directly after what it adds to: `（text）` or ` (text)`."""

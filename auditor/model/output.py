"""What a renderer writes with."""

from __future__ import annotations

from typing import Any, Protocol


class Output(Protocol):
    """What a renderer is given to write with (auditor/render.py)."""

    lang: str

    def write(self, relative: str, content: str | bytes) -> None:
        """Write a file in one step, below the output folder only."""

    def picture(self, relative: str | None) -> bytes | None:
        """A stored picture, None where there is none."""

    def words(self, name: str = "words") -> dict[str, Any]:
        """The renderer's catalogue in the report's language."""

    def file(self, name: str) -> str:
        """A text file of the renderer's own folder."""

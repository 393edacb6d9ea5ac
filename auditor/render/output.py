"""What a renderer is given to write with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from auditor.content import folder, read_toml
from auditor.messages import as_note, language, sentence
from auditor.model import Finding, Measured, Note, Result
from auditor.render.evidence import EvidenceNames
from auditor.render.index_file import INDEX, claim_index

MAX_IMAGE = 2_000_000  # bytes


def write_file(directory: Path, relative: str, content: str | bytes | Iterable[str]) -> Path:
    """Write a file below `directory` in one step, its parts as they come; its path. Raises ValueError for one that
    leaves the folder."""
    root = directory.resolve()
    path = (root / relative).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"{relative} leaves the output folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    with temporary.open("wb") as file:
        for part in [content] if isinstance(content, str | bytes) else content:
            file.write(part.encode("utf-8", "replace") if isinstance(part, str) else part)
    if path == root / INDEX:
        claim_index(root, temporary.read_bytes())
    os.replace(temporary, path)
    return path


class Output:
    """Where a renderer writes, what it may read, and how things are said in the report's language."""

    def __init__(
        self, directory: Path, renderer: Path, lang: str, result: Result | None = None, images: Path | None = None
    ) -> None:
        self._directory, self._renderer, self.lang = directory.resolve(), renderer, lang
        self._images = (images or directory).resolve()
        self._language = language(lang)
        self._codes = read_toml(folder("reports") / f"names.{lang}.toml")
        self._evidence = EvidenceNames(lang, result.rules if result else {}, self._codes["value"]["empty"])
        self.written: list[Path] = []

    def write(self, relative: str, content: str | bytes | Iterable[str]) -> None:
        """Write a file in one step, below the output folder only."""
        self.written.append(write_file(self._directory, relative, content))

    def image(self, relative: str | None) -> bytes | None:
        """A stored image, None where there is none."""
        if not relative:
            return None
        path = (self._images / relative).resolve()
        if not path.is_relative_to(self._images) or not path.is_file() or path.stat().st_size > MAX_IMAGE:
            return None
        return path.read_bytes()

    def words(self, name: str = "words") -> dict[str, Any]:
        """The renderer's catalogue in the report's language."""
        return read_toml(self._renderer / f"{name}.{self.lang}.toml")

    def file(self, name: str) -> str:
        """A text file of the renderer's own folder."""
        return (self._renderer / name).read_text("utf-8")

    def name(self, table: str, code: str) -> str:
        """The word for a code, the code itself where the table has none."""
        return str(self._codes[table].get(code, code))

    def sentence(self, said: Note | str) -> str:
        """A sentence of the program in the report's language."""
        return sentence(as_note(said), self.lang)

    def measured(self, finding: Finding) -> list[Measured]:
        """What was measured of a finding, in words."""
        return self._evidence.measured(finding)

    def joined(self, items: Sequence[str]) -> str:
        """A list as the language writes it."""
        return self._language.list.join(items)

    def bracketed(self, text: str) -> str:
        """An addition in brackets, to be set directly after what it adds to."""
        return self._language.bracketed(text)

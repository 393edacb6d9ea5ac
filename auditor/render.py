"""Loads the renderers of `reports/` by path and lets them write. A renderer computes no verdict."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor.content import folder, load_module, read_toml
from auditor.model import Result
from auditor.settings.options import ConfigError

MAX_PICTURE = 2_000_000  # bytes


class UnknownFormat(ConfigError):
    """No renderer has the name."""


class Output:
    """Where a renderer writes, and what it may read: pictures of the audit and its own wording."""

    def __init__(self, directory: Path, renderer: Path, lang: str, pictures: Path | None = None) -> None:
        self._directory, self._renderer, self.lang = directory.resolve(), renderer, lang
        self._pictures = (pictures or directory).resolve()
        self.written: list[Path] = []

    def write(self, relative: str, content: str | bytes) -> None:
        """Write a file in one step, below the output folder only."""
        path = (self._directory / relative).resolve()
        if not path.is_relative_to(self._directory):
            raise ValueError(f"{relative} leaves the output folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + ".part")
        temporary.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)
        os.replace(temporary, path)
        self.written.append(path)

    def picture(self, relative: str | None) -> bytes | None:
        """A stored picture, None where there is none."""
        if not relative:
            return None
        path = (self._pictures / relative).resolve()
        if not path.is_relative_to(self._pictures) or not path.is_file() or path.stat().st_size > MAX_PICTURE:
            return None
        return path.read_bytes()

    def words(self, name: str = "words") -> dict[str, Any]:
        """The renderer's catalogue in the report's language."""
        return read_toml(self._renderer / f"{name}.{self.lang}.toml")

    def file(self, name: str) -> str:
        """A text file of the renderer's own folder."""
        return (self._renderer / name).read_text("utf-8")


def formats() -> dict[str, Path]:
    """Renderers by the name of their format."""
    return {path.parent.name: path.parent for path in sorted(folder("reports").glob("*/renderer.py"))}


def check_formats(wanted: Sequence[str]) -> dict[str, Path]:
    """The renderers. Raises UnknownFormat, which a command wants to know before an audit and not after it."""
    known = formats()
    for name in wanted:
        if name not in known:
            raise UnknownFormat("settings.unknown-format", format=name, known=list(known))
    return known


def write_reports(
    result: Result, directory: Path, wanted: Sequence[str], lang: str, pictures: Path | None = None
) -> list[Path]:
    """Render each wanted format; what was written. `pictures`: the audit's folder where it isn't `directory`."""
    known = check_formats(wanted)
    written: list[Path] = []
    for name in wanted:
        output = Output(directory, known[name], lang, pictures)
        load_module(known[name] / "renderer.py", f"reports.{name}").render(result, output)
        written += output.written
    return written

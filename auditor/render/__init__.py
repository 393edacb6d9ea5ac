"""Loads the renderers of `reports/` by path and lets them write. A renderer computes no verdict and no figure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditor.content import folder, load_package
from auditor.errors import AuditError
from auditor.messages.reasons import result_in
from auditor.model import Result
from auditor.render.output import Output


class UnknownFormat(AuditError):
    """No renderer has the name."""


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
    result: Result, directory: Path, wanted: Sequence[str], lang: str, images: Path | None = None
) -> list[Path]:
    """Render each wanted format; what was written. `images`: the audit's folder where it isn't `directory`."""
    known = check_formats(wanted)
    written: list[Path] = []
    result = result_in(result, lang)
    for name in wanted:
        output = Output(directory, known[name], lang, result, images)
        load_package(known[name], "renderer", f"reports.{name}").render(result, output)
        written += output.written
    return written

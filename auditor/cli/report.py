"""`auditor report DIR`: write reports again from a stored audit."""

from __future__ import annotations

from pathlib import Path

import click

from auditor import api
from auditor.cli.shared import clear_errors, run_options


@click.command(short_help="重新生成报告 / write reports again")
@click.argument("directory", type=click.Path(path_type=Path))
@run_options
@clear_errors
def report(
    directory: Path, run: int | None, formats: list[str], lang: str, store: str | None, quiet: bool, debug: bool
) -> None:
    """由已保存的检测重新生成报告 / Write reports again; no browser, no network."""
    api.check_formats(formats)
    written = api.render(api.load(directory, run, store), formats, directory, lang)
    if not quiet:
        click.echo(f"{len(written)} 个文件 / files: {directory}")

"""`auditor report DIR`: write reports again from a stored audit."""

from __future__ import annotations

from pathlib import Path

import click

from auditor import api
from auditor.cli.language import SpokenCommand, say
from auditor.cli.shared import clear_errors, run_options


@click.command(cls=SpokenCommand, help="help.report-long", short_help="help.report-short")
@click.argument("directory", type=click.Path(path_type=Path))
@run_options
@clear_errors
def report(
    directory: Path, run: int | None, formats: list[str], lang: str, store: str | None, quiet: bool, debug: bool
) -> None:
    """See `help.report-long` in the catalogues."""
    api.check_formats(formats)
    written = api.render(api.load(directory, run, store), formats, directory, lang)
    if not quiet:
        say("cli.files", n=len(written), path=directory)

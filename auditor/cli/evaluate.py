"""`auditor evaluate DIR`: judge stored captures again with today's rules."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from auditor import api
from auditor.cli.language import SpokenCommand, say
from auditor.cli.shared import INCOMPLETE, clear_errors, run_options


@click.command(cls=SpokenCommand, help="help.evaluate-long", short_help="help.evaluate-short")
@click.argument("directory", type=click.Path(path_type=Path))
@run_options
@clear_errors
def evaluate(
    directory: Path, run: int | None, formats: list[str], lang: str, store: str | None, quiet: bool, debug: bool
) -> None:
    """See `help.evaluate-long` in the catalogues."""
    api.check_formats(formats)
    start = time.perf_counter()
    judged = api.evaluate(directory, run, store)
    seconds = time.perf_counter() - start
    for path in judged.changed:
        say("cli.pack-changed", err=True, path=path)
    for why in judged.unread:
        say("cli.not-judged-again", err=True, why=why.note)
    api.render(api.load(directory, judged.run, store), formats, directory, lang)
    if not quiet:
        say("cli.judged", n=judged.pages, seconds=round(seconds, 1))
    if judged.unread:
        sys.exit(INCOMPLETE)

"""`auditor journey import`: a recording of Playwright's code generator as a service scenario."""

from __future__ import annotations

from pathlib import Path

import click

from auditor import api
from auditor.cli.language import SpokenGroup, option
from auditor.cli.shared import clear_errors


@click.group(cls=SpokenGroup, help="help.journey-long", short_help="help.journey-long")
def journey() -> None:
    """See `help.journey-long` in the catalogues."""


@journey.command("import", help="help.journey-import", short_help="help.journey-import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--name", default="", help="help.journey-name")
@option("--debug", is_flag=True, help="help.debug")
@clear_errors
def import_(file: Path, name: str, debug: bool) -> None:
    """See `help.journey-import` in the catalogues."""
    click.echo(api.import_journey(file.read_text("utf-8", "replace"), name or file.stem), nl=False)

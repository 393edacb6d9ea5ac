"""`auditor journey import`: a recording of Playwright's code generator as a service scenario."""

from __future__ import annotations

from pathlib import Path

import click

from auditor import api
from auditor.cli.shared import clear_errors


@click.group()
def journey() -> None:
    """办事场景 / Service scenarios: see docs/journeys.md."""


@journey.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help="name of the scenario (the file's name)")
@click.option("--debug", is_flag=True, help="show tracebacks")
@clear_errors
def import_(file: Path, name: str, debug: bool) -> None:
    """把 playwright codegen 的录制（Python）转成 [[journey]] / Turn a recording of `playwright codegen` into a [[journey]].

    Prints TOML for auditor.toml. What was typed becomes variables of the environment.
    """
    click.echo(api.import_journey(file.read_text("utf-8", "replace"), name or file.stem), nl=False)

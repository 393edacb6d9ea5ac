"""`auditor demo`: the sample site, audited."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from auditor import api
from auditor.cli.language import SpokenCommand, option
from auditor.cli.shared import audit_and_report, clear_errors, given, output_options
from auditor.messages import VARIABLE
from auditor.settings.parts import LANGUAGES


@click.command(cls=SpokenCommand, help="help.demo-long", short_help="help.demo-short")
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("demo-report"),
    show_default=True,
    help="help.output",
)
@option("--browser", help="help.browser")
@option(
    "--lang", type=click.Choice(LANGUAGES), envvar=VARIABLE, default="zh", show_default=True, help="help.lang-shown"
)
@output_options
@clear_errors
def demo(quiet: bool, debug: bool, **options: Any) -> None:
    """See `help.demo-long` in the catalogues."""
    with api.demo(format=["html", "json", "jsonl", "xlsx"], **given(options)) as request:
        status = audit_and_report(request, quiet)
    sys.exit(status)

"""`auditor check`: the CI form. Reads auditor.toml, audits afresh, exits by the result."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from auditor import api
from auditor.cli.language import SpokenCommand, option
from auditor.cli.shared import audit_and_report, audit_options, clear_errors, given


@click.command(cls=SpokenCommand, help="help.check-long", short_help="help.check-short")
@option(
    "-c",
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    default="auditor.toml",
    show_default=True,
    help="help.config",
)
@audit_options
@clear_errors
def check(config_file: Path, quiet: bool, debug: bool, **options: Any) -> None:
    """See `help.check-long` in the catalogues."""
    sys.exit(audit_and_report(api.check_request(config_file, **given(options)), quiet))

"""`auditor check`: the CI form. Reads auditor.toml, audits afresh, exits by the result."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from auditor import api
from auditor.cli.shared import audit_and_report, audit_options, clear_errors, given


@click.command(short_help="按 auditor.toml 检测（持续集成） / the CI form")
@click.option(
    "-c", "--config", "config_file", type=click.Path(path_type=Path), default="auditor.toml", show_default=True
)
@audit_options
@clear_errors
def check(config_file: Path, quiet: bool, debug: bool, **options: Any) -> None:
    """按 auditor.toml 检测，供持续集成使用 / Audit by auditor.toml; the exit status tells the result."""
    sys.exit(audit_and_report(api.check_request(config_file, **given(options)), quiet))

"""`auditor audit TARGET...`"""

from __future__ import annotations

import sys
from typing import Any

import click

from auditor import api
from auditor.cli.shared import audit_and_report, audit_options, clear_errors, given


@click.command(short_help="检测网址或清单 / audit addresses or lists")
@click.argument("targets", nargs=-1, required=True)
@audit_options
@clear_errors
def audit(targets: tuple[str, ...], quiet: bool, debug: bool, **options: Any) -> None:
    """检测网址或清单（.txt、.csv、auditor.toml） / Audit addresses or lists."""
    sys.exit(audit_and_report(api.request(targets, **given(options)), quiet))

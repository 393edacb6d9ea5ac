"""`auditor audit TARGET...`"""

from __future__ import annotations

import sys
from typing import Any

import click

from auditor import api
from auditor.cli.language import SpokenCommand
from auditor.cli.shared import audit_and_report, audit_options, clear_errors, given


@click.command(cls=SpokenCommand, help="help.audit-long", short_help="help.audit-short")
@click.argument("targets", nargs=-1, required=True)
@audit_options
@clear_errors
def audit(targets: tuple[str, ...], quiet: bool, debug: bool, **options: Any) -> None:
    """See `help.audit-long` in the catalogues."""
    sys.exit(audit_and_report(api.request(targets, **given(options)), quiet))

"""`auditor recheck DIR -o DIR2`: re-inspect what an earlier audit found."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from auditor import api
from auditor.cli.language import SpokenCommand, option, say
from auditor.cli.shared import audit_and_report, audit_options, clear_errors, given


@click.command(cls=SpokenCommand, help="help.recheck-long", short_help="help.recheck-short")
@click.argument("directory", type=click.Path(path_type=Path))
@option("--run", type=int, help="help.run")
@option("--round", "round_", type=click.IntRange(min=1), default=1, show_default=True, help="help.round")
@option("--deadline", type=click.DateTime(["%Y-%m-%d"]), help="help.deadline")
@audit_options
@clear_errors
def recheck(
    directory: Path, run: int | None, round_: int, deadline: datetime | None, quiet: bool, debug: bool, **options: Any
) -> None:
    """See `help.recheck-long` in the catalogues."""
    from auditor.messages import harmless

    asked = api.recheck_request(directory, run, **given(options))
    audit_and_report(asked, quiet)
    told = api.recheck(
        directory,
        asked.settings.folder.output,
        runs=(run, None),
        round=round_,
        deadline=deadline.date() if deadline is not None else None,
        lang=asked.settings.site.judge.lang,
        store=asked.settings.folder.store,
    )
    if not quiet:
        say("cli.rechecked", mended=told.mended, persists=told.persists, open=told.not_judged, new=len(told.new))
        for item in told.items:
            if item.outcome != "mended":
                click.echo(harmless(f"  {item.outcome} {item.rule} {item.page} {' '.join(item.reasons)}".rstrip()))
        say("cli.report", path=asked.settings.folder.output / "recheck.json")
    sys.exit(api.recheck_status(told, asked.settings.exit.fail_on))

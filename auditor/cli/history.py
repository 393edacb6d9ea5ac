"""`auditor history DIR`: the runs of a folder, and early warnings since the last one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from auditor import api
from auditor.cli.language import SpokenCommand, option, say
from auditor.cli.shared import clear_errors, form_option, output_options
from auditor.messages import default_language
from auditor.settings.parts import FAIL_LEVELS, LANGUAGES

FINDINGS = 1


@click.command(cls=SpokenCommand, help="help.history-long", short_help="help.history-short")
@click.argument("directory", type=click.Path(path_type=Path))
@option("--warn", is_flag=True, help="help.warn")
@option("--warn-on", type=click.Choice(FAIL_LEVELS[1:]), default="serious", show_default=True, help="help.warn-on")
@form_option
@option("--lang", type=click.Choice(LANGUAGES), help="help.lang-shown")
@option("--store", help="help.run-store")
@output_options
@clear_errors
def history(
    directory: Path, warn: bool, warn_on: str, form: str, lang: str | None, store: str | None, quiet: bool, debug: bool
) -> None:
    """See `help.history-long` in the catalogues."""
    from auditor.messages import harmless

    told = api.history(directory, store, warn=warn_on if warn else None, lang=lang or default_language())
    if form == "json":
        click.echo(told.model_dump_json(indent=1))
    elif not quiet:
        for step in told.runs:
            say(
                "history.run",
                run=step.run,
                started=step.started,
                audited=step.audited,
                planned=step.planned,
                causes=step.causes,
                asked=step.asked,
            )
            for remark in step.remarks:
                click.echo(harmless(f"  ! {remark}"))
            if step.changes:
                say(
                    "history.changes",
                    new=step.changes["new"],
                    worse=step.changes["worse"],
                    wider=step.changes["wider"],
                    fixed=step.changes["fixed"],
                    gone=step.changes["gone"],
                    persisting=step.changes["persisting"],
                )
        for cause in told.causes:
            if cause.reopened:
                say("history.reopened", rule=cause.rule, site=cause.site, runs=cause.reopened, first=cause.first_seen)
        for warning in told.warnings:
            click.echo(harmless(f"* {warning.message}"))
        if warn and not told.warnings:
            say("history.no-warning")
    if told.warnings:
        sys.exit(FINDINGS)

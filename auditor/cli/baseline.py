"""`auditor baseline update|diff`: accept what is there, and see what would change."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from auditor import api
from auditor.cli.comparison import show_comparison
from auditor.cli.language import SpokenCommand, SpokenGroup, option, say
from auditor.cli.shared import clear_errors, form_option, output_options
from auditor.messages import default_language
from auditor.settings.parts import LANGUAGES


@click.group(cls=SpokenGroup, help="help.baseline-long", short_help="help.baseline-short")
def baseline() -> None:
    """See `help.baseline-long` in the catalogues."""


def _of_a_run(function: Any) -> Any:
    """The run that is meant, and the baseline's file."""
    for decorate in (
        option("--same-site", multiple=True, help="help.same-site"),
        option("--lang", type=click.Choice(LANGUAGES), help="help.lang-shown"),
        option("--store", help="help.run-store"),
        option("--run", type=int, help="help.run"),
        option(
            "-b",
            "--baseline",
            "file",
            type=click.Path(path_type=Path),
            default="baseline.json",
            show_default=True,
            help="help.baseline-file",
        ),
        click.argument("directory", type=click.Path(path_type=Path)),
    ):
        function = decorate(function)
    return output_options(function)


@baseline.command(cls=SpokenCommand, help="help.baseline-update", short_help="help.baseline-update")
@_of_a_run
@option("--reason", default="", help="help.baseline-reason")
@option("--person", default="", help="help.baseline-person")
@option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="help.baseline-expires")
@clear_errors
def update(
    directory: Path,
    file: Path,
    run: int | None,
    store: str | None,
    lang: str | None,
    same_site: tuple[str, ...],
    reason: str,
    person: str,
    expires: datetime | None,
    quiet: bool,
    debug: bool,
) -> None:
    """See `help.baseline-update` in the catalogues."""
    from auditor.settings.options import same_hosts

    made = api.accept_baseline(
        directory,
        file,
        run=run,
        reason=reason,
        person=person,
        expires=expires.date() if expires is not None else None,
        same=same_hosts(same_site),
        lang=lang or default_language(),
        store=store,
    )
    if not quiet:
        say("cli.accepted", n=len(made.entries), path=file)


@baseline.command(cls=SpokenCommand, help="help.baseline-diff", short_help="help.baseline-diff")
@_of_a_run
@form_option
@clear_errors
def diff(
    directory: Path,
    file: Path,
    run: int | None,
    store: str | None,
    lang: str | None,
    same_site: tuple[str, ...],
    form: str,
    quiet: bool,
    debug: bool,
) -> None:
    """See `help.baseline-diff` in the catalogues."""
    from auditor.settings.options import same_hosts

    spoken = lang or default_language()
    result = api.load(directory, run, store)
    held = api.compare_baseline(result, file, same=same_hosts(same_site), lang=spoken, store=store)
    show_comparison(held, form, quiet)

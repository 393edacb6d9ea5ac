"""`auditor compare OLD NEW`: what differs between two runs."""

from __future__ import annotations

from pathlib import Path

import click

from auditor import api
from auditor.cli.comparison import show_comparison
from auditor.cli.language import SpokenCommand, Told, option
from auditor.cli.shared import clear_errors, comma_list, form_option, output_options
from auditor.settings.parts import LANGUAGES


@click.command(cls=SpokenCommand, help="help.compare-long", short_help="help.compare-short")
@click.argument("runs", nargs=-1, required=True, metavar="OLD [NEW]")
@option("--run", "numbers", callback=comma_list, help="help.compare-run")
@option("--same-site", multiple=True, help="help.same-site")
@form_option
@option("--lang", type=click.Choice(LANGUAGES), help="help.lang-shown")
@option("--store", help="help.run-store")
@output_options
@clear_errors
def compare(
    runs: tuple[str, ...],
    numbers: list[str] | None,
    same_site: tuple[str, ...],
    form: str,
    lang: str | None,
    store: str | None,
    quiet: bool,
    debug: bool,
) -> None:
    """See `help.compare-long` in the catalogues."""
    from auditor.messages import default_language
    from auditor.settings.options import same_hosts

    old, new, chosen = _sides(runs, numbers, store)
    spoken = lang or default_language()
    held = api.compare(old, new, chosen, same=same_hosts(same_site), lang=spoken, stores=(store, store))
    show_comparison(held, form, quiet)


def _sides(
    runs: tuple[str, ...], numbers: list[str] | None, store: str | None
) -> tuple[Path, Path, tuple[int | None, int | None]]:
    """The two folders and the numbers of their runs."""
    from auditor.messages import note

    wrong = Told(note("compare.usage"))
    given = (
        [*runs[1:], *(numbers or [])] if len(runs) != 2 or (runs[1].isdigit() and not Path(runs[1]).is_dir()) else None
    )
    if given is None:  # two folders
        chosen = _whole(numbers or [], wrong)
        if len(chosen) not in (0, 2):
            raise wrong
        return Path(runs[0]), Path(runs[1]), (chosen[0], chosen[1]) if chosen else (None, None)
    folder, chosen = Path(runs[0]), _whole(given, wrong)
    if not chosen:
        held = api.runs(folder, store)
        if len(held) == 1:
            raise Told(note("compare.one-run", path=folder))
        chosen = [record.id for record in held[-2:]]
    if len(chosen) != 2:
        raise wrong
    return folder, folder, (chosen[0], chosen[1])


def _whole(values: list[str], wrong: Told) -> list[int]:
    if not all(value.isdecimal() and len(value) < 12 for value in values):
        raise wrong
    return [int(value) for value in values]

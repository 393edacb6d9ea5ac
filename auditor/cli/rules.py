"""`auditor rules [ID]`: the catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from auditor import api
from auditor.cli.language import SpokenCommand, option
from auditor.cli.shared import clear_errors, output_options
from auditor.messages import VARIABLE
from auditor.settings.parts import LANGUAGES

if TYPE_CHECKING:
    from auditor.api import RuleInfo

_FIELDS = ("id", "pack", "engine", "title", "requirements", "act", "views", "profile", "decides", "stability")


@click.command(cls=SpokenCommand, help="help.rules-long", short_help="help.rules-short")
@click.argument("rule_id", required=False)
@option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "ledger"]),
    default="table",
    show_default=True,
    help="help.rules-format",
)
@option(
    "--lang", type=click.Choice(LANGUAGES), envvar=VARIABLE, default="zh", show_default=True, help="help.lang-shown"
)
@output_options
@clear_errors
def rules(rule_id: str | None, form: str, lang: str, quiet: bool, debug: bool) -> None:
    """See `help.rules-long` in the catalogues."""
    page = api.rule_page(rule_id) if rule_id is not None else ""
    infos = api.rules()
    if quiet:
        return
    chosen = [infos[rule_id]] if rule_id else list(infos.values())
    if form == "json":
        click.echo(json.dumps([info.model_dump(include=set(_FIELDS)) for info in chosen], ensure_ascii=False, indent=1))
    elif form == "ledger":
        click.echo(api.ledger_page(), nl=False)
    elif rule_id:
        _page(infos[rule_id], lang, page)
    else:
        _table(chosen, lang)


def _page(info: RuleInfo, lang: str, doc: str) -> None:
    click.echo(f"{info.id}  {info.title[lang]}\n\n{info.what[lang]}\n{info.who[lang]}\n{info.fix[lang]}\n")
    click.echo("  ".join(info.requirements) + ("\nACT: " + ", ".join(info.act) if info.act else ""))
    if doc:
        click.echo("\n" + doc)


def _table(infos: list[RuleInfo], lang: str) -> None:
    from rich.console import Console
    from rich.table import Table

    # Nothing is cut: an id is there to be copied.
    table = Table(box=None, pad_edge=False)
    table.add_column("id", no_wrap=True)
    table.add_column("title", overflow="fold")
    table.add_column("requirements", overflow="fold")
    table.add_column("decides", no_wrap=True)
    for info in infos:
        table.add_row(info.id, info.title[lang], " ".join(info.requirements), " ".join(info.decides))
    console = Console()
    if not console.is_terminal:
        console.width = 160
    console.print(table)

"""A comparison on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from auditor.cli.language import say

if TYPE_CHECKING:
    from auditor.api import Comparison

_PAGES = 5  # addresses printed of one root cause


def show_comparison(held: Comparison, form: str, quiet: bool) -> None:
    """In the form that was asked for: `text` or `json`."""
    if form == "json":
        click.echo(held.model_dump_json(indent=1))
    elif not quiet:
        print_comparison(held)


def print_comparison(held: Comparison) -> None:
    """The comparison for a terminal: what else differs, then list by list; what persists as a number only."""
    from auditor.messages import note

    if held.old.run:
        say(
            "compare.runs",
            old=held.old.run,
            before=held.old.started,
            new=held.new_run.run,
            after=held.new_run.started,
            pages=note("cli.pages", n=held.pages_both),
        )
    else:
        say("compare.with-baseline", run=held.new_run.run, started=held.new_run.started)
    for remark in held.remarks:
        _line(f"! {remark}")
    kinds = {
        "new": note("compare.new"),
        "worse": note("compare.worse"),
        "wider": note("compare.wider"),
        "fixed": note("compare.fixed"),
        "gone": note("compare.gone"),
        "unsure": note("compare.unsure"),
        "not_judged": note("compare.not-judged"),
        "persisting": note("compare.persisting"),
    }
    for kind, name in kinds.items():
        changes = held.changes(kind)
        if not changes:
            continue
        say("compare.heading", kind=name, n=len(changes))
        if kind == "persisting":
            continue
        for change in changes:
            count = note("compare.occurrences", n=change.occurrences)
            say("compare.item", impact=change.impact, rule=change.rule, count=count, message=change.message)
            if change.was:
                said = [f"{key} {value}" for key, value in change.was.items()]
                say("compare.was", what=said)
            for reason in change.reasons:
                _line(f"    {reason}")
            for page in change.pages[:_PAGES]:
                _line(f"    {page}")
            if len(change.pages) > _PAGES:
                say("compare.more", n=len(change.pages) - _PAGES)
    if not any(held.changes(kind) for kind in kinds):
        say("compare.nothing")


def _line(text: str) -> None:
    from auditor.messages import harmless

    click.echo(harmless(text))

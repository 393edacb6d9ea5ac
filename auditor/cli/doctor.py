"""`auditor doctor`: what is there, what is missing, how to get it."""

from __future__ import annotations

import sys

import click

from auditor import __version__, api
from auditor.cli.language import SpokenCommand, option, say
from auditor.cli.shared import clear_errors, output_options


@click.command(cls=SpokenCommand, help="help.doctor-long", short_help="help.doctor-short")
@option("--browser", help="help.browser")
@output_options
@clear_errors
def doctor(browser: str | None, quiet: bool, debug: bool) -> None:
    """See `help.doctor-long` in the catalogues."""
    seen = api.doctor(browser)
    if not quiet:
        click.echo(f"auditor {__version__}\naxe-core {seen.axe_core}")
        say("cli.browser", browser=seen.browser)
        say("cli.captured", n=seen.elements)
        say("cli.reads-images" if seen.reads_images else "cli.reads-no-images")
        if seen.no_sandbox:
            say("cli.no-sandbox")
        say("cli.chinese-font" if seen.chinese_font else "cli.no-chinese-font")
    if not seen.chinese_font:
        sys.exit(2)

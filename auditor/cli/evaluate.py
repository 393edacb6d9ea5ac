"""`auditor evaluate DIR`: judge stored captures again with today's rules."""

from __future__ import annotations

import time
from pathlib import Path

import click

from auditor import api
from auditor.cli.shared import clear_errors, run_options


@click.command(short_help="用现在的规则重新判定 / judge stored captures again")
@click.argument("directory", type=click.Path(path_type=Path))
@run_options
@clear_errors
def evaluate(
    directory: Path, run: int | None, formats: list[str], lang: str, store: str | None, quiet: bool, debug: bool
) -> None:
    """用现在的规则重新判定已保存的页面 / Judge stored captures again; no browser, no network."""
    api.check_formats(formats)
    start = time.perf_counter()
    judged = api.evaluate(directory, run, store)
    seconds = time.perf_counter() - start
    for path in judged.changed:
        click.echo(f"规则包 {path} 与检测时不同 / the rule pack {path} is not what it was at the audit", err=True)
    api.render(api.load(directory, judged.run, store), formats, directory, lang)
    if not quiet:
        click.echo(
            f"重新判定 {judged.pages} 页，{seconds:.1f} 秒 / {judged.pages} pages judged again in {seconds:.1f} s"
        )

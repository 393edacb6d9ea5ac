"""`auditor evaluate DIR`: judge stored captures again with today's rules."""

from __future__ import annotations

import time
from pathlib import Path

import click

from auditor.cli.shared import clear_errors, output_options
from auditor.handover.package import hand_over
from auditor.render import check_formats, write_reports
from auditor.run.stored import evaluate_again, open_stored, stored_result
from auditor.settings.options import Config


@click.command(short_help="用现在的规则重新判定 / judge stored captures again")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--format", "formats", default="html,json,jsonl", show_default=True, help="comma list")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@output_options
@clear_errors
def evaluate(directory: Path, formats: str, lang: str, quiet: bool, debug: bool) -> None:
    """用现在的规则重新判定已保存的页面 / Judge stored captures again; no browser, no network."""
    wanted = [item.strip() for item in formats.split(",") if item.strip()]
    check_formats(wanted)
    database = open_stored(directory)
    try:
        config = Config.model_validate({"output": directory, "lang": lang})
        start = time.perf_counter()
        judged = evaluate_again(config, database)
        seconds = time.perf_counter() - start
        result = stored_result(config, database)
    finally:
        database.close()
    write_reports(result, directory, wanted, lang)
    hand_over(result, directory, wanted, lang)
    if not quiet:
        click.echo(f"重新判定 {judged} 页，{seconds:.1f} 秒 / {judged} pages judged again in {seconds:.1f} s")

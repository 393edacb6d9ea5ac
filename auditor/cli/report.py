"""`auditor report DIR`: write reports again from a stored audit."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.shared import clear_errors, output_options
from auditor.handover.package import hand_over
from auditor.render import check_formats, write_reports
from auditor.run.stored import open_stored, stored_result
from auditor.settings.options import Config


@click.command(short_help="重新生成报告 / write reports again")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--format", "formats", default="html,json,jsonl", show_default=True, help="comma list")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@output_options
@clear_errors
def report(directory: Path, formats: str, lang: str, quiet: bool, debug: bool) -> None:
    """由已保存的检测重新生成报告 / Write reports again; no browser, no network."""
    wanted = [item.strip() for item in formats.split(",") if item.strip()]
    check_formats(wanted)
    database = open_stored(directory)
    try:
        result = stored_result(Config(output=directory), database)
    finally:
        database.close()
    written = write_reports(result, directory, wanted, lang)
    written += hand_over(result, directory, wanted, lang)
    if not quiet:
        click.echo(f"{len(written)} 个文件 / files: {directory}")

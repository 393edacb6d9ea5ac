"""`auditor demo`: the sample site, audited."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from auditor import api
from auditor.cli.shared import audit_and_report, clear_errors, given, output_options
from auditor.settings.parts import LANGUAGES


@click.command(short_help="检测自带的示例网站 / audit the sample site")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("demo-report"), show_default=True)
@click.option("--browser", help="path of a Chromium, Chrome or Edge")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@output_options
@clear_errors
def demo(quiet: bool, debug: bool, **options: Any) -> None:
    """检测自带的示例网站 / Serve the bundled sample site on loopback, audit it, write the report."""
    with api.demo(format=["html", "json", "jsonl", "xlsx"], **given(options)) as request:
        status = audit_and_report(request, quiet)
    sys.exit(status)

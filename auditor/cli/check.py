"""`auditor check`: the CI form. Reads auditor.toml, audits afresh, exits by the result."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from auditor.cli.shared import audit_and_report, audit_options, clear_errors, given
from auditor.crawl.targets import targets_from_table
from auditor.settings.options import ConfigError, build, from_toml


@click.command(short_help="按 auditor.toml 检测（持续集成） / the CI form")
@click.option(
    "-c", "--config", "config_file", type=click.Path(path_type=Path), default="auditor.toml", show_default=True
)
@audit_options
@clear_errors
def check(config_file: Path, quiet: bool, debug: bool, **options: Any) -> None:
    """按 auditor.toml 检测，供持续集成使用 / Audit by auditor.toml; the exit status tells the result."""
    values = from_toml(config_file)
    if not values.get("targets"):
        raise ConfigError("settings.no-targets", path=config_file)
    found = targets_from_table(values["targets"], str(config_file))
    # A check is never the rest of an earlier one: what it says holds today.
    config = build(
        {
            "fail_on": "serious",
            "format": ["html", "json", "jsonl", "junit"],
            **values,
            **given(options),
            "restart": True,
        }
    )
    sys.exit(audit_and_report(config, found.targets, found.problems, quiet))

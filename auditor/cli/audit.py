"""`auditor audit TARGET...`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from auditor.cli.shared import audit_and_report, audit_options, clear_errors, given
from auditor.crawl.targets import TargetList, read_targets, targets_from_table
from auditor.settings.options import build, from_toml


@click.command(short_help="检测网址或清单 / audit addresses or lists")
@click.argument("targets", nargs=-1, required=True)
@audit_options
@clear_errors
def audit(targets: tuple[str, ...], quiet: bool, debug: bool, **options: Any) -> None:
    """检测网址或清单（.txt、.csv、auditor.toml） / Audit addresses or lists."""
    tomls = [item for item in targets if item.endswith(".toml")]
    rest = [item for item in targets if not item.endswith(".toml")]
    values: dict[str, Any] = {}
    found = TargetList()
    for item in tomls:
        values.update(from_toml(Path(item)))
        _join(found, targets_from_table(values.get("targets", []), item))
    if rest:
        _join(found, read_targets(rest))
    config = build({**values, **given(options)})
    sys.exit(audit_and_report(config, found.targets, found.problems, quiet))


def _join(found: TargetList, more: TargetList) -> None:
    found.targets.extend(more.targets)
    found.problems.extend(more.problems)

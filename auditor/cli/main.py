"""The `auditor` command and what all its commands share."""

from __future__ import annotations

import click

from auditor import __version__
from auditor.cli.audit import audit
from auditor.cli.baseline import baseline
from auditor.cli.check import check
from auditor.cli.compare import compare
from auditor.cli.demo import demo
from auditor.cli.doctor import doctor
from auditor.cli.evaluate import evaluate
from auditor.cli.history import history
from auditor.cli.journey import journey
from auditor.cli.language import SpokenGroup, SpokenOption
from auditor.cli.recheck import recheck
from auditor.cli.report import report
from auditor.cli.rules import rules


@click.group(
    cls=SpokenGroup,
    help="help.main",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="auditor", cls=SpokenOption, help="help.version")
def main() -> None:
    """See `help.main` in the catalogues."""


for command in (audit, check, report, evaluate, compare, baseline, history, recheck, rules, journey, demo, doctor):
    main.add_command(command)

"""What the commands share: options of an audit, and errors as one sentence with the right exit status."""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from auditor.api import AuditError
from auditor.settings.parts import FAIL_LEVELS, LANGUAGES, PROFILES, SAMPLES

if TYPE_CHECKING:
    from auditor.api import Request, Result

USAGE, INCOMPLETE, INTERRUPTED = 2, 3, 130
P = ParamSpec("P")
R = TypeVar("R")


def clear_errors(function: Callable[P, R]) -> Callable[P, R]:
    """Expected faults become one sentence and exit status 2; others too, with where to send the details."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except click.ClickException:
            raise
        except AuditError as error:
            _debugged(kwargs)
            raise _Sentence(str(error)) from None
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except OSError as error:
            _debugged(kwargs)
            where = str(error.filename or "").strip()
            raise _Sentence(
                f"{where or '文件'} 无法读写（{error.strerror or error}），请换一个位置或检查权限 / "
                f"{where or 'a file'} can't be read or written ({error.strerror or error}); choose another place"
            ) from None
        except Exception as error:
            _debugged(kwargs)
            raise _Sentence(
                f"程序内部错误：{type(error).__name__}: {error}。用 --debug 查看详情 / internal error; --debug shows details"
            ) from None

    return wrapped


class _Sentence(click.ClickException):
    exit_code = USAGE

    def show(self, file: Any = None) -> None:
        click.echo(f"错误 / error: {self.message}", err=True)


def _debugged(kwargs: dict[str, Any]) -> None:
    if kwargs.get("debug"):
        traceback.print_exc()


def _pairs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for value in values:
        name, colon, rest = value.partition(":")
        if not colon or not name.strip() or "\n" in value:
            # The value may be a secret: it is not repeated.
            raise click.BadParameter("it is not of the form “Name: value”")
        pairs[name.strip()] = rest.strip()
    return pairs


def comma_list(_: click.Context, __: click.Parameter, value: str | None) -> list[str] | None:
    """The items of a comma list."""
    return None if value is None else [item.strip() for item in value.split(",") if item.strip()]


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("-o", "--output", type=click.Path(path_type=Path), help="output folder (./audit)"),
    click.option("--max-pages", type=int, help="pages a site; 1 = only the given page (20)"),
    click.option("--max-depth", type=int, help="links away from the start (5)"),
    click.option("--profile", type=click.Choice(PROFILES), help="which views are run (standard)"),
    click.option("--sample", type=click.Choice(SAMPLES), help="how pages are chosen when there are too many"),
    click.option("--concurrency", type=int, help="pages at once (2)"),
    click.option("--timeout", type=float, help="seconds a page (45)"),
    click.option("--deep-timeout", type=float, help="seconds for the deeper views and probes of a page (120)"),
    click.option("--budget", type=float, help="minutes a site (60)"),
    click.option("--lang", type=click.Choice(LANGUAGES), help="language of report and messages (zh)"),
    click.option("--format", callback=comma_list, help="comma list of the reports to write (html,json,jsonl)"),
    click.option("--include", multiple=True, help="only addresses that match this glob"),
    click.option("--exclude", multiple=True, help="no addresses that match this glob"),
    click.option("--storage-state", type=click.Path(path_type=Path), help="Playwright's file of a stored login"),
    click.option("--header", multiple=True, callback=_pairs, help="“Name: value”, sent to the target's own origin"),
    click.option("--browser", help="path of a Chromium, Chrome or Edge"),
    click.option("--axe", type=click.Path(path_type=Path), help="another axe-core file"),
    click.option("--rules", multiple=True, type=click.Path(path_type=Path), help="a folder of further rule packs"),
    click.option("--allow-private", is_flag=True, default=None, help="loopback and private addresses too"),
    click.option("--ignore-robots", is_flag=True, default=None, help="don't read robots.txt (own sites only)"),
    click.option("--user-agent", help="another user agent"),
    click.option("--contact", help="contact address in the user agent"),
    click.option("--fail-on", type=click.Choice(FAIL_LEVELS), help="exit 1 from this impact on (never)"),
    click.option("--baseline", type=click.Path(path_type=Path), help="an earlier audit.json; only new findings count"),
    click.option("--store", help="database: sqlite:///… or postgresql://… (audit.db in the output folder)"),
    click.option(
        "--restart", is_flag=True, default=None, help="give up the folder's interrupted run and begin a new one"
    ),
)


def audit_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of an audit; None where not given, so that a file's values hold."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return output_options(function)


def output_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--quiet and --debug."""
    function = click.option("--debug", is_flag=True, help="show tracebacks")(function)
    return click.option("--quiet", is_flag=True, help="say nothing but errors")(function)


def run_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Which run of a folder, and how it is reported: the commands that read a stored audit."""
    for option in (
        click.option("--store", help="the run's database, where it is not audit.db in the folder"),
        click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True),
        click.option(
            "--format", "formats", callback=comma_list, default="html,json,jsonl", show_default=True, help="comma list"
        ),
        click.option("--run", type=int, help="number of the run (the newest)"),
    ):
        function = option(function)
    return output_options(function)


def given(values: dict[str, Any]) -> dict[str, Any]:
    """Only what was given on the command line."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in values.items()
        if value is not None and value not in ((), {})
    }


def audit_and_report(request: Request, quiet: bool) -> int:
    """Audit, write the reports, say where they are; the exit status."""
    from auditor.api import audit, exit_status, render
    from auditor.cli.progress import Progress
    from auditor.messages import sentence

    settings = request.settings
    for problem in request.problems:
        click.echo(f"{problem.source}:{problem.line}: {sentence(problem.note, settings.site.judge.lang)}: {problem.text}", err=True)
    progress = Progress(quiet)
    try:
        result = audit(request, progress)
    finally:
        progress.stop()
    # audit.json and pages.jsonl are part of every output folder, whatever else is asked for.
    formats = list(dict.fromkeys([*settings.report.format, "json", "jsonl"]))
    render(result, formats, settings.folder.output, settings.site.judge.lang)
    status = exit_status(result, settings.exit.fail_on, settings.exit.baseline)
    if not quiet:
        _summary(settings.folder.output, result, status)
    return status


def _summary(output: Path, result: Result, status: int) -> None:
    sites = result.run.sites
    audited = sum(site.coverage.audited for site in sites)
    missed = sum(sum(site.coverage.not_audited.values()) for site in sites)
    failed = sum(site.counts.get("groups_failed", 0) for site in sites)
    asked = sum(site.counts.get("needs_review", 0) for site in sites)
    click.echo(
        f"{len(sites)} 个网站，检测 {audited} 页，未检测 {missed} 页；问题原因 {failed} 个，待人工核查 {asked} 个"
    )
    click.echo(
        f"{len(sites)} sites, {audited} pages audited, {missed} not; {failed} root causes, {asked} to be looked at"
    )
    if status == INTERRUPTED:
        click.echo("已中断，完成的部分已保存；再次运行同一命令即可继续 / interrupted; run the same command to go on")
    elif status == INCOMPLETE:
        click.echo("不完整：有页面或网站未能检测 / incomplete: some pages or sites were not audited")
    index = output / "index.html"
    click.echo(f"报告 / report: {index if index.is_file() else output}")

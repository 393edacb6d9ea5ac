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
from auditor.cli.language import Told, option, say
from auditor.messages import VARIABLE
from auditor.settings.parts import FAIL_LEVELS, LANGUAGES, LEVELS, PROFILES, SAMPLES

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
            raise Told(error.note) from None
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except OSError as error:
            from auditor.messages import note

            _debugged(kwargs)
            where = str(error.filename or "").strip()
            what = error.strerror or str(error)
            said = note("cli.file", path=where, what=what) if where else note("cli.some-file", what=what)
            raise Told(said) from None
        except Exception as error:
            from auditor.messages import note

            _debugged(kwargs)
            raise Told(note("cli.internal", what=f"{type(error).__name__}: {error}")) from None

    return wrapped


def _debugged(kwargs: dict[str, Any]) -> None:
    if kwargs.get("debug"):
        traceback.print_exc()


def _pairs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for value in values:
        name, colon, rest = value.partition(":")
        if not colon or not name.strip() or "\n" in value:
            # The value may be a secret: it is not repeated.
            from auditor.messages import note

            raise Told(note("cli.not-a-header"))
        pairs[name.strip()] = rest.strip()
    return pairs


def comma_list(_: click.Context, __: click.Parameter, value: str | None) -> list[str] | None:
    """The items of a comma list."""
    return None if value is None else [item.strip() for item in value.split(",") if item.strip()]


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    option("-o", "--output", type=click.Path(path_type=Path), help="help.output"),
    option("--max-pages", type=int, help="help.max-pages"),
    option("--max-depth", type=int, help="help.max-depth"),
    option("--profile", type=click.Choice(PROFILES), help="help.profile"),
    option("--sample", type=click.Choice(SAMPLES), help="help.sample"),
    option("--concurrency", type=int, help="help.concurrency"),
    option("--timeout", type=float, help="help.timeout"),
    option("--deep-timeout", type=float, help="help.deep-timeout"),
    option("--budget", type=float, help="help.budget"),
    option("--lang", type=click.Choice(LANGUAGES), help="help.lang"),
    option("--format", callback=comma_list, help="help.format"),
    option("--include", multiple=True, help="help.include"),
    option("--exclude", multiple=True, help="help.exclude"),
    option("--storage-state", type=click.Path(path_type=Path), help="help.storage-state"),
    option("--header", multiple=True, callback=_pairs, help="help.header"),
    option("--browser", help="help.browser"),
    option("--axe", type=click.Path(path_type=Path), help="help.axe"),
    option("--rules", multiple=True, type=click.Path(path_type=Path), help="help.rules"),
    option("--allow-private", is_flag=True, default=None, help="help.allow-private"),
    option("--ignore-robots", is_flag=True, default=None, help="help.ignore-robots"),
    option("--user-agent", help="help.user-agent"),
    option("--contact", help="help.contact"),
    option("--fail-on", type=click.Choice(FAIL_LEVELS), help="help.fail-on"),
    option("--level", type=click.Choice(LEVELS), help="help.level"),
    option("--baseline", type=click.Path(path_type=Path), help="help.baseline"),
    option("--same-site", multiple=True, help="help.same-site"),
    option("--store", help="help.store"),
    option("--restart", is_flag=True, default=None, help="help.restart"),
)


def audit_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of an audit; None where not given, so that a file's values hold."""
    for decorate in reversed(_OPTIONS):
        function = decorate(function)
    return output_options(function)


def output_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--quiet and --debug."""
    function = option("--debug", is_flag=True, help="help.debug")(function)
    return option("--quiet", is_flag=True, help="help.quiet")(function)


def form_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--format of what is printed and written nowhere."""
    return option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="help.compare-format",
    )(function)


def run_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Which run of a folder, and how it is reported: the commands that read a stored audit."""
    for decorate in (
        option("--store", help="help.run-store"),
        option(
            "--lang",
            type=click.Choice(LANGUAGES),
            envvar=VARIABLE,
            default="zh",
            show_default=True,
            help="help.lang-shown",
        ),
        option(
            "--format",
            "formats",
            callback=comma_list,
            default="html,json,jsonl",
            show_default=True,
            help="help.formats",
        ),
        option("--run", type=int, help="help.run"),
    ):
        function = decorate(function)
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
    from auditor.api import audit, compare_baseline, exit_status, render
    from auditor.cli.progress import Progress
    from auditor.messages import default_language, harmless, sentence

    settings = request.settings
    for how in request.notes:
        click.echo(harmless(sentence(how, default_language())), err=True)
    for problem in request.problems:
        said = sentence(problem.note, default_language())
        click.echo(harmless(f"{problem.source}:{problem.line}: {said}: {problem.text}"), err=True)
    progress = Progress(quiet)
    try:
        result = audit(request, progress)
    finally:
        progress.stop()
    # audit.json and pages.jsonl are part of every output folder, whatever else is asked for.
    formats = list(dict.fromkeys([*settings.report.format, "json", "jsonl"]))
    render(result, formats, settings.folder.output, settings.site.judge.lang)
    comparison = None
    if settings.exit.baseline is not None:
        from auditor.settings.options import same_hosts

        comparison = compare_baseline(
            result,
            settings.exit.baseline,
            same=same_hosts(settings.exit.same_site),
            lang=default_language(),
            store=settings.folder.store,
        )
    status = exit_status(result, settings.exit.fail_on, comparison=comparison, level=settings.exit.level)
    if not quiet and comparison is not None:
        from auditor.cli.comparison import print_comparison

        print_comparison(comparison)
    if not quiet:
        _summary(settings.folder.output, result, status)
    return status


def _summary(output: Path, result: Result, status: int) -> None:
    from auditor.messages import note

    sites = result.run.sites
    audited = sum(site.coverage.audited for site in sites)
    missed = sum(sum(site.coverage.not_audited.values()) for site in sites)
    failed = sum(site.counts.get("groups_failed", 0) for site in sites)
    asked = sum(site.counts.get("needs_review", 0) for site in sites)
    say(
        "cli.summary",
        sites=note("cli.sites", n=len(sites)),
        audited=note("cli.pages", n=audited),
        missed=missed,
        failed=note("cli.causes", n=failed),
        asked=asked,
    )
    if status == INTERRUPTED:
        say("cli.interrupted")
    elif status == INCOMPLETE:
        say("cli.incomplete")
    index = output / "index.html"
    say("cli.report", path=index if index.is_file() else output)

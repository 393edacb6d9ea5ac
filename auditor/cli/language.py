"""The language of the terminal: help texts are codes of the catalogues, said when they are printed; so are click's
errors.

`--lang` says which, wherever it stands; else AUDITOR_LANG, else the locale (auditor/messages).
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.terminal import keep_clean
from auditor.messages import default_language, language, languages, set_default_language

if TYPE_CHECKING:
    from auditor.messages import Note

INTERRUPTED = 130


def say(code: str, /, err: bool = False, **facts: Any) -> None:
    """Print a sentence."""
    from auditor.messages import harmless, note, sentence

    click.echo(harmless(sentence(note(code, **facts), default_language())), err=err)


def translated(text: str | None) -> str | None:
    """The sentence of a code; what is no code stays."""
    return language(default_language()).form(text, {}) or text if text else text


def asked_language(arguments: Sequence[str]) -> str | None:
    """What the last `--lang` of a command line says; None where it says nothing known."""
    asked = None
    for at, item in enumerate(arguments):
        if item == "--":
            break
        name, equals, value = item.partition("=")
        if name == "--lang":
            asked = value if equals else next(iter(arguments[at + 1 : at + 2]), None)
    return asked if asked in languages() else None


class _Formatter(click.HelpFormatter):
    """Headings end in the language's colon."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}{language(default_language()).colon.strip()}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class Told(click.ClickException):
    """A fault that is told as a sentence: exit status 2, as for wrong use."""

    exit_code = 2

    def __init__(self, said: Note) -> None:
        super().__init__(said.code)
        self.note = said

    def format_message(self) -> str:
        from auditor.messages import sentence

        return sentence(self.note, default_language())


class SpokenOption(click.Option):
    """An option whose help is a code."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        code = self.help
        self.help = translated(code)
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = code


option = functools.partial(click.option, cls=SpokenOption)


class SpokenCommand(click.Command):
    """A command whose help is a code, with the headings of its help page in the terminal's language."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 45) -> str:
        return translated(self.short_help) or ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        code = self.help
        self.help = translated(code)
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = code

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        colon = language(default_language()).colon
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{translated('help.usage')}{colon}")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            param.get_help_record(ctx) for param in self.get_params(ctx) if not isinstance(param, click.Argument)
        ]
        with formatter.section(translated("help.options") or ""):
            formatter.write_dl([record for record in records if record is not None])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = [piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
        return [translated("help.options-piece") or "", *pieces]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = translated("help.help")
        return option


class SpokenGroup(SpokenCommand, click.Group):
    """A group of such commands; the program's own chooses the language and says what click has to say."""

    command_class = SpokenCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*super().collect_usage_pieces(ctx), "COMMAND [ARGS]..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str()))
        with formatter.section(translated("help.commands") or ""):
            formatter.write_dl(rows)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; like click's, with its faults in one sentence."""
        if args is None:  # the process is the command's
            keep_clean("--debug" in sys.argv)
        arguments = sys.argv[1:] if args is None else list(args)
        set_default_language(asked_language(arguments))
        if not standalone_mode:
            return super().main(arguments, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            status = super().main(arguments, prog_name, complete_var, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            sys.exit(error.exit_code)
        except click.ClickException as error:
            say("cli.error", err=True, what=fault(error))
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(INTERRUPTED)
        sys.exit(status if isinstance(status, int) else 0)


def fault(error: click.ClickException) -> Note:
    """What was found wrong, as a note."""
    from auditor.messages import note

    if isinstance(error, Told):
        return error.note
    if isinstance(error, click.NoSuchOption):
        return note("cli.no-such-option", option=error.option_name)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return note("cli.no-such-command", command=error.command_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return note("cli.missing", name=error.param.make_metavar(error.ctx) if error.ctx else error.param.name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return note("cli.bad-value", option=_name(error.param), what=_expected(error))
    return note("cli.wrong-use", what=error.format_message())


def _name(param: click.Parameter) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else (param.name or "")


def _expected(error: click.BadParameter) -> Note:
    from auditor.messages import note

    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return note("settings.one-of", choices=list(kind.choices))
    if isinstance(kind, click.types.IntParamType):
        return note("settings.whole-number")
    if isinstance(kind, click.types.FloatParamType):
        return note("settings.number")
    if isinstance(kind, click.Path):
        return note("settings.path")
    return note("text", text=error.message)

"""No option is dead: each reaches a part of the settings, and each part's field is read under that part's name."""

from __future__ import annotations

import ast
import inspect
from dataclasses import fields
from pathlib import Path

import click
import pytest

from auditor.cli.main import main
from auditor.settings import parts
from auditor.settings.options import Options

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "crawl": parts.CrawlSettings,
    "capture": parts.CaptureSettings,
    "judge": parts.JudgeSettings,
    "credentials": parts.Credentials,
    "worker": parts.WorkerSettings,
    "folder": parts.FolderSettings,
    "report": parts.ReportSettings,
    "exit": parts.ExitSettings,
}
# What a part is called where it is the only one that is handed on.
ALSO = {"worker": ("settings",), "credentials": ("given",)}
# `journeys` are told in an auditor.toml and are a part of their own.
OF_SITE = {"journeys"}


def read_fields() -> set[tuple[str, str]]:
    """(owner, attribute) of all that the program reads outside of auditor/settings: `crawl.max_pages` …"""
    pairs: set[tuple[str, str]] = set()
    for file in (ROOT / "auditor").rglob("*.py"):
        if "settings" in file.relative_to(ROOT).parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                owner = node.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                pairs.add((name, node.attr))
    return pairs


READ = read_fields()


def dead(kind: type, part: str, read: set[tuple[str, str]]) -> list[str]:
    """Fields of a part that nobody reads."""
    owners = (part, *ALSO.get(part, ()))
    return [item.name for item in fields(kind) if not any((owner, item.name) in read for owner in owners)]


def test_every_option_belongs_to_one_part() -> None:
    held = [item.name for kind in PARTS.values() for item in fields(kind)] + sorted(OF_SITE)
    assert sorted(held) == sorted(Options.model_fields)


@pytest.mark.parametrize("part", PARTS)
def test_every_field_is_read(part: str) -> None:
    assert not dead(PARTS[part], part, READ)


@pytest.mark.parametrize("part", PARTS)
def test_a_field_that_nobody_reads_is_noticed(part: str) -> None:
    first = fields(PARTS[part])[0].name
    less = {pair for pair in READ if pair[1] != first}
    assert first in dead(PARTS[part], part, less)


def commands() -> list[tuple[str, click.Command]]:
    """Every command by its name, those of groups too."""
    found: list[tuple[str, click.Command]] = []
    for name, command in main.commands.items():
        if isinstance(command, click.Group):
            found += [(f"{name} {inner}", item) for inner, item in command.commands.items()]
        else:
            found.append((name, command))
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_every_parameter_is_used_by_its_command(name: str, command: click.Command) -> None:
    """Named ones in the function; those that go on as `**options` are fields of Options.

    `debug` is read by clear_errors."""
    assert command.callback is not None
    function = inspect.unwrap(command.callback)
    tree = ast.parse(inspect.getsource(function)).body[0]
    assert isinstance(tree, ast.FunctionDef)
    named = {argument.arg for argument in (*tree.args.args, *tree.args.kwonlyargs)}
    loaded = {
        node.id
        for statement in tree.body
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    for parameter in command.params:
        assert parameter.name is not None
        if parameter.name in named:
            assert parameter.name in loaded | {"debug"}, f"{name} does nothing with {parameter.name}"
        else:
            assert tree.args.kwarg is not None
            assert tree.args.kwarg.arg in loaded
            assert parameter.name in Options.model_fields, f"{name}: {parameter.name} reaches nothing"

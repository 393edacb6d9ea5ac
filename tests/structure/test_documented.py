"""Every command, option and rule is told of in both languages, where a user looks."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from auditor.cli.main import main
from auditor.evaluate.catalogue import load
from auditor.evaluate.ledger import markdown
from auditor.render import formats
from auditor.rulekit.rule.standards import requirements

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("name", sorted(main.commands))
def test_command(readme: str, name: str) -> None:
    assert f"auditor {name}" in (ROOT / readme).read_text("utf-8")


def options() -> list[str]:
    """Long options of all commands."""
    return sorted(
        {
            option
            for command in main.commands.values()
            for parameter in command.params
            if isinstance(parameter, click.Option)
            for option in parameter.opts
            if option.startswith("--")
        }
    )


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("option", options())
def test_option(readme: str, option: str) -> None:
    assert f"`{option}" in (ROOT / readme).read_text("utf-8")


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("name", sorted(formats()))
def test_format(readme: str, name: str) -> None:
    assert f"`{name}`" in (ROOT / readme).read_text("utf-8")


def test_rules_have_words_and_known_requirements() -> None:
    """Every rule has a title, what is wrong, for whom and how to mend, in both languages; its clauses exist."""
    catalogue, known = load(), requirements()
    for key, info in catalogue.infos().items():
        for part in (info.title, info.what, info.who, info.fix):
            assert part["zh"].strip(), key
            assert part["en"].strip(), key
        assert not set(info.requirements) - set(known), key


def test_coverage_is_what_the_rules_say() -> None:
    """docs/coverage.md is generated: `auditor rules --format ledger > docs/coverage.md`."""
    assert (ROOT / "docs/coverage.md").read_text("utf-8") == markdown(load().infos())

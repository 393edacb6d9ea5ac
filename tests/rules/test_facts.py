"""What `applicability` yields beside a target is what the expectation takes: mypy sees each function, not that they
fit."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from auditor.content import rule_folders

FILES = [path / "rule.py" for _, path in rule_folders()]


def _signatures(file: Path) -> tuple[str, list[str]] | None:
    """(what `applicability` yields, the types that `expectation` takes), as written; None for a rule over a site."""
    functions = {
        node.name: node for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    }
    if "applicability" not in functions:
        return None
    returned = functions["applicability"].returns
    assert isinstance(returned, ast.Subscript), "applicability gives an Iterator or Iterable of its targets"
    taken = [ast.unparse(argument.annotation) for argument in functions["expectation"].args.args if argument.annotation]
    return ast.unparse(returned.slice), taken


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_expectation_takes_what_applicability_yields(file: Path) -> None:
    signatures = _signatures(file)
    if signatures is not None:
        yielded, taken = signatures
        assert yielded == ("Node" if len(taken) == 2 else f"tuple[Node, {taken[2]}]")
        assert taken[:2] == ["Node", "View"]

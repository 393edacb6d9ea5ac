"""What rules leave to the rule kit: raw captures, and the figures of the standards."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RULES = sorted(ROOT.glob("rules/**/*.py"))
# WCAG 2.2: least contrast ratios, large and bold text in px, text spacing, twenty hours in seconds.
FIGURES = {"4.5", "3.0", "7.0", "18.66", "0.12", "0.16", "72000"}
RAW = {"table", "capture", "observations", "answers", "strings", "_properties"}


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.parent.name)
def test_figures_come_from_the_standards(file: Path) -> None:
    """`threshold` has them, with the clause they stand in."""
    constants = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant)]
    written = [node.lineno for node in constants if repr(node.value) in FIGURES]
    assert not written, f"{file}: lines {written}"


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.parent.name)
def test_rules_see_methods_and_no_raw_tables(file: Path) -> None:
    names = {node.attr for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    # `grid.table` is a table's element.
    assert names & RAW <= ({"table"} if file.parent.name == "unassigned_header_cell" else set())

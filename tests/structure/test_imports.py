"""What import-linter can't see: rules and renderers are loaded by path, and may import little."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {f"auditor.rulekit.{room}" for room in ("rule", "page", "text", "chinese", "probes", "site")}


def imported(file: Path) -> set[str]:
    """Modules of the program that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return {name for name in found if name.split(".")[0] in ("auditor", "rules", "reports", "tests")}


@pytest.mark.parametrize("file", sorted(ROOT.glob("rules/**/*.py")), ids=lambda f: str(f.relative_to(ROOT)))
def test_rules_import_the_kit_only(file: Path) -> None:
    assert imported(file) <= ROOMS


@pytest.mark.parametrize("file", sorted(ROOT.glob("reports/**/*.py")), ids=lambda f: str(f.relative_to(ROOT)))
def test_renderers_import_the_model_only(file: Path) -> None:
    assert imported(file) <= {"auditor.model"}


@pytest.mark.parametrize(
    "file",
    sorted(f for top in ("auditor", "rules", "reports", "tests") for f in (ROOT / top).rglob("*.py")),
    ids=lambda f: str(f.relative_to(ROOT)),
)
def test_small_rooms(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 500

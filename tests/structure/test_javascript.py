"""JavaScript of ours stands in files, and one library owns the one global of ours in a page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from auditor.capture import page as library

ROOT = Path(__file__).parents[2]
SCRIPTS = [
    path
    for path in sorted((ROOT / "auditor").rglob("*.js"))
    if "demo" not in path.parts and path.stem not in library.ALONE
]
PYTHON = [path for path in sorted((ROOT / "auditor").rglob("*.py")) if path.parent.name != "page"]
# A function, or what only a page has.
IN_A_STRING = re.compile(r"=>|\bfunction\s*\(|\bdocument\.(?:query|body|get|active)|\bglobalThis\b|\bwindow\.\w+\(")


def _strings(path: Path) -> list[str]:
    """Texts of a module's string constants, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT / "auditor")))
def test_no_script_in_a_python_string(path: Path) -> None:
    assert [text for text in _strings(path) if IN_A_STRING.search(text)] == []


def test_one_global_of_ours() -> None:
    names = {name for path in SCRIPTS for name in re.findall(r"(?<!/)__[A-Za-z]\w+", path.read_text("utf-8"))}
    assert names == {library.GLOBAL}


def test_each_file_claims_the_slot_of_its_name_and_no_other() -> None:
    by_slot: dict[str, list[str]] = {}
    for path in SCRIPTS:
        claimed = re.findall(r'^__auditor\.claim\(\s*"(\w+)"', path.read_text("utf-8"), re.M)
        core = path.name == "auditor.js" or path.name.endswith(library.MAIN)
        assert claimed == ([] if core else [library.slot_name(path.stem)]), path
        for slot in claimed:
            by_slot.setdefault(slot, []).append(path.name)
    assert {slot: owners for slot, owners in by_slot.items() if len(owners) > 1} == {}
    assert set(by_slot) | {"auditor"} == set(library.slots())


def test_slots_that_others_need_are_there() -> None:
    assert {*library.CORE, *library.NEEDS, *(slot for needed in library.NEEDS.values() for slot in needed)} <= set(
        library.slots()
    )
    text, loaded = library.call("tabWalk.state", [])
    assert loaded == {*library.CORE, "focusLook", "pageEventLog", "tabWalk"}
    assert text.index('claim(\n  "pageEventLog"') < text.index('claim(\n  "tabWalk"')
    again, _ = library.call("tabWalk.state", [], loaded)
    assert again == '__auditor.call("tabWalk.state", [])'

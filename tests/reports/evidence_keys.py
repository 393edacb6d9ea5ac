"""Which evidence keys a rule can give, read from its source: what is passed to `failed`, `cant_tell` and `Verdict`.

Keywords are taken as they stand. For `**facts` the dictionaries are taken that the enclosing function writes into that
name, itself or by a helper of the same file. Where a rule passes on the verdict of a rule kit function, that function's
keys count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERDICTS = {"failed", "cant_tell", "Verdict"}
EVIDENCE_PLACE = 2  # of the arguments of Verdict
NO_EVIDENCE = {"confidence", "impact", "requirements"}


def rule_files() -> list[Path]:
    """Every rule of the repository."""
    return sorted(ROOT.glob("rules/*/*/rule.py"))


def evidence_keys(file: Path) -> set[str]:
    """The keys that a rule's findings can have."""
    tree = ast.parse(file.read_text("utf-8"))
    keys = {key for call, scope in _verdict_calls(tree) for key in _keys(call, scope, tree)}
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("auditor.rulekit")
        for alias in node.names
    }
    return keys.union(*(held for name, held in kit_verdicts().items() if name in imported))


@cache
def kit_verdicts() -> dict[str, frozenset[str]]:
    """Rule kit functions that give a verdict with evidence, and their keys."""
    found: dict[str, frozenset[str]] = {}
    for file in sorted((ROOT / "auditor/rulekit").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        own: dict[str, frozenset[str]] = {}
        for call, scope in _verdict_calls(tree):
            if isinstance(scope, ast.FunctionDef):
                own[scope.name] = own.get(scope.name, frozenset()) | frozenset(_keys(call, scope, tree))
        for _ in functions:  # what a function passes on of another, to the end of the longest chain
            for function in functions:
                passed = frozenset().union(*(own.get(name, frozenset()) for name in _names(function)))
                if passed:
                    own[function.name] = own.get(function.name, frozenset()) | passed
        found |= own
    return found


def _verdict_calls(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Calls of `failed` and `cant_tell`, also of `(failed if sure else cant_tell)`, with the function around them."""

    def walk(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            if (
                isinstance(child, ast.Call)
                and not isinstance(child.func, ast.Attribute)
                and _names(child.func) & VERDICTS
            ):
                yield child, scope
            yield from walk(child, child if isinstance(child, ast.FunctionDef) else scope)

    yield from walk(tree, tree)


def _keys(call: ast.Call, scope: ast.AST, tree: ast.Module) -> Iterator[str]:
    yield from (keyword.arg for keyword in call.keywords if keyword.arg and keyword.arg not in NO_EVIDENCE)
    tables = [keyword.value for keyword in call.keywords if keyword.arg is None]
    for table in [*tables, *call.args[EVIDENCE_PLACE : EVIDENCE_PLACE + 1]]:
        yield from _written(table)
        names = _names(table)
        for value in _values_of(names, scope):
            yield from _written(value)
            names = names | _names(value)
        for helper in ast.walk(tree):
            if isinstance(helper, ast.FunctionDef) and helper.name in names:
                yield from _written(helper)
        yield from _items_set(names, scope)


def _values_of(names: set[str], scope: ast.AST) -> Iterator[ast.expr]:
    """What a function writes into the names."""
    for node in ast.walk(scope):
        if (isinstance(node, ast.Assign) and any(_names(target) & names for target in node.targets)) or (
            isinstance(node, ast.AnnAssign | ast.AugAssign) and _names(node.target) & names and node.value
        ):
            yield node.value


def _items_set(names: set[str], scope: ast.AST) -> Iterator[str]:
    """`facts["key"] = …`."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Subscript) and _names(target.value) & names:
                    yield from _text(target.slice)


def _written(node: ast.AST) -> Iterator[str]:
    """Keys of the dictionaries that stand in it."""
    for part in ast.walk(node):
        if isinstance(part, ast.Dict):
            for key in part.keys:
                yield from _text(key)
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "dict":
            yield from (keyword.arg for keyword in part.keywords if keyword.arg)


def _text(node: ast.AST | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}

"""No regular expression takes more than its share of time over a text that a page makes up: each is fed what is hard
for it, and takes time in proportion to the text."""

from __future__ import annotations

import ast
import contextlib
import importlib
import re
import signal
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditor import lexicon
from auditor.capture.source import text_of
from auditor.evaluate import catalogue
from tests.structure.adversarial import hardest, texts

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = {"compile": 1, "search": 2, "match": 2, "fullmatch": 2, "findall": 2, "finditer": 2, "split": 3, "sub": 4}
SHORT, LONG = 4_000, 200_000  # characters
# The one sees two thousand characters at most, the other our own scripts and axe-core's.
CUT = ("auditor/capture/generated_content.py", "auditor/capture/page/own_names.py")
SUSPECT = 0.008  # s of processor time over a short text, after which the long one is tried
LIMIT = 4.0  # s of processor time over a long text, some hundred passes over it; one that is quadratic takes minutes


@cache
def patterns() -> dict[str, tuple[re.Pattern[str], str]]:
    """Each by where it stands, and how it is used."""
    found: dict[str, tuple[re.Pattern[str], str]] = {}
    by_file = {
        function.__globals__["__file__"]: function.__globals__
        for rule in catalogue.load().own.values()
        for function in (rule.applicability, rule.facts)
        if hasattr(function, "__globals__")
    }
    for folder in ("auditor", "rules", "reports"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            source = file.read_text("utf-8")
            if "re." in source:
                found.update(_of_file(file, ast.parse(source), by_file.get(str(file))))
    for group, entries in lexicon.table("patterns").items():
        found.update({f"lexicon {group}.{key}": (lexicon.pattern(f"{group}.{key}"), "search") for key in entries})
    once = {(pattern.pattern, pattern.flags, use): where for where, (pattern, use) in found.items()}
    return {where: found[where] for where in once.values()}


def _of_file(
    file: Path, tree: ast.Module, names: dict[str, Any] | None
) -> Iterator[tuple[str, tuple[re.Pattern[str], str]]]:
    relative = file.relative_to(ROOT).as_posix()
    if names is None and relative.startswith("auditor/") and file.name != "env.py":
        name = relative.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        names = vars(importlib.import_module(name))
    names = names or _constants(tree)
    for name, held in names.items():
        for number, pattern in enumerate(_held(held)):
            yield f"{relative} {name} {number}", (pattern, "search")
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FUNCTIONS):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        place = FUNCTIONS[node.func.attr]
        flags = [keyword.value for keyword in node.keywords if keyword.arg == "flags"] or node.args[place : place + 1]
        try:
            pattern = _value(node.args[0], names)
            flag = _value(flags[0], names) if flags else 0
        except NameError:
            # Made of parts when it is used: the parts are taken, from the tables they stand in.
            for number, part in enumerate(_strings([held for name, held in names.items() if name.isupper()])):
                with contextlib.suppress(re.error):
                    yield f"{relative}:{node.lineno} part {number}", (re.compile(part), "search")
            continue
        if isinstance(pattern, str) and node.func.attr != "compile":
            yield f"{relative}:{node.lineno}", (re.compile(pattern, flag), node.func.attr)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _constants(tree: ast.Module) -> dict[str, Any]:
    """What a file that is not loaded assigns to names, as far as it is made of constants."""
    names: dict[str, Any] = {"re": re}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            with contextlib.suppress(NameError):
                names[node.targets[0].id] = _value(node.value, names)
    return names


def _held(value: Any) -> Iterator[re.Pattern[str]]:
    """Patterns in a module's name, in tables too."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict | tuple | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _held(item)


def _value(expression: ast.expr, names: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(expression), "<pattern>", "eval"), names)


def _seconds(pattern: re.Pattern[str], use: str, text: str) -> float:
    begun = time.process_time()
    if use in ("match", "fullmatch"):
        getattr(pattern, use)(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - begun


class _TooLong(Exception):
    pass


def _stop(*_: object) -> None:
    raise _TooLong


def _within_limit(pattern: re.Pattern[str], use: str, text: str, limit: float = LIMIT) -> bool:
    held = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        _seconds(pattern, use, text)
        return True
    except _TooLong:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, held)


def test_no_pattern_is_slow_over_what_a_page_makes_up() -> None:
    found = patterns()
    assert len(found) > 400
    assert {"rules", "auditor"} <= {where.split("/")[0] for where in found}
    slow = []
    for where, (pattern, use) in found.items():
        if where.startswith(CUT):
            continue
        suspects = {n for n, short in enumerate(texts(pattern, SHORT)) if _seconds(pattern, use, short) > SUSPECT}
        tried = [long for n, long in enumerate(texts(pattern, LONG)) if n in suspects] if suspects else []
        limit = LIMIT if tried else LIMIT / 16  # for a quarter of the text: as much where it is quadratic
        tried = tried or list(hardest(pattern, LONG // 4))
        slow += [
            f"{where} {pattern.pattern[:60]} {text[:20]!r}"
            for text in tried
            if not _within_limit(pattern, use, text, limit)
        ]
    assert not slow


def test_a_slow_pattern_is_found() -> None:
    """The texts are hard enough for patterns that are slow."""
    for source in (r"\d+\s*秒", r"<!--.*?-->", r"\S+@\S+", r"共\s*(约)?\s*\d"):
        pattern = re.compile(source, re.S)
        times = (_within_limit(pattern, "search", text, 0.2) for text in texts(pattern, LONG))
        assert not all(times), source


@pytest.mark.parametrize(
    "unit", ["<!--", "<script>", "<", "<style", "</script ", "a<b", "<!-- -->", "<script></script>"]
)
def test_letters_of_a_source_are_counted_in_one_pass(unit: str) -> None:
    begun = time.process_time()
    text_of(unit * (500_000 // len(unit)))
    assert time.process_time() - begun < LIMIT


def test_letters_of_a_source() -> None:
    told = text_of("<p>两个</p><!-- 不 --><script>var 不;</script ><STYLE>不</style>字 a<b 不>c")
    assert told.split() == ["两个", "字", "a", "c"]
    assert text_of("一<!-- 二").split() == ["一", "!--", "二"], "what is no comment is text, as browsers of old had it"

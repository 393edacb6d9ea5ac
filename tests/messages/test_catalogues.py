"""Every code that the program uses has a sentence in every language with the same placeholders, and none is left over."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from auditor.capture import probes
from auditor.capture.schema.extent import PARTS, Why
from auditor.capture.views import VIEWS
from auditor.messages import language, languages
from auditor.model.note import TEXT

ROOT = Path(__file__).resolve().parents[2]
FIRST = language(languages()[0])
ROOMS = {code.split(".")[0] for code in FIRST.sentences if "." in code}
NAMES = "|".join(sorted(ROOMS))
CODE = re.compile(rf"(?:{NAMES})\.(?!(?:.*\.)?(?:js|json|py|toml|html|css)$)[a-z0-9.-]+")
SOURCES = sorted((ROOT / "auditor").rglob("*.py"))


def placeholders(text: str) -> set[str]:
    """Names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def literals() -> dict[str, set[str]]:
    """Texts of the source that look like a code of a room → files."""
    found: dict[str, set[str]] = {}
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                found.setdefault(node.value, set()).add(str(file.relative_to(ROOT)))
    return found


def calls() -> list[tuple[str, set[str], str]]:
    """(code, names of the facts, place) of every call with a code first and facts by keyword."""
    found = []
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            first = node.args[0]
            named = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if named and CODE.fullmatch(first.value) and all(key.arg is not None for key in node.keywords):
                place = f"{file.relative_to(ROOT)}:{node.lineno}"
                # `err` of the command line's `say` is no fact.
                found.append((first.value, {str(key.arg) for key in node.keywords} - {"err"}, place))
    return found


@pytest.mark.parametrize("lang", languages()[1:])
def test_same_codes_and_placeholders(lang: str) -> None:
    """A catalogue lacks nothing that another has, in any of its plural forms."""
    other = language(lang).sentences
    assert other.keys() == FIRST.sentences.keys()
    for code, forms in FIRST.sentences.items():
        wanted = placeholders(forms["other"])
        assert placeholders(other[code]["other"]) == wanted, code
        for form in (*forms.values(), *other[code].values()):
            assert placeholders(form) <= wanted, code
            assert form.strip() == form, code
            assert form, code


def test_every_code_used_has_a_sentence() -> None:
    unknown = {code: files for code, files in literals().items() if code not in FIRST.sentences}
    assert not unknown


def test_every_sentence_is_used() -> None:
    named = {f"views.{name}" for name in VIEWS} | {f"probes.{name}" for name in probes.names()}
    named |= {f"parts.{name}" for name in PARTS} | {f"stopped.{name}" for name in get_args(Why)}
    assert not FIRST.sentences.keys() - literals().keys() - named - {TEXT}


def test_every_view_probe_and_part_has_a_name() -> None:
    """A rule that was not run for one of them says so in words."""
    for lang in languages():
        assert {f"parts.{name}" for name in PARTS} <= language(lang).sentences.keys()
        assert {f"stopped.{name}" for name in get_args(Why)} <= language(lang).sentences.keys()
        assert {f"views.{name}" for name in VIEWS} <= language(lang).sentences.keys()
        assert {f"probes.{name}" for name in probes.names()} <= language(lang).sentences.keys()


def test_calls_give_the_facts_that_sentences_need() -> None:
    """Exactly these: a fact that no language prints is a mistake, too, but for the number that chooses a plural."""
    for code, given, place in calls():
        wanted = placeholders(FIRST.sentences[code]["other"])
        assert given - {"n"} == wanted - {"n"}, place
        assert "n" in given or "n" not in wanted, place


def test_no_codes_are_put_together() -> None:
    """Codes stand in the source whole, so that they can be found."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                assert not re.fullmatch(rf"(?:{NAMES})\.[a-z0-9.-]+", start), f"{file}:{node.lineno}"

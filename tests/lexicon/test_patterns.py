"""The lexicon: every pattern is used, none is written again elsewhere, and Python and JavaScript read it alike."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from auditor.lexicon import files, in_page, pattern, source, table

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(f"{group}.{key}" for group, entries in table("patterns").items() for key in entries)
PYTHON = sorted(file for top in ("auditor", "rules") for file in (ROOT / top).rglob("*.py"))
SCRIPTS = sorted(file for part in ("capture", "journeys") for file in (ROOT / "auditor" / part).rglob("*.js"))
HAN = re.compile("[\u4e00-\u9fff]")
# An alternative that stands alone may do so elsewhere too: a lone word is no pattern.
SHORT = 3


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_is_used(name: str) -> None:
    """By its name, in a call of `pattern` or `source`, or in a script."""
    quoted = f'"{name}"'
    assert any(quoted in file.read_text("utf-8") for file in (*PYTHON, *SCRIPTS))


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_is_a_pattern(name: str) -> None:
    assert pattern(name).flags & re.I
    assert not re.search(r"\(\?P|\(\?i|\\Z|\\A", source(name))


def test_what_is_given_to_the_page_is_javascript() -> None:
    """Compiled by the JavaScript that comes with Playwright, with the flags that the page uses."""
    node = compute_driver_executable()[0]
    script = "console.log(Object.values(JSON.parse(process.argv[1])).map((s) => new RegExp(s, 'iu')).length)"
    done = subprocess.run(
        [node, "-e", script, json.dumps(in_page())], capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(in_page()) > 0


def test_what_both_read_means_the_same_in_both() -> None:
    """\\b, \\w, \\d are other characters in JavaScript; \\s is near enough."""
    for name, text in in_page().items():
        read_here = any(f'pattern("{name}")' in file.read_text("utf-8") for file in PYTHON)
        assert not (read_here and re.search(r"\\[bwdBWD]", text)), name


def literals(file: Path) -> list[str]:
    """Texts of a module that hold Chinese and an alternative: patterns, mostly."""
    return [
        node.value
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "|" in node.value
        and HAN.search(node.value)
    ]


def test_no_pattern_of_the_lexicon_is_written_again() -> None:
    """Neither whole nor with another order: the same alternatives in a rule, in the rule kit or in a probe."""
    known = {frozenset(source(name).split("|")): name for name in NAMES if len(source(name).split("|")) >= 2}
    again = [
        f"{file.relative_to(ROOT)}: {known[frozenset(text.split('|'))]}"
        for file in PYTHON
        for text in literals(file)
        if frozenset(text.split("|")) in known
    ]
    assert not again


def test_no_two_files_write_one_pattern() -> None:
    """A pattern that a second rule needs moves to the lexicon."""
    places: dict[frozenset[str], set[str]] = {}
    for file in PYTHON:
        for text in literals(file):
            parts = frozenset(text.split("|"))
            if len(parts) >= SHORT:
                places.setdefault(parts, set()).add(str(file.relative_to(ROOT)))
    assert not [names for names in places.values() if len(names) > 1]


def test_scripts_look_for_no_words_of_their_own() -> None:
    """No regular expression with Chinese stands in a script, but one that tells a sign within a name found already."""
    allowed = {"auditor/capture/probes/elder_aids.js": 1}  # which of two sizes is the larger
    for file in SCRIPTS:
        lines = [
            line
            for line in file.read_text("utf-8").splitlines()
            if HAN.search(line) and re.search(r"/[^/]*[\u4e00-\u9fff][^/]*/[a-z]*", line.split("//")[0])
        ]
        assert len(lines) == allowed.get(str(file.relative_to(ROOT)), 0), lines


def test_digest_covers_the_lexicon() -> None:
    assert {file.name for file in files()} >= {"patterns.toml", "words.toml", "languages.toml", "acting_links.toml"}

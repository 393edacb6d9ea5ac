"""Every example of every rule, in a real browser: the outcome, and which elements.

`AUDITOR_RULE=line-spacing pytest tests/rules/test_examples.py` runs one rule's only (a comma between several).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules import examples


@pytest.mark.browser
@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            example,
            id=examples.name_of(example),
            marks=[pytest.mark.timed] if examples.needs_of(examples.rule_of(example))[1] else [],
        )
        for example in examples.CHUNKS
    ],
)
def test_example(example: Path, browser_available: None) -> None:
    """Probes watch a page in time: where a busy machine kept them from it, the example is captured once more, alone."""
    captures = examples.captured(examples.CHUNKS[example])
    try:
        examples.check(example, examples.judged(example, captures.__getitem__), "this run's browser")
    except AssertionError:
        if not examples.needs_of(examples.rule_of(example))[1]:
            raise
        alone = examples.captured.__wrapped__(examples.Chunk(examples.name_of(example), (example,)))
        examples.check(example, examples.judged(example, alone.__getitem__), "this run's browser, captured alone")


@pytest.mark.parametrize("path", examples.FOLDERS, ids=lambda path: path.name)
def test_rule_is_complete(path: Path) -> None:
    names = {file.name.split("_")[0] for file in (path / "examples").glob("*_*")}
    rule = examples.CATALOGUE.own[path.name.replace("_", "-")]
    # Some things can be found wrong by machine and never right: such a rule says so.
    assert "passed" in names or "Never passes:" in rule.doc
    assert "inapplicable" in names
    assert names & {"failed", "cantTell"}
    assert set(rule.messages["zh"]) == set(rule.messages["en"])
    for lang in ("zh", "en"):
        assert all((rule.info.title[lang], rule.info.what[lang], rule.info.who[lang], rule.info.fix[lang]))
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in (*rule.messages["zh"].values(), rule.info.title["zh"]))
    for key, text in rule.messages["zh"].items():
        assert set(re.findall(r"{(\w+)", text)) == set(re.findall(r"{(\w+)", rule.messages["en"][key])), key
    # Whom it hinders and how to mend it stand in the message files, and nowhere else.
    summary, _, sections = rule.doc.partition("\n\n")
    assert summary.strip().endswith("."), "the docstring begins with what the rule expects, in a sentence"
    known = "What it checks|Who is affected|How to fix|Never passes|Assumptions|Source"
    labels = re.findall(rf"(?m)^({known}): ", sections)
    assert labels in (["Assumptions", "Source"], ["Never passes", "Assumptions", "Source"]), labels

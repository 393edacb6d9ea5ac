"""Every example of every rule, judged from its golden capture: no browser, seconds for all.

`python -m tests.rules.golden` makes the captures again and says what changed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules import examples, golden


@pytest.mark.parametrize("example", examples.EXAMPLES, ids=examples.name_of)
def test_golden(example: Path) -> None:
    held = golden.read(example.parent.parent)
    lacking = [page.name for page in examples.pages_of(example) if golden.key_of(page) not in held["captures"]]
    rule = example.parent.parent.name.replace("_", "-")
    assert not lacking, f"no golden capture of {lacking}: run `python -m tests.rules.golden {rule}`"
    result = examples.judged(example, lambda page: golden.golden(example, page))
    examples.check(example, result, f"golden, made by {held['made']}")


def test_golden_captures_are_of_the_examples_as_they_are() -> None:
    """An example that was rewritten has to be captured again: its title and the marks of what is expected agree."""
    for rule in examples.FOLDERS:
        for key, capture in golden.read(rule)["captures"].items():
            file = rule / "examples" / key
            assert file.is_file(), f"{rule.name}: the golden capture {key} has no example any more"
            marks = len(re.findall(r"\bdata-expect\b", file.read_text("utf-8", "replace")))
            strings = capture.views["desktop"].documents[0].strings
            assert not marks or "data-expect" in strings, f"{rule.name}: {key} was captured before it was marked"


def test_golden_captures_are_small() -> None:
    total = sum(file.stat().st_size for file in examples.RULES.glob("*/*/captures/golden.json.xz"))
    assert total <= golden.MOST_BYTES, f"{total} bytes"

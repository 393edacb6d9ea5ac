"""A text that is kept in part ends within no number and no address of a person."""

from __future__ import annotations

import pytest

from auditor.capture.cutting import cut

NUMBER = "11010519491231002X"
CARD = "6222 0210 0112 3456"
MAIL = "zhang.san@example.org"


@pytest.mark.parametrize("secret", [NUMBER, CARD, MAIL, "138 0013 8000"])
def test_no_part_of_a_number_or_an_address_is_left(secret: str) -> None:
    text = f"申请人 {secret}，本市居民"
    start, end = text.index(secret), text.index(secret) + len(secret)
    for limit in range(start + 1, end):
        assert cut(text, limit).rstrip() == "申请人", limit
    assert cut(text, end) == text[:end]


def test_other_texts_are_kept_up_to_the_limit() -> None:
    assert cut("short", 40) == "short"
    assert cut("a sentence of some words", 12) == "a sentence o"
    assert cut("字" * 50, 20) == "字" * 20
    assert cut("see chapter 12 and page 4", 14) == "see chapter 12"
    assert cut("1" * 100, 90) == ""

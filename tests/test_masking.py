"""Personal numbers and secrets are masked by kind, the same each time, and judging finds what it found before."""

from __future__ import annotations

import pytest

from auditor.masking import Mask, has_substitute, id_check_digit, luhn_digit, numbers_masked
from auditor.rulekit.chinese import PHONE
from tests.rules import examples, golden

ID = "31010519491231002" + id_check_digit("31010519491231002")
CARD = "622202100112345678" + luhn_digit("622202100112345678")
VISA = "411111111111111" + luhn_digit("411111111111111")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"身份证：{ID}。", ID), (ID.lower(), ID), (f"卡号 {CARD}", CARD),
        (f"{VISA[:4]} {VISA[4:8]} {VISA[8:12]} {VISA[12:]}", VISA),
        ("手机13812345678", "13812345678"), ("138-1234-5678", "1234-5678"), ("+8613812345678", "13812345678"),
        ("+86 138 1234 5678", "1234 5678"), ("邮箱 wang.xiaoming@qq.com", "wang.xiaoming"),
        (f"/a?id={ID}&p=13812345678", ID),
        ("/p?mail=wang.xiaoming%40qq.com&x", "wang.xiaoming"),
        ("mailto:li-4@mail.sh.gov.cn?subject=x", "li-4@"),
    ],
)  # fmt: skip
def test_a_number_is_replaced_by_one_of_its_kind(text: str, secret: str) -> None:
    masked = numbers_masked(text)
    assert secret not in masked
    assert numbers_masked(masked) == masked, "masking again changes nothing"
    if "@" not in text and "%40" not in text:
        assert len(masked) == len(text)
        assert [c.isdigit() for c in masked if c not in "Xx"] == [
            c.isdigit() for c in text if c not in "Xx"
        ] or "X" in masked
    assert bool(PHONE.search(masked)) == bool(PHONE.search(text))


@pytest.mark.parametrize(
    "text",
    ["12345", "021-63212810", "2026-11-28 20:45", ID[:17] + ("1" if ID[17] != "1" else "2"), "6222021001123456780",
     "logo@2x.png", "jquery@3.6.0", "@media print", "0.13812345678", "1381234567", "ABC13812345678901",
     "沪ICP备13012345号", "t20260101_1234567.html"],
)  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    assert numbers_masked(text) == text


def test_different_numbers_stay_different() -> None:
    numbers = [
        first + id_check_digit(first)
        for first in (f"310105194912{day:02d}{n:03d}" for day in range(10, 30) for n in range(20))
    ]
    masked = {numbers_masked(number) for number in numbers}
    assert len(masked) >= len(numbers) - 1
    assert all(number[17].upper() == id_check_digit(number[:17]) for number in masked)
    assert all(map(has_substitute, masked))
    assert not any(map(has_substitute, numbers))


def test_secrets_in_every_spelling() -> None:
    mask = Mask(["王 小明&<3>", ID, "ab"])
    for text in (
        "王 小明&<3>",
        "王 小明&amp;&lt;3&gt;",
        "q=%E7%8E%8B%20%E5%B0%8F%E6%98%8E%26%3C3%3E",
        "%E7%8E%8B+%E5%B0%8F%E6%98%8E%26%3C3%3E",
    ):
        assert "•••" in mask.text(text)
        assert "小明" not in mask.text(text)
        assert "%E5%B0%8F" not in mask.text(text)
    assert mask.text(f"{ID} {ID.lower()}").split()[0] == numbers_masked(ID)
    assert mask.text("abc") == "abc", "a value of two letters would cover half of a page"
    assert mask.data({ID: [ID, 5, (ID, None)], "x": [1, 2]}) == {
        numbers_masked(ID): [numbers_masked(ID), 5, (numbers_masked(ID), None)], "x": [1, 2]
    }  # fmt: skip


def test_judging_finds_the_same_on_masked_captures() -> None:
    """The golden captures in which something is masked, of the packs whose rules look for persons and contacts."""
    mask, changed = Mask(), 0
    for rule in (rule for rule in examples.FOLDERS if rule.parent.name in ("privacy", "inclusion", "government")):
        held = golden.read(rule)["captures"]
        masked = {key: mask.data(capture) for key, capture in held.items()}
        if masked != held:
            changed += 1
            assert golden.outcomes(rule, masked) == golden.outcomes(rule, held), rule.name
    assert changed

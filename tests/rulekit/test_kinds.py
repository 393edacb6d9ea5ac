"""Kinds of pages and of personal data, by words and addresses."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.rulekit.chinese import HOURS, PHONE
from auditor.rulekit.chinese.personal_data import KINDS
from auditor.rulekit.page import is_home


class _Page:
    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: dict[Any, Any] = {}
        self.omitted: list[Any] = []


@pytest.mark.parametrize("path", ["", "/", "/index.html", "/index.shtml", "/default.aspx", "/index.html#top"])
def test_home(path: str) -> None:
    page: Any = _Page("https://www.qinghe.gov.cn" + path)
    assert is_home(page)


@pytest.mark.parametrize("path", ["/news/", "/news/index.html", "/index.html?id=3", "/a.html"])
def test_not_home(path: str) -> None:
    page: Any = _Page("https://www.qinghe.gov.cn" + path)
    assert not is_home(page)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("身份证号码", "id-number"),
        ("idcard", "id-number"),
        ("sfzh", "id-number"),
        ("请上传人脸照片", "face"),
        ("user_face", "face"),
        ("银行卡号", "bank"),
        ("过敏史", "health"),
        ("联系电话", "phone"),
        ("家庭住址", "address"),
    ],
)
def test_personal_data(words: str, kind: str) -> None:
    assert next(name for name, pattern in KINDS.items() if pattern.search(words)) == kind


@pytest.mark.parametrize("words", ["facebook", "surface", "验证码", "关键词", "标题", "interface", "video"])
def test_no_personal_data(words: str) -> None:
    assert not [name for name, pattern in KINDS.items() if pattern.search(words)]


@pytest.mark.parametrize("text", ["电话 021-55550123", "12345", "400-820-1234", "13800000000", "55550123"])
def test_telephone(text: str) -> None:
    assert PHONE.search(text)


@pytest.mark.parametrize("text", ["2026-11-20", "编号 0123456789012", "邮编 200000"])
def test_no_telephone(text: str) -> None:
    assert not PHONE.search(text)


@pytest.mark.parametrize("text", ["周一至周五", "9:00—17:00", "办公时间", "工作日"])
def test_hours(text: str) -> None:
    assert HOURS.search(text)


@pytest.mark.parametrize("text", ["5 个工作日", "20个工作日内办结", "3月5日"])
def test_no_hours(text: str) -> None:
    assert not HOURS.search(text)

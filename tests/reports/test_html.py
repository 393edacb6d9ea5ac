"""The HTML report of the sample result, parsed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from auditor.model import Result, site_totals, totals
from tests.reports.sample import MARKUP

FULL_WIDTH = re.compile(r"[（）、，。；：]")


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_bytes(), "lxml")


def figures(page: BeautifulSoup) -> list[int]:
    return [int(number.text) for number in page.select("ul.figures b")]


def text(page: BeautifulSoup | Tag) -> str:
    return " ".join(page.get_text(" ").split())


@pytest.fixture
def alpha(written: Path) -> BeautifulSoup:
    return soup(written / "sites/alpha/index.html")


def test_index_names_every_site(written: Path, result: Result) -> None:
    page = soup(written / "index.html")
    links = [str(link["href"]) for link in page.select("tbody th a")]
    assert links == [f"sites/{site.slug}/index.html" for site in result.run.sites]
    assert all((written / link).is_file() for link in links)
    total = totals(result.run)
    assert figures(page) == [total.sites, total.audited, total.missed, total.failed, total.asked]


def test_index_says_what_was_not_looked_at(written: Path, lang: str) -> None:
    """An incomplete audit says so, names the pages and why, and the lines that could not be used."""
    page = soup(written / "index.html")
    assert page.select_one("p.note strong") is not None
    missed = [text(row) for row in page.select("h2#missed ~ .scroll tbody tr")]
    assert len(missed) == 2
    assert ("等了 30 秒没有打开" if lang == "zh" else "did not open within 30 s") in missed[1]
    assert f"list.csv:3{'：不是网址' if lang == 'zh' else ': not an address'} x y" in text(page)


def test_site_tells_each_root_cause(alpha: BeautifulSoup, result: Result) -> None:
    site = result.run.sites[0]
    assert {str(cause["id"]) for cause in alpha.select("article.cause h4")} == {group.id for group in site.groups}
    rules = [text(rule) for rule in alpha.select("section.rule dl > dd > code") if rule.parent]
    assert set(rules) >= {group.rule for group in site.groups}
    total = site_totals(site)
    assert figures(alpha) == [total.audited, total.missed, total.failed, total.asked]


def test_links_lead_somewhere(alpha: BeautifulSoup) -> None:
    """Every link of the page to a part of itself, and no address twice."""
    ids = [str(part["id"]) for part in alpha.select("[id]")]
    assert len(ids) == len(set(ids))
    targets = {str(link["href"])[1:] for link in alpha.select('a[href^="#"]')}
    assert targets <= set(ids)


def test_caveats_are_printed(alpha: BeautifulSoup, lang: str) -> None:
    """What the report is not, what a machine can't see, what was not run, and the own score's spread."""
    said = text(alpha)
    for words in (
        ("不等于符合标准", "is not conformance"),
        ("不是官方评测结果", "no official evaluation"),
        ("没有时间", "no time left"),
        ("不是任何官方评测的分数", "not the score of any official evaluation"),
    ):
        assert words[0 if lang == "zh" else 1] in said


def test_what_was_measured_has_name_and_unit(alpha: BeautifulSoup, lang: str) -> None:
    said = text(alpha)
    if lang == "zh":
        assert "可点区域宽 25 像素；可点区域高 28 像素；要求宽高 44 像素" in said
        assert "行距 字号的 1.12 倍；要求行距 字号的 1.3 倍" in said
    else:
        assert "width of the target 25 px; height of the target 28 px; side required 44 px" in said
        assert "contrast 2.32:1; required 4.5:1; text colour #aaaaaa; bold no" in said


def test_markup_of_a_page_is_never_run(written: Path, alpha: BeautifulSoup) -> None:
    assert MARKUP in text(alpha)
    assert all("alert(1)" not in script.text for script in alpha.select("script"))
    assert json.loads(alpha.select("script#words")[0].text)["names"]


def test_english_has_no_chinese_marks(written: Path, lang: str) -> None:
    """Separators and brackets follow the language; what the site itself says is quoted as it is."""
    for path in written.rglob("index.html"):
        said = text(soup(path))
        if lang == "en":
            assert FULL_WIDTH.findall(said) == []
        else:
            assert not re.search(r"[\u4e00-\u9fff] ?\(|\), ", said), path


def test_a_site_that_could_not_be_audited(written: Path, lang: str) -> None:
    page = soup(written / "sites/beta/index.html")
    note = page.select_one("p.note")
    assert note is not None
    assert text(note) == ("未能检测。 域名无法解析" if lang == "zh" else "Not audited. the host is unknown")
    assert figures(page) == [0, 1, 0, 0]


def test_clause_numbers_follow_the_language(result: Result) -> None:
    law = result.requirements["pipl-2021:5"]
    assert law.number == {"zh": "第5条", "en": "Article 5"}
    for requirement in result.requirements.values():
        assert not re.search(r"[\u4e00-\u9fff]", requirement.number.get("en", "")), requirement.id

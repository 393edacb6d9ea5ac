"""What counts as one page, what is in scope, what is a trap."""

from __future__ import annotations

import pytest

from auditor.crawl.scope import Scope
from auditor.crawl.urls import Traps, document_kind, fetchable, identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.gov.cn/news", "https://www.x.gov.cn/news/"),
        ("http://x.gov.cn/", "http://x.gov.cn/index.html"),
        ("http://x.gov.cn/a?utm_source=wx&id=1", "http://x.gov.cn/a?id=1"),
        ("http://x.gov.cn/a;jsessionid=AB12", "http://x.gov.cn/a"),
        ("http://x.gov.cn/a?b=1&a=2", "http://x.gov.cn/a?a=2&b=1"),
        ("http://x.gov.cn/a#top", "http://x.gov.cn/a"),
        ("http://x.gov.cn//a///b", "http://x.gov.cn/a/b"),
        ("http://x.gov.cn/s?n=你", "http://x.gov.cn/s?n=%E4%BD%A0"),
    ],
)
def test_one_page(one: str, other: str) -> None:
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.gov.cn/a?id=1", "http://x.gov.cn/a?id=2"),
        ("http://x.gov.cn/#/list", "http://x.gov.cn/#/form"),
        ("http://x.gov.cn/News", "http://x.gov.cn/news"),
        ("http://x.gov.cn:8080/", "http://x.gov.cn/"),
        ("http://x.gov.cn/s?n=%C4%E3", "http://x.gov.cn/s?n=%BA%C3"),  # 你 and 好 in GBK
    ],
)
def test_two_pages(one: str, other: str) -> None:
    assert identity(one) != identity(other)


@pytest.mark.parametrize(
    "link", ["javascript:void(0)", "mailto:a@b.cn", "tel:12345", "", "http://[::1", "http://x:99999/"]
)
def test_not_fetchable(link: str) -> None:
    assert fetchable(link, "http://x.gov.cn/") is None


def test_relative_and_international() -> None:
    assert fetchable("../b.html?x=1#y", "http://X.gov.cn:80/a/c.html") == "http://x.gov.cn/b.html?x=1"
    assert fetchable("http://政务.中国/") == "http://xn--zfr164b.xn--fiqs8s/"


def test_documents() -> None:
    assert document_kind("http://x.gov.cn/a/表.PDF?v=1") == "pdf"
    assert document_kind("http://x.gov.cn/a.ofd") == "ofd"
    assert document_kind("http://x.gov.cn/a.jsp") is None


@pytest.mark.parametrize(
    ("start", "url", "why"),
    [
        ("http://x.gov.cn/", "https://x.gov.cn/a", None),
        ("http://x.gov.cn/", "http://www.x.gov.cn/a", None),
        ("http://x.gov.cn/", "http://x.gov.cn.evil.com/a", "host"),
        ("http://x.gov.cn/", "http://notx.gov.cn/a", "host"),
        ("http://x.gov.cn/", "http://sub.x.gov.cn/a", "host"),
        ("http://x.gov.cn/", "http://x.gov.cn:8080/a", "host"),
        ("http://x.gov.cn/news", "http://x.gov.cn/newsletter", "path"),
        ("http://x.gov.cn/news", "http://x.gov.cn/news/1.html", None),
        ("http://x.gov.cn/news/", "http://x.gov.cn/news", None),
        ("http://x.gov.cn/news/index.html", "http://x.gov.cn/news/2.html", None),
        ("http://x.gov.cn/news/index.html", "http://x.gov.cn/about", "path"),
    ],
)
def test_scope(start: str, url: str, why: str | None) -> None:
    assert Scope([start]).why_not(url) == why


def test_globs() -> None:
    scope = Scope(["http://x.gov.cn/"], include=("*/bs/*",), exclude=("*/bs/old/*",))
    assert scope.admits("http://x.gov.cn/bs/1")
    assert scope.why_not("http://x.gov.cn/bs/old/1") == "excluded"
    assert scope.why_not("http://x.gov.cn/news") == "not-included"


def test_calendar_trap() -> None:
    traps = Traps()
    reasons = [traps.reason(f"http://x.gov.cn/cal?year=2026&month={n}") for n in range(1, 60)]
    assert reasons[0] is None
    assert reasons[-1] == "calendar"


def test_articles_are_no_trap() -> None:
    traps = Traps()
    assert {traps.reason(f"http://x.gov.cn/show.jsp?id={n}") for n in range(500)} == {None}


def test_growing_path_is_a_trap() -> None:
    assert Traps().reason("http://x.gov.cn/a/b/a/b/a/b") == "repeating-path"


def test_calendar_in_the_path() -> None:
    traps = Traps()
    asked = [f"http://x.gov.cn/calendar/{year}/{month:02d}/" for year in range(2020, 2026) for month in range(1, 13)]
    assert 12 <= sum(traps.reason(url) is None for url in asked) <= 30
    articles = [f"http://x.gov.cn/art/2026/{month}/{day}/art_1_{day}.html" for month in (1, 2) for day in range(1, 29)]
    assert not [url for url in articles if traps.reason(url)]

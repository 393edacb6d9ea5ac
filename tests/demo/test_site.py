"""The sample site is whole, and its manifest speaks of elements that exist. No browser needed."""

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from auditor.demo.server import MANIFEST, SITE_DIR, DemoServer, content_type

MANIFEST_DATA: dict[str, Any] = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
PAGES: list[dict[str, Any]] = MANIFEST_DATA["page"]
IDENTITY = ("_ideConac", "我为政府网站找错", "网站标识码：", "ICP备", "公网安备", "主办单位：", "联系电话：")


def soup_of(path: str) -> BeautifulSoup:
    file = SITE_DIR / path
    charset = content_type(file).rpartition("=")[2]
    return BeautifulSoup(file.read_bytes().decode(charset), "lxml")


def addresses(soup: BeautifulSoup) -> Iterator[str]:
    for attribute in ("href", "src", "action"):
        for element in soup.select(f"[{attribute}]"):
            yield str(element[attribute])


def parametrize(pages: list[dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages, ids=[page["path"] for page in pages])


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running


def fetch(server: DemoServer, path: str) -> tuple[str, bytes]:
    with urlopen(urljoin(server.base_url, path)) as answer:
        return answer.headers["Content-Type"], answer.read()


def test_manifest_lists_every_page() -> None:
    on_disk = {file.relative_to(SITE_DIR).as_posix() for file in SITE_DIR.rglob("*.html")}
    assert on_disk == {page["path"] for page in PAGES}


def test_half_of_the_pages_are_clean() -> None:
    clean = [page for page in PAGES if page["clean"]]
    assert len(clean) * 2 >= len(PAGES)
    assert not any(page.get("barrier") for page in clean)
    assert all(page.get("barrier") for page in PAGES if not page["clean"])


@parametrize(PAGES)
def test_title_is_the_manifests(page: dict[str, Any]) -> None:
    title = soup_of(page["path"]).title
    assert title is not None
    assert title.string == page["title"]


@parametrize(PAGES)
def test_internal_addresses_resolve(page: dict[str, Any]) -> None:
    for address in addresses(soup_of(page["path"])):
        parts = urlsplit(address)
        assert parts.scheme in ("", "tel", "mailto", "javascript"), address
        if parts.scheme or not (parts.path or parts.fragment):
            continue
        path = unquote(urlsplit(urljoin("http://demo.invalid/" + page["path"], address)).path).lstrip("/")
        assert (SITE_DIR / path).is_file(), address
        if parts.fragment:
            assert soup_of(path).find(id=parts.fragment) is not None, address


@parametrize([page for page in PAGES if not page["clean"]])
def test_selectors_of_barriers_match(page: dict[str, Any]) -> None:
    soup = soup_of(page["path"])
    for barrier in page["barrier"]:
        assert barrier["view"] in ("desktop", "phone", "any")
        assert barrier["outcome"] in ("failed", "cantTell")
        assert barrier["note_zh"]
        assert barrier["note_en"]
        if barrier.get("by_script"):
            continue
        found = len(soup.select(barrier["selector"]))
        if barrier["selector"].startswith(".slide "):
            assert found >= barrier["count"], barrier
        else:
            assert found == barrier["count"], barrier


@parametrize([page for page in PAGES if page["clean"]])
def test_clean_page_keeps_the_basics(page: dict[str, Any]) -> None:
    soup = soup_of(page["path"])
    assert soup.html is not None
    assert soup.html["lang"] == "zh-CN"
    assert len(soup.select("h1")) == len(soup.select("main")) == 1
    levels = [int(heading.name[1]) for heading in soup.select("main :is(h1, h2, h3, h4)")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    text = str(soup.footer)
    assert [mark for mark in IDENTITY if mark not in text] == []
    ids = [str(element["id"]) for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for field in soup.select("main :is(input, select, textarea)"):
        assert soup.select_one(f'label[for="{field["id"]}"]') is not None


def test_elder_pages_link_only_to_elder_pages() -> None:
    for page in PAGES:
        if not page.get("elder") or not page["clean"]:
            continue
        leaving = [
            str(link["href"])
            for link in soup_of(page["path"]).select("a[href^='../']")
            if link.get_text(strip=True) != "退出长辈版"
        ]
        assert leaving == []


def test_titles_of_clean_pages_are_unique() -> None:
    titles = [page["title"] for page in PAGES if page["clean"]]
    assert len(titles) == len(set(titles))


def test_gbk_page_decodes(server: DemoServer) -> None:
    [page] = [page for page in PAGES if page.get("charset") == "gbk"]
    kind, body = fetch(server, page["path"])
    assert kind == "text/html; charset=gbk"
    assert page["title"] in body.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_server_fills_in_its_own_address(server: DemoServer) -> None:
    assert f"Sitemap: {server.base_url}sitemap.xml" in fetch(server, "robots.txt")[1].decode()
    kind, body = fetch(server, "sitemap.xml")
    assert kind.startswith("application/xml")
    listed = [loc.get_text() for loc in BeautifulSoup(body, "xml").select("loc")]
    assert 1 < len(listed) < len(PAGES)
    for address in listed:
        assert address.startswith(server.base_url)
        fetch(server, address)


def test_server_runs_again_after_a_stop() -> None:
    server = DemoServer()
    for _ in range(2):
        with server:
            assert fetch(server, "")[0] == "text/html; charset=utf-8"
    with pytest.raises(RuntimeError):
        _ = server.base_url


@pytest.mark.parametrize("file", MANIFEST_DATA["file"], ids=lambda file: Path(file["path"]).name)
def test_documents(file: dict[str, Any]) -> None:
    reader = PdfReader(SITE_DIR / file["path"], strict=True)
    root: Any = reader.trailer["/Root"]
    text = "".join(page.extract_text() for page in reader.pages)
    assert bool(text.strip()) is file["has_text"]
    assert ("/StructTreeRoot" in root) is file["tagged"]
    if file["tagged"]:
        assert root["/Lang"] == "zh-CN"
        assert root["/MarkInfo"]["/Marked"]
        assert reader.metadata is not None
        assert reader.metadata.title


def test_journeys_start_on_pages_of_the_site() -> None:
    paths = {page["path"] for page in PAGES}
    for journey in MANIFEST_DATA["journey"]:
        assert journey["start"] in paths
        assert journey["possible"] in ("yes", "mouse-only", "no")
        assert (journey["possible"] == "yes") is ("blocked_by" not in journey)

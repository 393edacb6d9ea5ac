"""Sitemaps as sites serve them: encodings, addresses written raw or relative, feeds; a wrong address is never made."""

from __future__ import annotations

import asyncio

import pytest

from auditor.crawl.fetch import Fetched
from auditor.crawl.sitemap import collect, read_sitemap

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
URLS = ["https://x.example/列表?a=1&b=2", "https://x.example/b"]
INNER = "".join(f"<url><loc>{url}</loc></url>" for url in URLS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("before", ["", "\n\n ", "<!-- " + "x" * 9000 + " -->", '<?xml-stylesheet href="a.xsl"?>'])
def test_encodings_and_what_comes_first(encoding: str, before: str) -> None:
    declared = "gbk" if encoding == "gb18030" else encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>{before}<urlset {NAMESPACE}>{INNER}</urlset>'
    assert read_sitemap(text.encode(encoding)).urls == URLS


@pytest.mark.parametrize("declared", ["utf-16", "UTF-32", "x-none", "rot13", "base64"])
def test_a_declaration_that_is_not_true(declared: str) -> None:
    text = f'\n<?xml version="1.0" encoding="{declared}"?><urlset>{INNER}</urlset>'
    assert read_sitemap(text.encode()).urls == URLS


def test_references_stay_and_raw_ampersands_are_taken_as_written() -> None:
    pad = "<!--" + "y" * 65_000 + "-->"  # so that one stands across two pieces
    for shift in range(540):
        if shift > 12 and shift % 37:
            continue
        body = f"<urlset>{pad}{' ' * shift}<url><loc>https://x.example/?a=1&amp;b=2&c=3&#38;d=&lt;</loc></url></urlset>"
        assert read_sitemap(body.encode()).urls == ["https://x.example/?a=1&b=2&c=3&d=<"]


def test_feeds() -> None:
    rss = "<rss><channel><link>https://x.example/</link>" + "".join(
        f"<item><title>t</title><link>https://x.example/{n}</link></item>" for n in range(3)
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://x.example/"/><entry>'
        '<link rel="edit" href="https://x.example/edit"/><link href="https://x.example/e"/></entry></feed>'
    )
    assert read_sitemap((rss + "</channel></rss>").encode()).urls == [f"https://x.example/{n}" for n in range(3)]
    assert read_sitemap(atom.encode()).urls == ["https://x.example/e"]


def test_a_page_is_no_sitemap() -> None:
    page = "<!doctype html><title>404</title><link href=/a><p>item <a href='https://x.example/'>x</a><loc>/y</loc>"
    assert read_sitemap(page.encode()).urls == []


def test_relative_addresses() -> None:
    below = "<urlset><url><loc>/a</loc></url><url><loc>b?c=1</loc></url><url><loc>//y.example/d</loc></url></urlset>"
    answers = {
        "https://x.example/m/sitemap.xml": "<sitemapindex><sitemap><loc>one.xml</loc></sitemap></sitemapindex>",
        "https://x.example/m/one.xml": below.replace("</urlset>", "<url><loc>www.z.example/e</loc></url></urlset>"),
    }

    async def get(url: str) -> Fetched:
        return Fetched(url, 200, {}, answers[url].encode())

    found = asyncio.run(collect(get, ["https://x.example/m/sitemap.xml"]))
    assert found == ["https://x.example/a", "https://x.example/m/b?c=1", "https://y.example/d"]

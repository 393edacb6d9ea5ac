"""Sitemaps that unpack to much more than they are: little is read of them, and that counts."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from auditor.crawl.sitemap import ELEMENTS, MAX_UNPACKED, read_sitemap

HEAD = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
ENTRY = b"<url><loc>https://a.example/1</loc></url>"
LIMIT = 500
MUCH = 3 * MAX_UNPACKED


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        (ENTRY, LIMIT),
        (b"<x/>", 0),
        (b"<url>" + b"<x/>" * 2 * ELEMENTS * LIMIT, 0),
        (b"<!-- a comment -->", 0),
        (b"<?a b?>", 0),
        (b"<url><loc>" + b"x" * MUCH, 0),
        (b"<url a='" + b"x" * MUCH, 0),
        (b"<a>", 0),
        (b" ", 0),
    ],
    ids=["addresses", "elements", "elements-below", "comments", "instructions", "text", "attribute", "depth", "spaces"],
)
def test_what_unpacks_without_end(unit: bytes, found: int) -> None:
    body = gzip.compress(HEAD + ENTRY + unit * max(1, MUCH // len(unit)), 1)
    tracemalloc.start()
    try:
        read = read_sitemap(body, LIMIT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(read.urls) == max(1, found)
    assert peak < MAX_UNPACKED / 2


def test_lines_and_what_is_cut_short() -> None:
    assert (
        read_sitemap(gzip.compress(b"https://a.example/1\n" * 1_000_000), LIMIT).urls == ["https://a.example/1"] * LIMIT
    )
    assert read_sitemap(b"https://a.example/1\nhttps://a.example/2").urls == [
        "https://a.example/1",
        "https://a.example/2",
    ]
    whole = gzip.compress(HEAD + b"".join(b"<url><loc>https://a.example/%d</loc></url>" % n for n in range(2000)), 1)
    assert 0 < len(read_sitemap(whole[: len(whole) // 2]).urls) < 2000

"""Which pages are taken depends on the pages alone."""

from __future__ import annotations

import itertools

from auditor.crawl.frontier import Frontier
from auditor.crawl.scope import Scope

LINKS = {
    "http://x/": ["/a", "/b", "http://y/", "/f.pdf", "/a#top"],
    "http://x/a": ["/c", "/d"],
    "http://x/b": ["/d", "/e"],
}


def crawl(order: int, max_pages: int = 20, max_depth: int = 5) -> tuple[list[str], Frontier]:
    frontier = Frontier(Scope(["http://x/"]), ["http://x/"], max_pages, max_depth)
    taken: list[str] = []
    level = frontier.level()
    while level:
        taken += [planned.url for planned in level]
        finished = list(itertools.permutations(level))[order % max(1, len(list(itertools.permutations(level))))]
        for planned in finished:
            frontier.redirected(planned.position, planned.url)
            frontier.offer(planned.position, LINKS.get(planned.url, []))
        level = frontier.advance()
    return taken, frontier


def test_order_of_finishing_does_not_matter() -> None:
    assert {tuple(crawl(order)[0]) for order in range(6)} == {
        ("http://x/", "http://x/a", "http://x/b", "http://x/c", "http://x/d", "http://x/e")
    }


def test_limits_are_counted() -> None:
    taken, frontier = crawl(0, max_pages=4)
    assert len(taken) == 4
    assert frontier.left_out["over-max-pages"] == 2
    taken, frontier = crawl(0, max_depth=1)
    assert taken == ["http://x/", "http://x/a", "http://x/b"]
    assert frontier.left_out["over-max-depth"] == 3


def test_out_of_scope_is_counted_and_documents_listed() -> None:
    _, frontier = crawl(0)
    assert frontier.out_of_scope == {"y": 1}
    assert frontier.documents["http://x/f.pdf"]["kind"] == "pdf"


def test_structured_sample_takes_every_shape() -> None:
    frontier = Frontier(Scope(["http://x/"]), ["http://x/"], 6, 3, sampling="structured", seed=1)
    frontier.offer(0, [f"/news/{n}.html" for n in range(100)] + ["/apply", "/contact", "/elder/1.html"])
    level = frontier.advance()
    assert {"http://x/apply", "http://x/contact", "http://x/elder/1.html"} <= {p.url for p in level}
    assert [p.source for p in level].count("random-sample") == 1


def test_sitemap_comes_after_links() -> None:
    frontier = Frontier(Scope(["http://x/"]), ["http://x/"], 10, 3)
    frontier.offer_sitemap(["http://x/s", "http://x/a", "http://evil/"])
    frontier.offer(0, ["/a"])
    assert [(p.url, p.source) for p in frontier.advance()] == [("http://x/a", "link"), ("http://x/s", "sitemap")]

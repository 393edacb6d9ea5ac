"""Sitemaps: urlset, index, gzip, plain lists; what can be read of a broken one is kept."""

from __future__ import annotations

import asyncio
import re
import time
import zlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import urlsplit

from lxml import etree

from auditor.crawl.fetch import Fetched

MAX_UNPACKED = 20_000_000  # bytes; ours, for some hundred thousand addresses
MAX_URLS = 50_000  # of one file, the protocol's own limit
ELEMENTS = 25  # of one file, for each address that is wanted
MAX_ADDRESS = 8_000  # characters of an address that can be asked for
MAX_SECONDS = 90.0  # of fetching a site's
PIECE, HEAD = 65_536, 4096  # bytes


@dataclass
class SitemapContent:
    """Pages, and further sitemaps."""

    urls: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)


def roots(starts: Sequence[str]) -> list[str]:
    """Where a site that names no sitemap has one: beside its first address, and at the host's root."""
    parts = urlsplit(starts[0])
    below = parts.path.rsplit("/", 1)[0] if "." in parts.path.rsplit("/", 1)[-1] else parts.path.rstrip("/")
    places = dict.fromkeys((below, ""))
    return [f"{parts.scheme}://{parts.netloc}{place}/sitemap.xml" for place in places]


def _pieces(body: bytes) -> Iterator[bytes]:
    """A file's content, unpacked little by little, up to MAX_UNPACKED."""
    if body[:2] != b"\x1f\x8b":
        yield from (body[at : at + PIECE] for at in range(0, min(len(body), MAX_UNPACKED), PIECE))
        return
    unpacker, rest, total = zlib.decompressobj(wbits=31), body, 0
    try:
        while total < MAX_UNPACKED and (piece := unpacker.decompress(rest, PIECE)):
            yield piece
            total, rest = total + len(piece), unpacker.unconsumed_tail
    except zlib.error:
        return  # what came before the fault counts


def read_sitemap(body: bytes, limit: int = MAX_URLS) -> SitemapContent:
    """The addresses of one file, at most `limit`; no more of it is unpacked and read than that takes."""
    pieces = _pieces(body)
    head = next(pieces, b"")
    while len(head) < HEAD and (more := next(pieces, b"")):
        head += more
    if re.search(rb"<\s*(\w+:)?(urlset|sitemapindex)\b", head[:HEAD]):
        return _read_xml(chain((head,), pieces), limit)
    return SitemapContent() if b"<" in head[:200] else SitemapContent(_lines(chain((head,), pieces), limit))


def _lines(pieces: Iterable[bytes], limit: int) -> list[str]:
    found: list[str] = []
    rest = b""
    for piece in pieces:
        *words, rest = (rest + piece).split(b"\n")
        if len(rest) > MAX_ADDRESS:
            rest = b""
        found += (word for line in words for word in _addresses(line))
        if len(found) >= limit:
            break
    return [*found, *_addresses(rest)][:limit]


def _addresses(line: bytes) -> list[str]:
    words = line.decode("utf-8", "replace").split() if len(line) <= MAX_ADDRESS else []
    return [word for word in words if re.match(r"https?://", word)]


def _read_xml(pieces: Iterable[bytes], limit: int) -> SitemapContent:
    found, elements = SitemapContent(), 0
    parser = etree.XMLPullParser(
        events=("end",),
        resolve_entities=False,
        no_network=True,
        recover=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for piece in pieces:
            parser.feed(piece)
            for _, element in parser.read_events():
                elements += 1
                _take(element, found)
                if len(found.urls) >= limit or len(found.children) >= MAX_URLS or elements >= ELEMENTS * limit:
                    return found
    except etree.XMLSyntaxError:
        pass  # what was read before the fault counts
    return found


def _take(element: etree._Element, found: SitemapContent) -> None:
    """Note the address that an element holds, and let go of the elements that are done with."""
    name, holder = _name(element), element.getparent()
    if name == "loc" and element.text and len(element.text) <= MAX_ADDRESS:
        kind = _name(holder) if holder is not None else ""
        if kind in ("url", "sitemap"):
            (found.children if kind == "sitemap" else found.urls).append(element.text.strip())
    if holder is not None and holder.getparent() is None:  # a part of the root
        element.clear()
        while element.getprevious() is not None:
            del holder[0]


def _name(element: etree._Element) -> str:
    """An element's name without its namespace, declared or not."""
    tag = element.tag
    return re.split("[}:]", tag)[-1] if isinstance(tag, str) else ""


async def collect(
    get: Callable[[str], Awaitable[Fetched]],
    roots: Sequence[str],
    limit: int = 5000,
    max_files: int = 50,
    depth: int = 3,
) -> list[str]:
    """All pages of some sitemaps, in order, each once."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    level = list(roots)
    end = time.monotonic() + MAX_SECONDS
    for _ in range(depth):
        below: list[str] = []
        for url in level:
            if url in seen or len(seen) >= max_files or len(found) >= limit or time.monotonic() > end:
                continue
            seen.add(url)
            answer = await get(url)
            if answer.status == 200:
                content = await asyncio.to_thread(read_sitemap, answer.body, limit)
                found.update(dict.fromkeys(content.urls))
                below += content.children
        level = below
    return list(found)[:limit]

"""Sitemaps: urlset, index, gzip, plain lists; what can be read of a broken one is kept."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree

from auditor.crawl.fetch import Fetched

MAX_UNPACKED = 50_000_000
MAX_URLS = 50_000


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


def _unpacked(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body[:MAX_UNPACKED]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_UNPACKED)
    except zlib.error:
        return b""


def read_sitemap(body: bytes) -> SitemapContent:
    """The addresses of one file."""
    found, text = SitemapContent(), _unpacked(body)
    if not re.search(rb"<\s*(\w+:)?(urlset|sitemapindex)\b", text[:4096]):
        lines = text.decode("utf-8", "replace").split() if b"<" not in text[:200] else []
        found.urls = [line for line in lines if re.match(r"https?://", line)][:MAX_URLS]
        return found
    try:
        for _, element in etree.iterparse(
            io.BytesIO(text), events=("end",), resolve_entities=False, no_network=True, recover=True, huge_tree=False
        ):
            name = _name(element)
            if name == "loc" and element.text:
                holder = element.getparent()
                kind = _name(holder) if holder is not None else ""
                if kind in ("url", "sitemap"):
                    (found.children if kind == "sitemap" else found.urls).append(element.text.strip())
            elif name in ("url", "sitemap"):
                element.clear()
            if len(found.urls) >= MAX_URLS:
                break
    except etree.XMLSyntaxError:
        pass  # what was read before the fault counts
    return found


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
    for _ in range(depth):
        below: list[str] = []
        for url in level:
            if url in seen or len(seen) >= max_files or len(found) >= limit:
                continue
            seen.add(url)
            answer = await get(url)
            if answer.status == 200:
                content = read_sitemap(answer.body)
                found.update(dict.fromkeys(content.urls))
                below += content.children
        level = below
    return list(found)[:limit]

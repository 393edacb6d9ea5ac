"""Sitemaps: urlset, index, feeds, gzip, plain lists; what can be read of a broken one is kept."""

from __future__ import annotations

import asyncio
import codecs
import re
import time
import zlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import urljoin, urlsplit

from lxml import etree

from auditor.crawl.fetch import Fetched
from auditor.text_files import UTF_16

MAX_UNPACKED = 20_000_000  # bytes; ours, for some hundred thousand addresses
MAX_URLS = 50_000  # of one file, the protocol's own limit
ELEMENTS = 25  # of one file, for each address that is wanted
MAX_ADDRESS = 8_000  # characters of an address that can be asked for
MAX_SECONDS = 90.0  # of fetching a site's
PIECE, HEAD = 65_536, 4096  # bytes
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,400}>")
_LISTS = ("urlset", "sitemapindex", "channel", "feed", "RDF")  # elements whose children are done with one by one
_RAW_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|\w{1,12};)")


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
    pieces = _texts(_pieces(body))
    head = next(filter(None, map(str.lstrip, pieces)), "")
    if head.startswith("<"):
        return _read_xml(chain((head,), pieces), limit)
    return SitemapContent(_lines(chain((head,), pieces), limit))


def _texts(pieces: Iterator[bytes]) -> Iterator[str]:
    """Text by what the bytes are: a byte order mark, zeros between letters, what an XML declaration says, else UTF-8.

    A declaration is left out: what follows it is what it turned out to be."""
    head = next(pieces, b"")
    while len(head) < HEAD and (more := next(pieces, b"")):
        head += more
    decoder = codecs.getincrementaldecoder(_encoding(head))("replace")
    first = _DECLARATION.sub("", decoder.decode(head).lstrip("\ufeff"), count=1)
    yield first
    for piece in pieces:
        yield decoder.decode(piece)


def _encoding(head: bytes) -> str:
    if head[:2] in UTF_16:
        return "utf-16"
    if head[1:2] == b"\0" or head[:1] == b"\0":
        return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    if declared := _DECLARED.match(head):
        try:
            if b"<?".decode(name := declared[1].decode(), "replace") == "<?":
                return name
        except LookupError:  # no encoding of text
            pass
    return "utf-8"


def _lines(pieces: Iterable[str], limit: int) -> list[str]:
    found: list[str] = []
    rest = ""
    for piece in pieces:
        *words, rest = (rest + piece).split("\n")
        if len(rest) > MAX_ADDRESS:
            rest = ""
        found += (word for line in words for word in _addresses(line))
        if len(found) >= limit:
            break
    return [*found, *_addresses(rest)][:limit]


def _addresses(line: str) -> list[str]:
    words = line.split() if len(line) <= MAX_ADDRESS else []
    return [word for word in words if re.match(r"https?://", word)]


def _whole_entities(pieces: Iterable[str]) -> Iterator[str]:
    """Ampersands that begin no reference, as in addresses written raw, as references."""
    rest = ""
    for piece in pieces:
        text = rest + piece
        cut = text.rfind("&", max(0, len(text) - 14))  # it may go on in the next piece
        text, rest = (text[:cut], text[cut:]) if cut >= 0 else (text, "")
        yield _RAW_AMPERSAND.sub("&amp;", text)
    yield _RAW_AMPERSAND.sub("&amp;", rest)


def _read_xml(pieces: Iterable[str], limit: int) -> SitemapContent:
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
        parser.feed(b'<?xml version="1.0" encoding="utf-8"?>')
        for piece in _whole_entities(pieces):
            parser.feed(piece.encode("utf-8", "replace"))
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
    kind = _name(holder) if holder is not None else ""
    if name == "loc" and kind in ("url", "sitemap"):
        _keep(element.text, found.children if kind == "sitemap" else found.urls)
    elif name == "link" and kind == "item":  # RSS
        _keep(element.text, found.urls)
    elif name == "link" and kind == "entry" and element.get("rel", "alternate") == "alternate":  # Atom
        _keep(element.get("href"), found.urls)
    if holder is not None and (kind in _LISTS or holder.getparent() is None):
        element.clear()
        while element.getprevious() is not None:
            del holder[0]


def _keep(address: str | None, found: list[str]) -> None:
    if address and len(address) <= MAX_ADDRESS and (address := address.strip()):
        found.append(address)


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
                found.update(dict.fromkeys(_absolute(answer.url, content.urls)))
                below += _absolute(answer.url, content.children)
        level = below
    return list(found)[:limit]


def _absolute(base: str, addresses: Iterable[str]) -> Iterator[str]:
    """Addresses from the file's own; a host without a scheme is not what a relative address says: left out."""
    for address in addresses:
        if address.lower().startswith("www."):
            continue
        try:
            yield urljoin(base, address)
        except ValueError:
            continue

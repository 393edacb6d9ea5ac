"""What sites say beside their pages: robots.txt, sitemaps, headers, charsets, linked PDF files."""

from __future__ import annotations

import gzip
import math
import signal
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from hypothesis import strategies as st

from auditor.capture.validity import Facts, classify, network_error
from auditor.crawl.politeness import HostGate
from auditor.crawl.robots import Robots
from auditor.crawl.sitemap import read_sitemap, roots
from auditor.demo import make_pdfs
from auditor.documents import pdf
from auditor.masking import Mask
from auditor.messages import sentence
from tests.fuzz import drawn
from tests.fuzz.fuzzing import fuzz

_line = st.builds(
    "{}{}{}".format,
    st.sampled_from(["User-agent: ", "Disallow: ", "Allow: ", "Crawl-delay: ", "Sitemap: ", "Request-rate: ", "Visit-time: ", "Host: ", "#", "", "user-AGENT:", "Disallow"]),
    st.sampled_from(["*", "/", "/a*b$", "/" + "*a" * 40, "1", "1e999", "-5", "nan", "1/0", "0600-9900", "http://a/"]) | drawn.text,
    st.sampled_from(["", " ", "#x"]),
)  # fmt: skip
_robots = st.builds(
    lambda lines, end: end.join(lines).encode("utf-8", "replace"),
    st.lists(_line, max_size=14),
    st.sampled_from(["\n", "\r", "\r\n"]),
)


@fuzz(st.sampled_from([None, 200, 204, 301, 404, 500, 999]), _robots | drawn.raw, drawn.address)
def test_robots(status: int | None, body: bytes, url: str) -> None:
    """robots.txt: who may come, and a delay that one can wait."""
    found = Robots.from_response(status, body, "auditor")
    assert isinstance(found.allowed(url), bool)
    assert 0 <= found.crawl_delay < math.inf
    assert all(isinstance(one, str) for one in found.sitemaps)


_loc = st.builds(
    "<{0}><loc>{1}</loc><lastmod>{2}</lastmod></{0}>".format,
    st.sampled_from(["url", "sitemap", "x:url", "a"]),
    drawn.address,
    drawn.text,
)
_xml = st.builds(
    lambda head, name, inner, tail: (head + f"<{name}>" + "".join(inner) + tail).encode("utf-8", "replace"),
    st.sampled_from(["", '<?xml version="1.0" encoding="utf-16"?>', '<?xml version="1.0" encoding="x"?>', "\ufeff", '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]>']),
    st.sampled_from(["urlset", "sitemapindex", "x:urlset", "urlset xmlns='a'", "rss"]),
    st.lists(_loc | drawn.text | st.sampled_from(["&d;", "&x;", "<!--", "<![CDATA[a]]>", "<url>" * 400]), max_size=10),
    st.sampled_from(["</urlset>", "</sitemapindex>", "", "<", "</x>"]),
)  # fmt: skip


@fuzz(
    _xml
    | drawn.raw
    | (_xml | drawn.raw).map(gzip.compress)
    | drawn.damaged([gzip.compress(b"<urlset><url><loc>http://a/</loc></url></urlset>" * 9)])
)
def test_sitemaps(body: bytes) -> None:
    """Sitemaps of any kind, packed or not."""
    found = read_sitemap(body)
    assert all(isinstance(one, str) for one in [*found.urls, *found.children])


@fuzz(
    st.sampled_from([200, 429, 503, None]),
    st.none()
    | st.sampled_from(
        [
            "Wed, 21 Oct 99999 07:28:00 GMT",
            "Wed, 99 Oct 2015",
            "0",
            "-1",
            "1e5",
            "²",
            "9" * 5000,
            "Wed, 21 Oct 2015 07:28:00 +9999",
            "Mon, 01 Jan 0001 00:00:00 -2359",
        ]
    ),
    st.integers(1, 4),
)
def test_retry_after(status: int | None, header: str | None, attempt: int) -> None:
    """A wait that somebody can wait, or none."""
    wait = HostGate().retry_after("http://a/", status, header, attempt)
    assert wait is None or 0 <= wait <= 60


_opened = st.sampled_from(
    [
        "http://a.example/",
        "http://a.example/login?x",
        "https://www.a.example:8443/sso",
        "about:blank",
        "data:text/html,x",
        "http://[::1]/",
    ]
)


@fuzz(st.builds(
    Facts, asked=_opened | drawn.address, final=_opened | drawn.address, http_status=st.none() | st.integers(0, 1000), content_type=drawn.text | st.sampled_from(["text/html", "image/svg+xml"]),
    title=drawn.text, text=drawn.text | drawn.text.map(lambda value: value * 400), elements=st.integers(0, 9), images=st.integers(0, 2), password_fields=st.integers(0, 2),
    links=st.integers(0, 12), scripts=st.integers(0, 2), with_login=st.booleans(), headers=st.lists(st.tuples(drawn.text, drawn.text), max_size=3).map(tuple),
), drawn.text)  # fmt: skip
def test_gate(facts: Facts, message: str) -> None:
    """Whether a page counts; the reason can be said."""
    said = classify(facts)
    for _, why in filter(None, [said, network_error(message or "x")]):
        assert sentence(why, "zh")
        assert sentence(why, "en")


_numbers = st.sampled_from(
    [
        "110101199003070011",
        "6222021234567890123",
        "13912345678",
        "+86 139-1234-5678",
        "a.b@qq.com",
        "@",
        "%40",
        "a@",
        "." * 60,
        "a." * 60,
        "1" * 60,
        "86 " * 40,
    ]
)


@fuzz(
    st.lists(_numbers | drawn.text, max_size=8).map("".join)
    | st.integers(1, 4000).map(lambda n: "a-" * n + "@")
    | st.integers(1, 4000).map(lambda n: "1391234" * n),
    st.lists(drawn.text, max_size=3),
)
def test_masking(value: str, secrets: list[str]) -> None:
    """A text is masked once: again changes nothing."""
    mask = Mask(secrets)
    once = mask.text(value)
    assert mask.text(once) == once
    assert mask.data({"a": [value, {value: 1}], "b": None})


class _TooLong(BaseException):
    """Reading took longer than the process apart would be given."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooLong


_FILES = [file.read_bytes() for file in sorted(Path(make_pdfs.__file__).parent.rglob("*.pdf"))]
_OBJECTS = st.lists(
    st.sampled_from(
        [
            b"1 0 obj",
            b"2 0 obj",
            b"endobj",
            b"<<",
            b">>",
            b"/Type/Pages",
            b"/Kids[1 0 R 2 0 R]",
            b"/Count 99999999",
            b"/Root 1 0 R",
            b"trailer",
            b"stream\n",
            b"endstream",
            b"/Length -1",
            b"/Filter/FlateDecode",
            b"xref\n0 9\n",
            b"startxref\n9\n",
            b"%%EOF",
            b"/Encrypt 1 0 R",
            b"/Contents 2 0 R",
            b"[",
            b"]",
            b"(",
            b")",
        ]
    )
    | drawn.raw,
    max_size=40,
).map(lambda parts: b"%PDF-1.7\n" + b" ".join(parts))


@fuzz(drawn.damaged(_FILES) | _OBJECTS)
def test_pdf(data: bytes) -> None:
    """A linked PDF: facts or an error that can be said. One that takes long is ended by the process that reads it."""
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, 3)
    found: dict[str, Any] = {}
    try:
        with suppress(_TooLong):
            found = pdf.read(data)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert all(isinstance(key, str) for key in found)


@fuzz(st.lists(drawn.address, min_size=1, max_size=3))
def test_roots(starts: list[str]) -> None:
    """Where sitemaps are looked for, of addresses that were taken for targets."""
    from auditor.crawl.targets import address

    if usable := [one for one in starts if address(one)]:
        assert roots(usable)

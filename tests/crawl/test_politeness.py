"""robots.txt, sitemaps, waiting, and addresses that are refused."""

from __future__ import annotations

import asyncio
import gzip

import pytest

from auditor.crawl.fetch import Fetched
from auditor.crawl.guard import AddressPolicy, PrivateAddress
from auditor.crawl.politeness import HostGate
from auditor.crawl.robots import Robots
from auditor.crawl.sitemap import collect, read_sitemap, roots

AGENT = "DigitalInclusionAuditor"


def test_robots() -> None:
    text = "User-agent: *\nDisallow: /inner\nCrawl-delay: 2\nSitemap: http://x/s.xml\n"
    robots = Robots.from_response(200, text.encode(), AGENT)
    assert robots.allowed("http://x/open")
    assert not robots.allowed("http://x/inner/a")
    assert robots.crawl_delay == 2
    assert robots.sitemaps == ["http://x/s.xml"]


@pytest.mark.parametrize(("status", "open_"), [(404, True), (403, True), (503, False), (None, True)])
def test_robots_missing(status: int | None, open_: bool) -> None:
    assert Robots.from_response(status, b"", AGENT).allowed("http://x/") is open_


def test_crawl_delay_has_an_end() -> None:
    assert Robots.from_response(200, b"User-agent: *\nCrawl-delay: 86400\n", AGENT).crawl_delay <= 30


URLSET = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</urlset>'


def test_sitemap_index_and_gzip() -> None:
    files = {
        "http://x/sitemap.xml": b"<sitemapindex><sitemap><loc>http://x/a.xml.gz</loc></sitemap></sitemapindex>",
        "http://x/a.xml.gz": gzip.compress(
            URLSET % b"<url><loc> http://x/1 </loc></url><url><loc>http://x/2</loc></url>"
        ),
    }

    async def get(url: str) -> Fetched:
        return Fetched(url, 200 if url in files else 404, {}, files.get(url, b""))

    assert asyncio.run(collect(get, ["http://x/sitemap.xml", "http://x/none.xml"])) == ["http://x/1", "http://x/2"]


def test_broken_sitemap_keeps_what_was_read() -> None:
    body = URLSET.replace(b"</urlset>", b"") % b"<url><loc>http://x/1</loc></url><url><loc>http://x/2"
    assert read_sitemap(body).urls[0] == "http://x/1"


def test_external_entities_are_not_read() -> None:
    body = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>&e;</loc></url></urlset>'
    assert not [url for url in read_sitemap(body).urls if "root" in url]


def test_sitemaps_in_a_circle_end() -> None:
    async def get(url: str) -> Fetched:
        return Fetched(url, 200, {}, b"<sitemapindex><sitemap><loc>http://x/s.xml</loc></sitemap></sitemapindex>")

    assert asyncio.run(collect(get, ["http://x/s.xml"])) == []


def test_retry_after() -> None:
    gate = HostGate()
    assert gate.retry_after("http://x/", 503, "7", 1) == 7
    assert gate.retry_after("http://x/", 429, None, 2) == 4
    assert gate.retry_after("http://x/", 429, "3600", 1) is None
    assert gate.retry_after("http://x/", 500, "1", 1) is None
    assert gate.retry_after("http://x/", 429, "Wed, 21 Oct 2015 07:28:00 GMT", 1) == 0


@pytest.mark.parametrize(
    "header",
    ["Wed, 21 Oct " + "2015" * 5 + " 07:28:00 GMT", "Wed, 21 Oct 9999 23:59:59 -2400", "²", "soon", "-5", "1e9", "9" * 400,
     "Wed, 99 Oct 2015 07:28:00 GMT", "\ud83d", "21 Oct 0000 00:00:00 +9999", ""],
)  # fmt: skip
def test_any_retry_after_is_survived(header: str) -> None:
    """What is no number of seconds and no date says nothing, and what is too long isn't waited for."""
    assert HostGate().retry_after("http://x/", 503, header, 1) in (None, 2.0)


def test_crawl_delay_is_kept() -> None:
    now, slept = [0.0], []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    async def work() -> None:
        gate = HostGate(clock=lambda: now[0], sleep=sleep)
        gate.set_delay("http://x/", 5)
        for _ in range(3):
            async with gate.turn("http://x/a"):
                pass

    asyncio.run(work())
    assert slept == [5, 5]


def test_few_pages_of_a_host_at_once() -> None:
    async def work() -> int:
        gate, running, most = HostGate(), 0, 0

        async def one(number: int) -> None:
            nonlocal running, most
            async with gate.turn(f"http://x/{number}"):
                running += 1
                most = max(most, running)
                await asyncio.sleep(0.001)
                running -= 1

        await asyncio.gather(*(one(n) for n in range(20)))
        return most

    assert asyncio.run(work()) == 2


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.100.100.200", "0.0.0.0", "::1",
     "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_refused(ip: str) -> None:
    assert AddressPolicy().refusal(ip)
    assert AddressPolicy(allow_private=True).refusal(ip) is None


@pytest.mark.parametrize("ip", ["8.8.8.8", "223.5.5.5", "2400:3200::1"])
def test_admitted(ip: str) -> None:
    assert AddressPolicy().refusal(ip) is None


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "[::1]"])
def test_other_spellings_of_loopback(host: str) -> None:
    with pytest.raises(PrivateAddress):
        asyncio.run(AddressPolicy().resolve(host, 80))


def test_sitemap_of_a_site_below_a_path() -> None:
    assert roots(["http://x/news/index.html"]) == ["http://x/news/sitemap.xml", "http://x/sitemap.xml"]
    assert roots(["http://x/news/"]) == ["http://x/news/sitemap.xml", "http://x/sitemap.xml"]
    assert roots(["http://x/"]) == roots(["http://x"]) == ["http://x/sitemap.xml"]

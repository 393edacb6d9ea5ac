"""Which addresses are refused, in all their spellings, and what the guard remembers."""

from __future__ import annotations

import asyncio
import ipaddress
import time

import pytest

from auditor.crawl.guard import AddressPolicy, DnsError, PrivateAddress, Refusals, special
from auditor.crawl.hosts import canonical_host

REFUSED = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.8", "192.0.0.9", "192.0.0.170", "192.0.0.192", "192.0.2.1",
    "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.1.1", "192.175.48.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "100.100.100.200", "169.254.170.2", "100.96.0.96",
    "::", "::1", "::7f00:1", "::808:808", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1",
    "feff::1", "ff02::1", "ff0e::1", "100::1", "100:0:0:1::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2620:4f:8000::1", "3fff::1", "5f00::1", "4000::1", "0200::1",
    "64:ff9b:1::1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "::ffff:127.0.0.1", "::ffff:a83f:8110",
    "::ffff:0:10.0.0.1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:101::1", "2400:cb00::5efe:10.0.0.1",
    "2400:cb00::200:5efe:c0a8:101",
)  # fmt: skip
ADMITTED = (
    "8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "128.0.0.1", "169.253.255.255",
    "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.1", "192.88.98.1", "192.169.0.0", "198.17.255.255",
    "198.20.0.0", "223.255.255.255", "168.63.129.15", "168.63.129.17", "202.96.209.5", "2400:3200::1", "2606:4700::1111",
    "2001:4860:4860::8888", "2001:200::1", "240e::1", "2408::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
)  # fmt: skip


@pytest.mark.parametrize("ip", REFUSED)
def test_refused(ip: str) -> None:
    assert special(ip)
    assert AddressPolicy().refusal(ip)
    assert AddressPolicy(allow_private=True).refusal(ip) is None


@pytest.mark.parametrize("ip", ADMITTED)
def test_admitted(ip: str) -> None:
    assert special(ip) is None


def test_nothing_is_refused_that_the_language_calls_global_but_for_known_blocks() -> None:
    """A table mistyped would close parts of the net: every /12 of IPv4 and /16 of IPv6 is compared with Python's."""
    for first in range(0, 2**32, 2**20):
        address = ipaddress.IPv4Address(first + 12345)
        if address.is_global and not address.is_multicast:
            assert special(str(address)) is None, address
    for block in range(0x2003, 0x3FFF):
        address6 = ipaddress.IPv6Address(f"{block:x}:1234::1")
        assert (special(str(address6)) is None) == address6.is_global, address6


LOOPBACK = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0X7F.0.0.1", "017700000001", "0177.1",
    "0177.0.0.01", "127.0.0.1.", "127.0x0.0.1", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "%31%32%37.0.0.1",
    "00000177.1", "0x0000007f.0x1",
)  # fmt: skip
NAMES = (
    "localhost",
    "LOCALHOST",
    "localhost.",
    "any.localhost",
    "a.b.localhost.",
    "ｌｏｃａｌｈｏｓｔ",
    "localhost.localdomain",
)
SIX = ("[::1]", "::1", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1%25eth0]", "[fe80::1%1]")


@pytest.mark.parametrize("host", LOOPBACK)
def test_spellings_of_loopback(host: str) -> None:
    assert canonical_host(host) == "127.0.0.1"


@pytest.mark.parametrize("host", [*LOOPBACK, *NAMES, *SIX])
def test_spellings_are_refused(host: str) -> None:
    with pytest.raises(PrivateAddress):
        asyncio.run(AddressPolicy().resolve(host, 80))


@pytest.mark.parametrize("host", ["", "256.1.1.1", "1.2.3.4.5", "0x100000000", "a b", "a%00b", "09.1", "1.2.3.99999"])
def test_no_host(host: str) -> None:
    with pytest.raises(DnsError):
        asyncio.run(AddressPolicy().resolve(host, 80))


def test_names_stay_names() -> None:
    assert canonical_host("WWW.X.gov.cn.") == "www.x.gov.cn"
    assert canonical_host("政务.中国") == "xn--zfr164b.xn--fiqs8s"
    assert canonical_host("8.8.8.0x") == "8.8.8.0"  # a hexadecimal number without digits is nought
    assert canonical_host("my_host.x.cn") == "my_host.x.cn"


def test_refusals_are_asked_by_host_port_and_time() -> None:
    held = Refusals()
    before = time.monotonic()
    held.add("10.0.0.1", 443, "private-address")
    held.add("::ffff:7f00:1", 80, "private-address")
    assert held.reason("https://10.0.0.1/a?b", before) == "private-address"
    assert held.reason("https://0xa.1/", before) == "private-address"
    assert held.reason("http://[::ffff:127.0.0.1]/", before) == "private-address"
    assert held.reason("http://10.0.0.1/", before) is None
    assert held.reason("https://10.0.0.1:8443/", before) is None
    assert held.reason("https://10.0.0.1/", time.monotonic() + 1) is None
    for number in range(25_000):
        held.add(f"h{number}.x", 80, "dns-error")
    assert len(held.hosts()) == 20_000


async def test_names_of_this_machine_need_no_resolver() -> None:
    assert set(await AddressPolicy(allow_private=True).resolve("app.localhost", 80)) <= {"127.0.0.1", "::1"}
    with pytest.raises(PrivateAddress):
        await AddressPolicy().resolve("app.localhost", 80)

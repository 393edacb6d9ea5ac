"""Hosts: owners, local names, strangers."""

from __future__ import annotations

import pytest

from auditor.rulekit.site import is_local, is_run_abroad, registrable, same_owner, third_party_hosts


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("www.qinghe.gov.cn", "qinghe.gov.cn"),
        ("a.b.qinghe.gov.cn", "qinghe.gov.cn"),
        ("tongji.count.com.cn", "count.com.cn"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_registered_domain(host: str, owner: str) -> None:
    assert registrable(host) == owner


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "10.1.2.3", "192.168.0.9", "localhost", "intranet", "a.example"]
)
def test_local(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["www.qinghe.gov.cn", "8.8.8.8", "count.com.cn"])
def test_public(host: str) -> None:
    assert not is_local(host)


def test_owners_below_a_public_suffix_differ() -> None:
    assert same_owner("a.qinghe.gov.cn", "www.qinghe.gov.cn")
    assert not same_owner("qinghe.gov.cn", "bailu.gov.cn")


def test_strangers_leave_out_the_own_the_official_and_the_local() -> None:
    hosts = ["www.qinghe.gov.cn", "img.qinghe.gov.cn", "bailu.gov.cn", "dcs.conac.cn", "127.0.0.1", "hm.count.com.cn"]
    assert third_party_hosts(hosts, "www.qinghe.gov.cn") == ["hm.count.com.cn"]


def test_services_run_abroad() -> None:
    assert is_run_abroad("fonts.googleapis.com")
    assert not is_run_abroad("hm.count.com.cn")

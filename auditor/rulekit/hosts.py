"""Hosts: whose they are, and which are nobody's on the public net. No network: the suffix list is the installed one."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

import tldextract

_SPLIT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
# Names set aside for documentation and tests; a page that names one says nothing about the public net.
_RESERVED = ("localhost", "example", "invalid", "test", "local", "internal", "localdomain")


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The domain somebody registered (`www.a.gov.cn` → `a.gov.cn`); the host itself where there is none."""
    host = host.lower().strip(".")
    found = _SPLIT(host)
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else host


@lru_cache(maxsize=4096)
def is_local(host: str) -> bool:
    """Loopback, private or reserved: the auditor's own machine, an inner net, an example."""
    host = host.lower().strip("[].")
    if host.rsplit(".", 1)[-1] in _RESERVED or ("." not in host and ":" not in host):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def same_owner(one: str, other: str) -> bool:
    """Whether two hosts belong to one registered domain."""
    return registrable(one) == registrable(other)

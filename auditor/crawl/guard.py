"""The guard: addresses are checked after DNS, and the address that was checked is the one that is connected to.

What is refused stands in `special_addresses.toml`, by the registries of IANA.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import tomllib
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult

from auditor.crawl.hosts import canonical_host, is_local_name
from auditor.crawl.lookup import Lookups

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_ISATAP = (0x00005EFE, 0x02005EFE)  # the middle of an interface's identifier before its IPv4 address (RFC 5214)
MAX_REFUSALS = 20_000


class GuardError(OSError):
    """A host may not, or can't, be reached; `kind` is the page status it leads to."""

    kind = "connection-error"


class PrivateAddress(GuardError):
    """The host stands for an address that is refused."""

    kind = "private-address"


class DnsError(GuardError):
    """The name could not be resolved."""

    kind = "dns-error"


@cache
def _table() -> tuple[list[tuple[Network, str]], list[tuple[Network, int]]]:
    """Refused blocks with the word for each, metadata addresses first; blocks of embedded addresses with their
    shift."""
    data: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(
        files("auditor.crawl").joinpath("special_addresses.toml").read_text("utf-8")
    )
    refused = [
        (ipaddress.ip_network(block), str(entry.get("kind", part)))
        for part in ("metadata", "ipv4", "ipv6")
        for block, entry in data[part].items()
    ]
    return refused, [(ipaddress.ip_network(block), entry["shift"]) for block, entry in data["embedded"].items()]


def special(ip: str) -> str | None:
    """The kind of an address that no public website has, or None. An IPv4 address inside an IPv6 one decides."""
    address: Address = ipaddress.ip_address(ip.split("%", 1)[0])
    refused, embedded = _table()
    if isinstance(address, ipaddress.IPv6Address):
        for block, shift in embedded:
            if address in block:
                return special(str(ipaddress.IPv4Address(int(address) >> shift & 0xFFFFFFFF)))
    for block, kind in refused:
        if address in block:
            return kind
    if isinstance(address, ipaddress.IPv6Address):
        if address not in GLOBAL_UNICAST:
            return "not-global"
        if int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
            return special(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return None


class Refusals:
    """What was refused lately, by host and port: how a page's failure is told apart. Nothing that a site sends gets
    here."""

    def __init__(self) -> None:
        self._kinds: OrderedDict[tuple[str, int], tuple[str, float]] = OrderedDict()

    def add(self, host: str, port: int, kind: str) -> None:
        """Remember a refusal's page status."""
        key = _usual(host), port
        self._kinds.pop(key, None)
        self._kinds[key] = kind, time.monotonic()
        if len(self._kinds) > MAX_REFUSALS:
            self._kinds.popitem(last=False)

    def reason(self, url: str, since: float) -> str | None:
        """The status for the host of an address, if it was refused after `since` (of the monotonic clock)."""
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme in ("https", "wss") else 80)
        except ValueError:
            return None
        kind, when = self._kinds.get((_usual(parts.hostname or ""), port), ("", 0.0))
        return kind if kind and when >= since else None

    def hosts(self) -> set[str]:
        """All that are remembered."""
        return {host for host, _ in self._kinds}


def _usual(host: str) -> str:
    try:
        return canonical_host(host)
    except ValueError:
        return host


@dataclass(frozen=True)
class AddressPolicy:
    """Which addresses may be reached, and which were refused."""

    allow_private: bool = False
    refusals: Refusals = field(default_factory=Refusals, compare=False, repr=False)

    def refusal(self, ip: str) -> str | None:
        """Why an address is refused, or None."""
        return None if self.allow_private else special(ip)

    async def resolve(self, host: str, port: int, lookups: Lookups | None = None) -> list[str]:
        """The addresses of a host, all admitted. `lookups`: of whom this is one, who waits for the others of theirs.

        Raises PrivateAddress, DnsError."""
        try:
            name = canonical_host(host)
        except ValueError as error:
            raise DnsError(f"{host} is no host name") from error
        if not self.allow_private and is_local_name(name):
            raise PrivateAddress(f"{host} is a name of this machine")
        if name.endswith(".localhost"):  # this machine by definition (RFC 6761), though not every resolver knows it
            name = "localhost"
        try:
            rows = await (lookups or Lookups()).addresses(name, port)
        except (TimeoutError, OSError, UnicodeError) as error:
            raise DnsError(f"{host} could not be resolved") from error
        found = list(dict.fromkeys(str(row[4][0]) for row in rows))
        for ip in found:
            if reason := self.refusal(ip):
                raise PrivateAddress(f"{host} stands for {ip}, a {reason} address")
        return found


class GuardResolver(AbstractResolver):
    """The policy as aiohttp's resolver."""

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,
    ) -> list[ResolveResult]:
        """Checked addresses only."""
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=port,
                proto=0,
                family=socket.AF_INET6 if ":" in ip else socket.AF_INET,
                flags=socket.AI_NUMERICHOST,
            )
            for ip in await self._policy.resolve(host, port)
        ]

    async def close(self) -> None:
        """Nothing to release."""

"""The guard: addresses are checked after DNS, and the address that was checked is the one that is connected to."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass

from aiohttp.abc import AbstractResolver, ResolveResult

_METADATA = {ipaddress.ip_address(text) for text in ("169.254.169.254", "100.100.100.200", "fd00:ec2::254")}
_CGNAT = ipaddress.ip_network("100.64.0.0/10")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class GuardError(OSError):
    """A host may not, or can't, be reached; `kind` is the page status it leads to."""

    kind = "connection-error"


class PrivateAddress(GuardError):
    """The host stands for an address that is refused."""

    kind = "private-address"


class DnsError(GuardError):
    """The name could not be resolved."""

    kind = "dns-error"


def _plain(address: Address) -> Address:
    """The IPv4 address inside a mapped, 6to4 or NAT64 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return inner or address
    return address


@dataclass(frozen=True)
class AddressPolicy:
    """Which addresses may be reached."""

    allow_private: bool = False

    def refusal(self, ip: str) -> str | None:
        """Why an address is refused, or None."""
        if self.allow_private:
            return None
        address = _plain(ipaddress.ip_address(ip.split("%", 1)[0]))
        if address in _METADATA:
            return "metadata"
        for name in ("is_loopback", "is_link_local", "is_unspecified", "is_multicast", "is_private", "is_reserved"):
            if getattr(address, name):
                return name.removeprefix("is_").replace("_", "-")
        if isinstance(address, ipaddress.IPv4Address) and address in _CGNAT:
            return "shared"
        return None if address.is_global else "not-global"

    async def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a host, all admitted. Raises PrivateAddress, DnsError."""
        loop = asyncio.get_running_loop()
        try:
            rows = await loop.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
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

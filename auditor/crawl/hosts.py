"""A host's name as browsers read it: all spellings of one address become that address (WHATWG URL, host parsing)."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import unquote

_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
_DOTS = re.compile("[\u3002\uff0e\uff61]")


def canonical_host(host: str) -> str:
    """An IPv4 or IPv6 address in its usual form, or a name in lower-case ASCII without a final dot.

    Raises ValueError where no browser would take it for a host."""
    host = host.strip("[]")
    if ":" in host:
        return str(ipaddress.IPv6Address(host.partition("%")[0]))
    name = _DOTS.sub(".", unicodedata.normalize("NFKC", unquote(host))).lower().removesuffix(".")
    if name and _NUMBER.fullmatch(name.rsplit(".", 1)[-1]):
        return str(_ipv4(name))
    if not name.isascii():
        name = name.encode("idna").decode("ascii")
    if not name or re.search(r"[\s/\\?#@:%\[\]<>^|\x00-\x1f\x7f]", name):
        raise ValueError(f"{host!r} is no host")
    return name


def is_local_name(name: str) -> bool:
    """Whether a name means this machine whatever a name server says (RFC 6761, 6.3)."""
    return name in ("localhost", "localhost.localdomain", "localhost6") or name.endswith(".localhost")


def _ipv4(text: str) -> ipaddress.IPv4Address:
    """Up to four numbers, decimal, octal or hexadecimal; the last fills what is left."""
    parts = text.split(".")
    if len(parts) > 4 or not all(map(_NUMBER.fullmatch, parts)):
        raise ValueError(f"{text!r} is no address")
    numbers = [_number(part) for part in parts]
    *first, last = numbers
    if any(number > 255 for number in first) or last >= 256 ** (5 - len(numbers)):
        raise ValueError(f"{text!r} is no address")
    return ipaddress.IPv4Address(last + sum(number << 8 * (3 - at) for at, number in enumerate(first)))


def _number(text: str) -> int:
    if text[:2].lower() == "0x":
        return int(text[2:] or "0", 16)
    return int(text, 8) if len(text) > 1 and text[0] == "0" else int(text)

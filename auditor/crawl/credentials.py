"""What opens a login, and to whom it goes: to the target's own origin and nowhere else.

An origin is scheme, host and port. Values are held where no model dumps them and no representation shows them.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from auditor.crawl.hosts import canonical_host
from auditor.lexicon.acting_links import acting_address, ends_session
from auditor.text_files import read_text

_PORTS = {"http": 80, "https": 443}
_CREDENTIAL = re.compile(r"auth|token|key|secret|session|pass|sign|ticket|jwt|login|cred|cookie", re.I)
MIN_HEADER = 6  # characters of a header's value, or a password, that is looked for in pages
MIN_STORED = 12  # the same of a cookie or of local storage, which hold much that is no secret
_LAST = 253_402_300_800  # s from 1970; a browser knows no year of five digits
_SAME_SITE = ("Strict", "Lax", "None")


def origin(url: str) -> str:
    """`https://host:443`; empty where an address has none."""
    try:
        parts = urlsplit(url)
        scheme = parts.scheme.lower()
        if "\\" in parts.netloc:  # clients differ about where such a host ends
            return ""
        return f"{scheme}://{canonical_host(parts.hostname or '')}:{parts.port or _PORTS[scheme]}"
    except (ValueError, KeyError):
        return ""


def without_userinfo(url: str) -> tuple[str, tuple[str, str] | None]:
    """An address without its `user:password@`, and these two, decoded."""
    parts = urlsplit(url)
    before, at, after = parts.netloc.rpartition("@")
    if not at:
        return url, None
    user, _, password = before.partition(":")
    plain = urlunsplit(SplitResult(parts.scheme, after, parts.path, parts.query, parts.fragment))
    return plain, (unquote(user), unquote(password)) if before else None


@dataclass(frozen=True)
class Credentials:
    """A site's login. `headers` by name, `passwords` (user, password) by origin, `storage` in Playwright's form."""

    origins: frozenset[str] = frozenset()
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    passwords: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    storage: Mapping[str, Any] = field(default_factory=dict, repr=False)
    starts: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        starts: Iterable[str],
        headers: Mapping[str, str],
        storage: Mapping[str, Any] | None,
        passwords: Mapping[str, tuple[str, str]],
    ) -> Credentials:
        """Those of a run that belong to a site with these start addresses. A Cookie header becomes cookies of its
        hosts."""
        starts = frozenset(starts)
        origins = frozenset(map(origin, starts)) - {""}
        plain = {name: value for name, value in headers.items() if name.lower() != "cookie"}
        kept = own_storage(storage or {}, origins)
        for name, value in headers.items():
            if name.lower() == "cookie":
                kept.setdefault("cookies", []).extend(_cookies(value, origins))
        return cls(origins, plain, {key: pair for key, pair in passwords.items() if key in origins}, kept, starts)

    def __bool__(self) -> bool:
        """Whether there is a login at all."""
        return bool(self.headers or self.passwords or self.storage.get("cookies") or self.storage.get("origins"))

    def secrets(self) -> list[str]:
        """Values that a page may repeat and no file may hold; what is short or plainly no credential isn't one."""
        named = [value for name, value in self.headers.items() if _CREDENTIAL.search(name)]
        parts = [part for value in named for part in (value, *value.split()[1:]) if len(part) >= MIN_HEADER]
        kept = [str(cookie.get("value", "")) for cookie in self.storage.get("cookies", ())]
        for store in self.storage.get("origins", ()):
            kept += [str(item.get("value", "")) for item in _dicts(store.get("localStorage"))]
        pairs = [f"{user}:{password}" for user, password in self.passwords.values()]
        basic = [base64.b64encode(pair.encode()).decode("ascii") for pair in pairs]
        passwords = [password for _, password in self.passwords.values() if len(password) >= MIN_HEADER]
        return [*parts, *(value for value in kept if len(value) >= MIN_STORED), *pairs, *basic, *passwords]

    def headers_for(self, url: str) -> Mapping[str, str]:
        """The headers that a request for this address is given."""
        return self.headers if self.headers and origin(url) in self.origins else {}

    def password_for(self, url: str) -> tuple[str, str] | None:
        """User and password for a server at this address that asks for them."""
        return self.passwords.get(origin(url)) if self.passwords else None

    def holds(self, url: str, document: bool) -> bool:
        """Whether a request must not be made with this login: it would end the session, or, as a page (`document`) that
        nobody asked for, change something."""
        acts = acting_address(url) if document else ends_session(url)
        return acts and bool(self) and url not in self.starts

    def fetch_headers(self, url: str) -> dict[str, str]:
        """The headers for a client without a browser: basic authentication included, unless a header says otherwise."""
        found = dict(self.headers_for(url))
        pair = self.password_for(url)
        if pair and not any(name.lower() == "authorization" for name in found):
            found["Authorization"] = "Basic " + base64.b64encode(":".join(pair).encode()).decode("ascii")
        return found

    def keeps_from(self, url: str) -> bool:
        """Whether cookies of the login must be held back: they know no ports and no schemes, an origin does."""
        host = urlsplit(url).hostname or ""
        return origin(url) not in self.origins and any(c["domain"] == host for c in self.storage.get("cookies", ()))


def read_storage(path: Path | None) -> dict[str, Any]:
    """A stored login of Playwright; nothing without a path. Raises OSError, ValueError."""
    return dict(json.loads(read_text(path))) if path else {}


def own_storage(state: Mapping[str, Any], origins: frozenset[str]) -> dict[str, Any]:
    """The part of a stored login that some origins may have: cookies that fit their hosts, as cookies of that host
    alone; their own local storage. What is malformed is left out."""
    hosts = {urlsplit(one).hostname or "" for one in origins}
    cookies = [
        {**_sound(cookie), "domain": host}
        for cookie in _dicts(state.get("cookies"))
        for host in sorted(hosts)
        if isinstance(cookie.get("name"), str) and cookie["name"] and _fits(str(cookie.get("domain", "")), host)
    ]
    stores = [
        {**store, "localStorage": _items(store.get("localStorage"))}
        for store in _dicts(state.get("origins"))
        if origin(str(store.get("origin", ""))) in origins
    ]
    return {"cookies": cookies, "origins": stores} if cookies or stores else {}


def _dicts(items: Any) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _items(stored: Any) -> list[dict[str, str]]:
    return [
        {"name": item["name"], "value": item["value"]}
        for item in _dicts(stored)
        if isinstance(item.get("name"), str) and isinstance(item.get("value"), str)
    ]


def _fits(domain: str, host: str) -> bool:
    return host == domain.lower() or (domain.startswith(".") and ("." + host).endswith(domain.lower()))


def _sound(cookie: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": cookie["name"], "value": str(cookie.get("value", ""))}
    found |= {key: cookie[key] for key in ("httpOnly", "secure") if isinstance(cookie.get(key), bool)}
    expires = cookie.get("expires")
    if isinstance(expires, int | float) and 0 < expires < _LAST:  # without one it lasts as long as the browser
        found["expires"] = float(expires)
    path = cookie.get("path")
    found["path"] = path if isinstance(path, str) and path.startswith("/") else "/"
    if cookie.get("sameSite") in _SAME_SITE:
        found["sameSite"] = cookie["sameSite"]
    return found


def _cookies(header: str, origins: frozenset[str]) -> list[dict[str, Any]]:
    pairs = [part.strip().partition("=") for part in header.split(";") if "=" in part]
    return [
        {"name": name.strip(), "value": value.strip(), "domain": urlsplit(one).hostname or "", "path": "/"}
        for one in sorted(origins)
        for name, _, value in pairs
    ]

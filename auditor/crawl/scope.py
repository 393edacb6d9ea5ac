"""Scope: which addresses are the site's own, by host label and path segment."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from urllib.parse import urlsplit


def _place(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    default = {"http": "80", "https": "443"}.get(parts.scheme, "")
    try:
        port = str(parts.port or "")
    except ValueError:
        port = "?"
    return (parts.hostname or "").lower().removeprefix("www."), "" if port == default else port, parts.path or "/"


def _folder(path: str) -> str:
    """`/news/` and `/news` are folders, `/a/b.html` has `/a/`."""
    last = path.rsplit("/", 1)[-1]
    base = path[: len(path) - len(last)] if "." in last else path
    return base.rstrip("/") + "/"


class Scope:
    """Host as it is (www. aside, no sub-domains), same port, path below a start's folder; globs on top."""

    def __init__(self, starts: Sequence[str], include: Sequence[str] = (), exclude: Sequence[str] = ()) -> None:
        self._places = {(host, port, _folder(path)) for host, port, path in map(_place, starts)}
        self._include, self._exclude = tuple(include), tuple(exclude)

    def extend(self, start: str) -> None:
        """One more address that the site starts from."""
        host, port, path = _place(start)
        self._places.add((host, port, _folder(path)))

    def admits(self, url: str) -> bool:
        """Whether an address is in scope."""
        return self.why_not(url) is None

    def why_not(self, url: str) -> str | None:
        """`host`, `path`, `excluded`, `not-included`, or None where it is in scope."""
        host, port, path = _place(url)
        mine = [folder for own, door, folder in self._places if own == host and door == port]
        if not mine:
            return "host"
        if not any((path.rstrip("/") + "/").startswith(folder) for folder in mine):
            return "path"
        if any(fnmatchcase(url, glob) for glob in self._exclude):
            return "excluded"
        if self._include and not any(fnmatchcase(url, glob) for glob in self._include):
            return "not-included"
        return None

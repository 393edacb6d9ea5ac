"""Which page of one run is which of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from auditor.model import Site


def page_key(url: str) -> str:
    """What makes two addresses one page of a site: path and query; where the site lies is no part of it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = parts.path or "/"
    for name in ("index.html", "index.htm"):
        if path.endswith("/" + name):
            path = path.removesuffix(name)
    return path + (f"?{parts.query}" if parts.query else "")


def host(url: str) -> str:
    """Host and port of an address, a usual port left out."""
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        name, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url
    return name if port in (None, 80, 443) else f"{name}:{port}"


def pair_sites(
    old: Sequence[Site], new: Sequence[Site], same: Mapping[str, str]
) -> list[tuple[Site | None, Site | None]]:
    """Sites that are one: by address, by what is told (`same`: host in the old run → host in the new one), by name; one
    that is left on each side is the other. The new run's order, then what only the old one has."""
    told = {host(first): host(second) for first, second in same.items()}
    waiting = list(old)
    found: dict[str, Site] = {}

    def take(by: Iterable[tuple[Site, Site]]) -> None:
        for site, like in by:
            if site.slug not in found and like in waiting:
                found[site.slug] = like
                waiting.remove(like)

    pairs = [(site, like) for site in new for like in old]
    take(pair for pair in pairs if pair[0].url == pair[1].url)
    take(pair for pair in pairs if place(pair[0].url) == place(pair[1].url))
    take(pair for pair in pairs if told.get(host(pair[1].url), host(pair[1].url)) == host(pair[0].url))
    take(pair for pair in pairs if pair[0].name and pair[0].name == pair[1].name)
    left = [site for site in new if site.slug not in found]
    if len(left) == len(waiting) == 1:
        take([(left[0], waiting[0])])
    both: list[tuple[Site | None, Site | None]] = [(found.get(site.slug), site) for site in new]
    return both + [(site, None) for site in waiting]


def place(url: str) -> tuple[str, str]:
    """Host and path of an address."""
    return host(url), page_key(url)

"""Targets become sites: one site for each origin and owner, with a name that is fit for a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from auditor.crawl.credentials import origin
from auditor.crawl.targets import Target
from auditor.evaluate.groups import digest
from auditor.masking import Mask
from auditor.model import Site


@dataclass(frozen=True)
class SitePlan:
    """A site to audit, and the addresses it starts from."""

    site: Site
    starts: tuple[str, ...]
    bare: frozenset[str] = frozenset()  # starts that were written without a scheme
    first: bool = False  # the first of the run: scenarios with a relative address are its own
    passwords: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)  # user, password by origin


def plan_sites(targets: list[Target]) -> list[SitePlan]:
    """Targets of one origin, name and owner are one site: politeness and hand-over are by site."""
    starts: dict[tuple[str, ...], list[str]] = {}
    first: dict[tuple[str, ...], Target] = {}
    bare: dict[tuple[str, ...], set[str]] = {}
    passwords: dict[tuple[str, ...], dict[str, tuple[str, str]]] = {}
    for target in targets:
        parts = urlsplit(target.url)
        key = (
            (parts.hostname or "").removeprefix("www."),
            str(parts.port or ""),
            target.name,
            target.agency,
            target.district,
            target.street,
        )
        starts.setdefault(key, []).append(target.url)
        first.setdefault(key, target)
        if target.bare:
            bare.setdefault(key, set()).add(target.url)
        if target.userinfo is not None:
            user, password = target.userinfo
            passwords.setdefault(key, {}).setdefault(origin(target.url), (user, password.get_secret_value()))
    plans: list[SitePlan] = []
    used: set[str] = set()
    for owner, urls in starts.items():
        slug = _slug(urls[0], used, *owner)
        target = first[owner]
        plans.append(
            SitePlan(
                Site(
                    slug=slug,
                    url=Mask().text(urls[0]),
                    name=target.name,
                    agency=target.agency,
                    district=target.district,
                    street=target.street,
                    contact=target.contact,
                ),
                tuple(urls),
                frozenset(bare.get(owner, ())),
                first=not plans,
                passwords=passwords.get(owner, {}),
            )
        )
    return plans


def _slug(url: str, used: set[str], *key: str) -> str:
    parts = urlsplit(url)
    base = re.sub(r"[^a-z0-9]+", "-", f"{parts.hostname or ''}-{parts.port or ''}".lower()).strip("-")[:60] or "site"
    slug = base if base not in used else f"{base}-{digest(*key, length=6)}"
    used.add(slug)
    return slug

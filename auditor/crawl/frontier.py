"""The frontier: breadth first, level by level, the same pages whatever finishes first.

Pure data. An interrupted crawl is rebuilt by offering the finished pages' links again.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from auditor.crawl.scope import Scope
from auditor.crawl.urls import Traps, document_kind, fetchable, identity, shape

MAX_DOCUMENTS = 500
MAY_ACT = "!"  # before a link: the page says that it ends a session or changes something
RANDOM_SHARE = 0.1


@dataclass(frozen=True)
class Planned:
    """A page to open. `position` is its number on the site; `parent` the position of the page that links to it."""

    url: str
    identity: str
    depth: int
    source: str
    parent: int | None
    position: int


class Frontier:
    """Which pages of a site are taken."""

    def __init__(
        self,
        scope: Scope,
        starts: Sequence[str],
        max_pages: int,
        max_depth: int,
        sampling: Literal["all", "structured"] = "all",
        seed: int = 0,
        allowed: Callable[[str], bool] = lambda _: True,
        may_act: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._may_act = may_act
        self._scope, self._max_pages, self._max_depth, self._sampling = scope, max_pages, max_depth, sampling
        self._random, self._allowed, self._traps = random.Random(seed), allowed, Traps()
        self.out_of_scope: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.documents: dict[str, dict[str, str]] = {}
        self._seen: set[str] = set()
        self._offers: dict[int, list[str]] = {}
        self._finals: dict[int, str] = {}
        self._sitemap: list[str] = []
        self._left: set[str] = set()
        self._depth = self._planned = 0
        self._urls: dict[int, str] = {}
        self._level: list[Planned] = []
        for start in starts:
            url = fetchable(start)
            # What was asked for is opened under the address that was asked, twice if a list says so under two names.
            if url and url not in self._seen:
                self._seen.add(url)
                self._seen.add(identity(url))
                self._plan(url, "target", None, url)

    def level(self) -> list[Planned]:
        """The pages of the present level."""
        return list(self._level)

    def offer(self, position: int, links: Sequence[str]) -> None:
        """The links of a finished page of this level, in their order; those that may act are marked with `MAY_ACT`."""
        self._offers[position] = list(links)

    def offer_sitemap(self, urls: Sequence[str]) -> None:
        """Addresses of sitemaps; they come after the links of the first level."""
        self._sitemap = list(urls)

    def redirected(self, position: int, final_url: str) -> None:
        """Where a page really was."""
        self._finals[position] = final_url

    def advance(self) -> list[Planned]:
        """Close this level; the next one, empty when all is done."""
        level, self._level = self._level, []
        for planned in level:
            final = self._finals.get(planned.position)
            if final:
                self._seen.add(identity(final))
        candidates: list[tuple[str, str, str, int | None]] = []
        for planned in sorted(level, key=lambda p: p.position):
            base = self._finals.get(planned.position) or planned.url
            for link in self._offers.pop(planned.position, ()):
                self._consider(link, base, "link", planned.position, candidates)
        if self._depth == 0:
            for url in self._sitemap:
                self._consider(url, None, "sitemap", None, candidates)
        self._depth += 1
        if self._depth > self._max_depth:
            self.left_out["over-max-depth"] += len(candidates)
            return []
        room = max(0, self._max_pages - self._planned)
        for url, key, source, parent in self._choose(candidates, room):
            self._plan(url, source, parent, key)
        self.left_out["over-max-pages"] += max(0, len(candidates) - room)
        if not self.left_out["over-max-pages"]:
            del self.left_out["over-max-pages"]
        return list(self._level)

    def _plan(self, url: str, source: str, parent: int | None, key: str) -> None:
        self._level.append(Planned(url, key, self._depth, source, parent, self._planned))
        self._planned += 1

    def _consider(
        self,
        link: str,
        base: str | None,
        source: str,
        parent: int | None,
        candidates: list[tuple[str, str, str, int | None]],
    ) -> None:
        marked, link = link.startswith(MAY_ACT), link.removeprefix(MAY_ACT)
        url = fetchable(link, base)
        if url is None:
            return
        key = identity(url)
        if key in self._seen or key in self._left:
            return
        why = self._scope.why_not(url)
        kind = document_kind(url)
        if why == "host":
            self._left.add(key)
            self.out_of_scope[urlsplit(url).hostname or ""] += 1
        elif kind is not None:
            self._left.add(key)
            if kind != "asset" and len(self.documents) < MAX_DOCUMENTS:
                self.documents[url] = {"kind": kind, "from": base or ""}
        elif why is not None:
            self._left.add(key)
            self.left_out["out-of-path" if why == "path" else why] += 1
        elif marked or self._may_act(url):
            self._left.add(key)
            self.left_out["may-act"] += 1
        elif trap := self._traps.reason(url):
            self._left.add(key)
            self.left_out[f"trap: {trap}"] += 1
        elif not self._allowed(url):
            self._left.add(key)
            self.left_out["robots"] += 1
        else:
            self._seen.add(key)
            candidates.append((url, key, source, parent))

    def _choose(
        self, candidates: list[tuple[str, str, str, int | None]], room: int
    ) -> list[tuple[str, str, str, int | None]]:
        if len(candidates) <= room or self._sampling == "all":
            return candidates[:room]
        lots = max(1, round(room * RANDOM_SHARE)) if room else 0
        by_shape: dict[str, list[tuple[str, str, str, int | None]]] = {}
        for candidate in candidates:
            by_shape.setdefault(shape(candidate[0]), []).append(candidate)
        chosen: list[tuple[str, str, str, int | None]] = []
        queues = list(by_shape.values())
        while len(chosen) < room - lots and any(queues):
            for queue in queues:
                if queue and len(chosen) < room - lots:
                    chosen.append(queue.pop(0))
        rest = [candidate for queue in queues for candidate in queue]
        drawn = self._random.sample(rest, min(lots, len(rest)))
        return chosen + [(url, key, "random-sample", parent) for url, key, _, parent in drawn]

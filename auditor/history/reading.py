"""A run as comparisons read it: each page with its occurrences and their signatures, captures opened when they are
needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from auditor.capture.schema import PageCapture
from auditor.history.matching import Contents, Occurrence
from auditor.history.outline import Outline
from auditor.history.pages import host, page_key, place
from auditor.history.signature import of_markup
from auditor.model import Finding, Page, Site
from auditor.rulekit.page import Node, PageView, View
from auditor.store.errors import StoreError
from auditor.store.files import read_capture
from auditor.store.run_store import RunStore


class PageReading:
    """A page of a run."""

    def __init__(self, page: Page, folder: Path | None = None, capture: str = "", links: Iterable[str] = ()) -> None:
        self.page, self.links = page, frozenset(page_key(link) for link in links)
        self._folder, self._capture = folder, capture
        self.rules = {finding.rule for finding in page.findings}
        self._open = {item.rule for item in page.without_open_site_rules()}
        self._decided = {*page.passed, *page.inapplicable, *self.rules}

    @property
    def address(self) -> str:
        """Where it is."""
        return self.page.final_url or self.page.url

    @property
    def audited(self) -> bool:
        """It was judged."""
        return self.page.status == "audited"

    @property
    def is_gone(self) -> bool:
        """There is no such page any more."""
        page = self.page
        return page.status == "soft-404" or (page.status == "http-error" and page.http_status in (404, 410))

    def looked_at(self, rule: str) -> bool:
        """A rule came to a result here."""
        return rule in self._decided

    def wholly(self, rule: str) -> bool:
        """A rule was run on all of the page that it is about."""
        return rule in self._decided and rule not in self._open and rule not in self.page.truncated

    @property
    def rules_run(self) -> set[str]:
        """Rules that came to a result here."""
        return self._decided

    def says_the_same(self, other: PageReading) -> bool:
        """All findings are the same to the letter."""
        return _essence(self.page.findings) == _essence(other.page.findings)

    def capture(self) -> PageCapture | None:
        """What was observed of the page; None where that can't be read."""
        if self._folder is None or not self._capture:
            return None
        try:
            return read_capture(self._folder, self._capture)
        except StoreError:
            return None

    def judged_as(self, page: Page) -> PageReading:
        """The same observation with other findings."""
        return PageReading(page, self._folder, self._capture)

    @cached_property
    def _views(self) -> dict[str, tuple[View, Outline]]:
        if (capture := self.capture()) is None:
            return {}
        held = PageView(capture)
        return {
            name: (view, Outline(document.nodes[0] for document in view.documents if document.size))
            for name, view in held.views.items()
        }

    @property
    def contents(self) -> Contents | None:
        """All that stands on the page; None where its capture can't be read."""
        views = list(self._views.values())
        return views[0][1].contents if views else None

    def occurrences(self) -> list[Occurrence]:
        """The page's findings with their signatures."""
        finder = {name: _Finder(view) for name, (view, _) in self._views.items()}
        held = []
        for finding in self.page.findings:
            signed = None
            if finding.view in finder and (node := finder[finding.view].node(finding)) is not None:
                signed = self._views[finding.view][1].signature(node, finding.evidence)
            held.append(Occurrence(finding, signed or of_markup(finding.html, finding.target, finding.evidence)))
        return held

    def forget(self) -> None:
        """Let go of the capture."""
        self.__dict__.pop("_views", None)


def _essence(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    return sorted(
        (item.rule, item.outcome, item.impact, item.html, item.message, *item.target) for item in findings
    )  # fmt: skip


class _Finder:
    """Finds the elements of findings again: by box and markup, by their path where several are alike."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._at: dict[tuple[int, ...], list[Node]] = defaultdict(list)
        for document in view.documents:
            for node in document.nodes[: document.size]:
                self._at[node.box].append(node)

    def node(self, finding: Finding) -> Node | None:
        """The element or text node that a finding is about."""
        if finding.box is None:
            return None
        like = [node for node in self._at.get(tuple(finding.box), ()) if node.snippet() == finding.html]
        if len(like) > 1:
            like = [node for node in like if self._view.selector(node) == finding.target] or like
        return like[0] if like else None


@dataclass
class SiteReading:
    """A site of a run."""

    site: Site
    pages: list[PageReading] = field(default_factory=list)
    rules: frozenset[str] | None = None  # that judged; None: those that came to a result on some page

    @property
    def limited(self) -> bool:
        """Pages that are linked were left out, so that one that is not there may have been there."""
        coverage = self.site.coverage
        limits = ("over-max-pages", "over-max-depth")
        return not coverage.complete or any(coverage.left_out.get(name) for name in limits)

    @cached_property
    def links(self) -> frozenset[str]:
        """All pages that its pages link to, by key."""
        return frozenset().union(*(page.links for page in self.pages))

    def knows(self, rule: str) -> bool:
        """A rule judged this site."""
        return rule in self.rules if self.rules is not None else any(page.looked_at(rule) for page in self.pages)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Where its pages lie."""
        return frozenset(host(page.page.url) for page in self.pages)

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], PageReading]:
        """Pages by host and path, the asked addresses first."""
        held: dict[tuple[str, str], PageReading] = {}
        for page in self.pages:
            held.setdefault(place(page.page.url), page)
        for page in self.pages:
            held.setdefault(place(page.address), page)
        return held

    def like(self, page: PageReading) -> PageReading | None:
        """The page at the same address as one of another run; by its path alone where its host is not one of these."""
        for url in (page.page.url, page.address):
            found = self.by_place.get(place(url))
            if found is None and host(url) not in self.hosts:
                found = self.by_key.get(page_key(url))
            if found is not None:
                return found
        return None

    @cached_property
    def by_key(self) -> Mapping[str, PageReading]:
        """Pages by what makes two addresses one page, the asked ones first."""
        held: dict[str, PageReading] = {}
        for page in self.pages:
            held.setdefault(page_key(page.page.url), page)
        for page in self.pages:
            held.setdefault(page_key(page.address), page)
        return held


def read_site(run: RunStore, site: Site) -> SiteReading:
    """A stored site with all its pages."""
    links = {row.capture: row.links for row in run.capture_rows() if row.site == site.slug}
    return SiteReading(
        site,
        [
            PageReading(stored.page, run.folder, stored.capture, links.get(stored.capture, ()))
            for stored in run.iter_stored(site.slug)
        ],
    )

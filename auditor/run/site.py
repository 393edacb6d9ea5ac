"""One site from its start addresses to its stored pages: crawl level by level, capture, judge, store.

Which pages are taken depends on the pages alone, never on which finished first, so an audit that was killed and
resumed ends as an undisturbed one: finished pages are replayed from the store.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field, replace
from typing import Any

from playwright.async_api import BrowserContext
from playwright.async_api import Error as PlaywrightError

from auditor.capture import axe
from auditor.capture.login import give_login
from auditor.capture.open import Options, capture_page
from auditor.capture.schema import PageCapture
from auditor.cli.progress import Progress
from auditor.crawl.credentials import Credentials, read_storage
from auditor.crawl.fetch import Fetcher
from auditor.crawl.frontier import MAY_ACT, Frontier, Planned
from auditor.crawl.guard import AddressPolicy
from auditor.crawl.politeness import ATTEMPTS, MAX_WAIT, PER_HOST, HostGate
from auditor.crawl.robots import Robots
from auditor.crawl.sampling import TemplateSample
from auditor.crawl.scope import Scope
from auditor.crawl.sitemap import collect, roots
from auditor.crawl.urls import identity
from auditor.documents import fetch as documents
from auditor.evaluate.catalogue import Catalogue
from auditor.evaluate.evaluator import evaluate
from auditor.evaluate.groups import digest, template
from auditor.lexicon.acting_links import acting_address, said_pattern
from auditor.masking import Mask, has_substitute
from auditor.messages import Note, as_note, note
from auditor.messages.reasons import documents_in, page_error
from auditor.model import Page
from auditor.rulekit.page import PageView
from auditor.run import journeys
from auditor.run.covered_screenshots import covered
from auditor.run.sites import SitePlan
from auditor.run.worker import BrowserPool
from auditor.settings.options import Config
from auditor.store.database import Database
from auditor.store.files import write_capture

DEEP_PAGES = 2  # of a template, in profile standard
TRANSIENT = frozenset({"crashed", "connection-error", "timeout"})


@dataclass
class SiteJob:
    """What all sites of a run share."""

    config: Config
    database: Database
    catalogue: Catalogue
    engine: axe.Engine
    pool: BrowserPool
    policy: AddressPolicy
    progress: Progress
    slots: asyncio.Semaphore
    gate: HostGate = field(default_factory=HostGate)


class _Site:
    def __init__(self, plan: SitePlan, job: SiteJob) -> None:
        self.plan, self.job, self.config = plan, job, job.config
        self.slug = plan.site.slug
        self.scope = Scope(plan.starts, tuple(self.config.include), tuple(self.config.exclude))
        self.gate = job.gate
        self.turns = asyncio.Semaphore(PER_HOST)
        self.known: dict[str, int] = {}
        self.finals: dict[int, str] = {}
        self.robots: Robots = Robots.ignore()
        self.done = job.database.done(self.slug)
        self.context: BrowserContext | None = None
        storage = read_storage(self.config.storage_state)
        self.login = Credentials.of(plan.starts, self.config.header, storage, plan.passwords)
        self.mask = Mask([*journeys.secrets(self.config.journeys), *self.login.secrets()])
        self.fresh = asyncio.Lock()
        self.deadline = time.monotonic() + self.config.budget * 60
        profile = self.config.profile
        self.options = Options(
            engine=job.engine,
            axe_rules=job.catalogue.axe_rules(),
            views=job.catalogue.views(profile),
            probes=job.catalogue.probes(profile),
            timeout=self.config.timeout,
            deep_timeout=self.config.deep_timeout,
            may_visit=self.may_visit,
            refused=job.policy.refusals.reason,
            acting_text=said_pattern() if self.login else None,
        )
        # Pages that were asked for one by one are all looked at in full.
        asked = self.config.max_pages <= len(plan.starts)
        self.sample = TemplateSample(DEEP_PAGES) if profile == "standard" and not asked else None

    def may_visit(self, url: str) -> bool:
        """Whether a probe may ask for a page that another one links to. It isn't audited, so its folder is no matter;
        a host that wants pauses between requests is asked for nothing more."""
        kept_out = self.scope.why_not(url) in ("host", "excluded", "not-included")
        kept_out = kept_out or (bool(self.login) and acting_address(url))
        return not kept_out and self.robots.allowed(url) and not self.robots.crawl_delay

    def agent(self, version: str) -> str:
        """An honest user agent: a browser's, with our name and a contact."""
        return self.config.user_agent or (
            f"Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) {version} "
            f"DigitalInclusionAuditor/0.1 (+accessibility audit; contact: {self.config.contact})"
        )

    def written(self, capture: PageCapture) -> dict[str, Any]:
        """A capture as it is judged and stored: personal numbers and secrets masked, once for all that follows."""
        data: dict[str, Any] = self.mask.data(capture.to_data())
        return data

    async def open_context(self) -> BrowserContext:
        """The site's own cookies and storage; made again when the browser died."""
        async with self.fresh:
            context = self.context
            if context is not None and context.browser is not None and context.browser.is_connected():
                return context
            self.context = await self.new_context(1280, 800)
            return self.context

    async def new_context(self, width: int, height: int, touch: bool = False) -> BrowserContext:
        """A context with this site's settings, of its own cookies."""
        version = "Chrome/" + (await self.job.pool.version()).rsplit(" ", 1)[-1]
        context = await self.job.pool.context(
            viewport={"width": width, "height": height},
            has_touch=touch,
            locale="zh-CN",
            user_agent=self.agent(version),
            storage_state=dict(self.login.storage) or None,
            service_workers="block",
            accept_downloads=False,
        )
        give_login(context, self.login)
        return context

    async def close(self) -> None:
        if self.context is not None:
            with contextlib.suppress(PlaywrightError):  # the browser may be gone already
                await self.context.close()


async def audit_site(plan: SitePlan, job: SiteJob) -> None:
    """Audit one site into the store. A page's fault never ends the site's audit."""
    site = _Site(plan, job)
    try:
        frontier = await _frontier(site)
        level = frontier.level()
        first = True
        while level:
            job.progress.plan(site.slug, len(level))
            if site.sample:
                site.sample.expect(planned.position for planned in level)
            await asyncio.gather(*(_page(site, frontier, planned) for planned in level))
            _twins(site, frontier, level)
            if first:
                first = False
                await _sitemap(site, frontier)
            level = frontier.advance()
            if time.monotonic() > site.deadline:
                plan.site.error = page_error("timeout", note("page.budget"), site.config.lang)
                plan.site.coverage.planned += len(level)
                break
        _account(site, frontier)
        await _documents(site, frontier)
        await _journeys(site)
        job.database.finish_site(plan.site)
    finally:
        await site.close()


def _twins(site: _Site, frontier: Frontier, level: list[Planned]) -> None:
    """Addresses of this level that led to a page audited under another: counted as left out, not a second time.

    What was asked for by name stays. The page's own address is preferred, else the first in the order of the crawl."""
    audited = [planned for planned in level if planned.position in site.finals]
    own = [planned for planned in audited if identity(site.finals[planned.position]) == identity(planned.url)]
    twins = []
    for planned in sorted(audited, key=lambda p: (p not in own, p.position)):
        kept = site.known.setdefault(identity(site.finals[planned.position]), planned.position)
        if kept != planned.position and planned.source != "target":
            twins.append(site.mask.text(planned.identity))
    if twins:
        frontier.left_out["same-page"] += len(twins)
        site.job.database.set_aside(site.slug, twins)


async def _journeys(site: _Site) -> None:
    """The site's service scenarios, after its pages; politely, as one visitor."""
    job, first = site.job, site.plan.starts[0]
    mine = journeys.belonging(site.config.journeys, site.plan.starts, site.plan.first)
    if not mine:
        return

    async def store_state(identity: str, position: int, capture: PageCapture) -> None:
        planned = Planned(capture.url, identity, 0, "journey", None, position)
        data = await asyncio.to_thread(site.written, capture)
        page = await asyncio.to_thread(_judge, site, planned, data)
        await _store(site, planned, capture, data, page)

    async with job.slots:
        site.plan.site.journeys = await journeys.run_all(
            mine,
            first,
            site.slug,
            site.config.output,
            job.database,
            site.options,
            lambda way: site.new_context(way.width, way.height, way.touch),
            store_state,
            site.mask,
        )


async def _store(site: _Site, planned: Planned, capture: PageCapture, data: dict[str, Any], page: Page) -> list[str]:
    """Write the capture's file (`data`, masked), then the page; its links come back, as they are."""
    start = time.perf_counter()
    name = f"{site.slug}/{planned.position:05d}-{digest(planned.identity, length=8)}"
    data = {**data, "crawl": {"source": planned.source, "depth": planned.depth}}
    screenshots = await asyncio.to_thread(covered, capture.to_data(), data, capture.screenshots)
    relative = await asyncio.to_thread(write_capture, site.config.output, name, data, screenshots)
    acting = frozenset(capture.acting_links)
    links = [] if capture.error else [MAY_ACT + link if link in acting else link for link in capture.links]
    page.timing_ms["store"] = round((time.perf_counter() - start) * 1000)
    kept = [site.mask.text(link) for link in links]
    site.job.database.finish_page(page, planned.position, site.mask.text(planned.identity), relative, kept)
    return links


async def _frontier(site: _Site) -> Frontier:
    config = site.config
    if not config.ignore_robots:
        async with Fetcher(site.job.policy, site.agent("Chrome"), login=site.login) as fetcher:
            start = site.plan.starts[0]
            base = "/".join(start.split("/", 3)[:3])
            answer = await fetcher.get(base + "/robots.txt")
            site.robots = Robots.from_response(answer.status, answer.body, "DigitalInclusionAuditor")
            if site.robots.crawl_delay:
                site.gate.set_delay(start, site.robots.crawl_delay)
                site.turns = asyncio.Semaphore(1)
    return Frontier(
        site.scope,
        list(site.plan.starts),
        config.max_pages,
        config.max_depth,
        sampling=config.sample,
        allowed=site.robots.allowed,
        may_act=acting_address if site.login else lambda _: False,
    )


async def _sitemap(site: _Site, frontier: Frontier) -> None:
    if site.config.max_pages <= len(site.plan.starts) or site.config.max_depth < 1:
        return
    async with Fetcher(site.job.policy, site.agent("Chrome"), login=site.login) as fetcher:
        frontier.offer_sitemap(await collect(fetcher.get, site.robots.sitemaps or roots(site.plan.starts)))


async def _page(site: _Site, frontier: Frontier, planned: Planned) -> None:
    try:
        await _one_page(site, frontier, planned)
    finally:
        if site.sample:
            await site.sample.tell(planned.position, "")


async def _one_page(site: _Site, frontier: Frontier, planned: Planned) -> None:
    job = site.job
    if (held := site.done.get(site.mask.text(planned.identity))) is not None:
        frontier.redirected(planned.position, held.final_url)
        if held.template:
            site.finals[planned.position] = held.final_url
        # A link whose number was masked leads nowhere: it can't be followed any more.
        links = [link for link in held.links if not has_substitute(link)]
        frontier.offer(planned.position, links)
        if len(links) < len(held.links):
            frontier.left_out["masked"] += len(held.links) - len(links)
        if site.sample:
            await site.sample.tell(planned.position, held.template)
        job.progress.done(site.slug, site.mask.text(planned.url), "replayed")
        return
    if not site.robots.allowed(planned.url):
        _refused(site, planned, "robots-disallowed", note("page.robots"))
        return
    # A host that wants long pauses keeps one place busy, not those of the other sites too.
    async with site.turns, job.slots:
        if time.monotonic() > site.deadline:
            _refused(site, planned, "timeout", note("page.budget"))
            return
        capture = await _capture(site, planned)
        data = await asyncio.to_thread(site.written, capture)
        page = await asyncio.to_thread(_judge, site, planned, data)
        links = await _store(site, planned, capture, data, page)
    frontier.redirected(planned.position, capture.final_url)
    if page.status == "audited":
        site.finals[planned.position] = capture.final_url
    frontier.offer(planned.position, links)
    job.progress.done(site.slug, page.url, page.status)


async def _capture(site: _Site, planned: Planned) -> PageCapture:
    """Open the page; a refusal that names a time to wait, or a passing fault, is tried again."""
    attempt = 0
    options = site.options
    if (sample := site.sample) is not None:

        async def deep(found: PageCapture) -> bool:
            return await sample.chosen(
                # As long as an earlier page may take to tell its template, waits that its host asks for included.
                planned.position,
                template(PageView(found.to_data())),
                patience=ATTEMPTS * (options.timeout + MAX_WAIT),
            )

        options = replace(options, deep=deep)
    # The turn is kept over all attempts: pages behind this one may be waiting for its template.
    async with site.gate.turn(planned.url):
        while True:
            attempt += 1
            capture = await _attempt(site, planned, options)
            wait = _wait(site, planned, capture, attempt)
            if wait is None:
                return capture
            site.gate.hold(planned.url, wait)
            await site.gate.rest(planned.url)


def _wait(site: _Site, planned: Planned, capture: PageCapture, attempt: int) -> float | None:
    """Seconds until the page is asked for again; None where it stays as it is."""
    wait = site.gate.retry_after(planned.url, capture.http_status, capture.retry_after, attempt)
    passing = capture.error is not None and capture.error[0] in TRANSIENT - {"timeout"}
    return 0.5 if wait is None and passing and attempt < 2 else wait


async def _attempt(site: _Site, planned: Planned, options: Options) -> PageCapture:
    try:
        return await capture_page(
            await site.open_context(),
            planned.url,
            options,
            lambda final: site.scope.admits(final) or (planned.source == "target" and _same_host(planned.url, final)),
        )
    except PlaywrightError as error:
        first = error.message.splitlines()[0]
        return PageCapture(url=planned.url, error=("crashed", note("page.browser-gone", what=first)))


def _same_host(one: str, other: str) -> bool:
    return one.split("/", 3)[2:3] == other.split("/", 3)[2:3]


def _judge(site: _Site, planned: Planned, data: dict[str, Any]) -> Page:
    return judge(data, site.job.catalogue, site.slug, site.config, planned.source, planned.depth)


def judge(data: dict[str, Any], catalogue: Catalogue, slug: str, config: Config, source: str, depth: int) -> Page:
    """A stored capture's page: judged where the gate let it through, else its status and reason."""
    if data["error"]:
        status, why = data["error"]
        return Page(
            site=slug,
            url=data["url"],
            final_url=data["final_url"],
            http_status=data["http_status"],
            title=data["title"],
            source=source,
            depth=depth,
            status=status,
            error=page_error(status, as_note(why), config.lang),
            timing_ms=data["timing_ms"],
        )
    return evaluate(data, catalogue, site=slug, profile=config.profile, lang=config.lang, source=source, depth=depth)


def _refused(site: _Site, planned: Planned, status: str, why: Note) -> None:
    page = Page(
        site=site.slug,
        url=site.mask.text(planned.url),
        source=planned.source,
        depth=planned.depth,
        status=status,
        error=page_error(status, why, site.config.lang),
    )
    site.job.database.finish_page(page, planned.position, site.mask.text(planned.identity), "", [])
    site.job.progress.done(site.slug, page.url, status)


def _account(site: _Site, frontier: Frontier) -> None:
    coverage = site.plan.site.coverage
    coverage.out_of_scope = dict(frontier.out_of_scope.most_common(100))
    coverage.left_out = dict(frontier.left_out)
    coverage.documents = site.mask.data([{"url": url, **facts} for url, facts in frontier.documents.items()])


async def _documents(site: _Site, frontier: Frontier) -> None:
    """Look at the linked files too, but in the quick profile."""
    if site.config.profile == "quick" or not frontier.documents:
        return
    policy, agent, database = site.job.policy, site.agent("Chrome"), site.job.database
    async with (
        Fetcher(policy, agent, timeout=site.config.timeout, max_bytes=documents.MAX_BYTES, login=site.login) as whole,
        Fetcher(policy, agent, max_bytes=1, login=site.login) as asking,
    ):
        fetched = await documents.fetch_documents(
            frontier.documents,
            database.documents(site.slug),
            (whole, asking),
            site.gate,
            site.robots.allowed,
            lambda url, facts: database.keep_document(site.slug, site.mask.text(url), site.mask.data(facts)),
        )
    site.plan.site.coverage.documents = documents_in(site.mask.data(fetched), site.config.lang)

"""One site from its start addresses to its end: crawled by levels, files and journeys looked at, judged as a whole.

Which pages are taken depends on the pages alone, never on which finished first, so a run that was killed and goes on
ends as an undisturbed one: finished pages are replayed from the sink.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any
from urllib.parse import urljoin

from auditor.capture.schema import PageCapture
from auditor.crawl.fetch import Fetcher
from auditor.crawl.frontier import Frontier, Planned
from auditor.crawl.robots import Robots
from auditor.crawl.sitemap import collect, roots
from auditor.crawl.urls import identity
from auditor.documents import fetch as documents
from auditor.errors import AuditError
from auditor.evaluate.siterules import judge_site
from auditor.lexicon.acting_links import acting_address
from auditor.messages import note
from auditor.messages.reasons import documents_in, page_error
from auditor.model import Site
from auditor.run import journeys
from auditor.run.bare_hosts import answering
from auditor.run.coverage import account
from auditor.run.judging import named
from auditor.run.plan import SitePlan
from auditor.run.sink import Sink, SiteResult
from auditor.run.visit import BOT, TIME_IS_UP, SiteAudit, finish, visit
from auditor.run.worker import Worker
from auditor.settings.parts import SiteSettings

MAX_HOSTS = 100  # of other sites that links lead to, named in the coverage


async def audit_site(plan: SitePlan, settings: SiteSettings, sink: Sink, worker: Worker) -> SiteResult:
    """Audit one site into `sink`. Plan, settings and result can be pickled, and what the sink is handed.

    Never raises for what a site does: a part of its audit that fails is the site's own error."""
    site = plan.site.model_copy(deep=True)
    plan, instead = await answering(plan, settings, worker)
    audit = SiteAudit(plan, settings, sink, worker)
    site.coverage.asked_instead = audit.mask.data(instead)
    try:
        await _part(audit, site, _robots(audit))
        frontier = _frontier(audit)
        await _part(audit, site, _crawl(audit, frontier, site))
        _account_crawl(audit, frontier, site)
        await _part(audit, site, _documents(audit, frontier, site))
        await _part(audit, site, _journeys(audit, site))
    finally:
        await audit.browser.close()
    return await asyncio.to_thread(_conclude, audit, site)


async def _part(audit: SiteAudit, site: Site, work: Coroutine[Any, Any, None]) -> None:
    """One part of a site's audit. Raises AuditError, which is no fault of the site."""
    try:
        await work
    except AuditError:
        raise
    except Exception as error:
        why = note("site.failed", what=named(error))
        site.error = site.error or page_error("crashed", why, audit.settings.judge.lang)


async def _robots(audit: SiteAudit) -> None:
    crawl, starts = audit.settings.crawl, audit.plan.starts
    if not crawl.ignore_robots:
        async with Fetcher(audit.worker.policy, audit.agent(), login=audit.login) as fetcher:
            answer = await fetcher.get(urljoin(starts[0], "/robots.txt"))
            audit.robots = Robots.from_response(answer.status, answer.body, BOT)
            if audit.robots.crawl_delay:
                audit.worker.gate.set_delay(starts[0], audit.robots.crawl_delay)
                audit.turns = asyncio.Semaphore(1)


def _frontier(audit: SiteAudit) -> Frontier:
    crawl, starts = audit.settings.crawl, audit.plan.starts
    return Frontier(
        audit.scope,
        list(starts),
        crawl.max_pages,
        crawl.max_depth,
        sampling="structured" if crawl.sample == "structured" else "all",
        allowed=audit.robots.allowed,
        may_act=acting_address if audit.login else lambda _: False,
    )


async def _crawl(audit: SiteAudit, frontier: Frontier, site: Site) -> None:
    level = frontier.level()
    first = True
    while level:
        audit.sink.pages_planned(len(level))
        if audit.sample:
            audit.sample.expect(planned.position for planned in level)
        await asyncio.gather(*(visit(audit, frontier, planned) for planned in level))
        _set_twins_aside(audit, frontier, level)
        if first:
            first = False
            await _sitemap(audit, frontier)
        level = frontier.advance()
        if level and time.monotonic() > audit.deadline and not audit.all_finished(level):
            # They are gone through all the same: what an earlier go has is taken, the others are noted as not opened.
            site.error = page_error("timeout", TIME_IS_UP, audit.settings.judge.lang)


def _set_twins_aside(audit: SiteAudit, frontier: Frontier, level: list[Planned]) -> None:
    """Addresses of this level that led to a page audited under another: counted as left out, not a second time.

    What was asked for by name stays. The page's own address is preferred, else the first in the order of the crawl."""
    audited = [planned for planned in level if planned.position in audit.final_urls]
    own = [planned for planned in audited if identity(audit.final_urls[planned.position]) == identity(planned.url)]
    twins = []
    for planned in sorted(audited, key=lambda p: (p not in own, p.position)):
        kept = audit.owners.setdefault(identity(audit.final_urls[planned.position]), planned.position)
        if kept != planned.position and planned.source != "target":
            twins.append(audit.key(planned))
    if twins:
        frontier.left_out["same-page"] += len(twins)
        audit.sink.set_aside(twins)


async def _sitemap(audit: SiteAudit, frontier: Frontier) -> None:
    crawl, starts = audit.settings.crawl, audit.plan.starts
    if crawl.max_pages <= len(starts) or crawl.max_depth < 1:
        return
    async with Fetcher(audit.worker.policy, audit.agent(), login=audit.login) as fetcher:
        frontier.offer_sitemap(await collect(fetcher.get, audit.robots.sitemaps or roots(starts)))


def _account_crawl(audit: SiteAudit, frontier: Frontier, site: Site) -> None:
    coverage = site.coverage
    coverage.out_of_scope = dict(frontier.out_of_scope.most_common(MAX_HOSTS))
    coverage.left_out = dict(frontier.left_out)
    coverage.documents = audit.mask.data([{"url": url, **facts} for url, facts in frontier.documents.items()])


async def _documents(audit: SiteAudit, frontier: Frontier, site: Site) -> None:
    """Look at the linked files too, but in the quick profile."""
    if audit.settings.judge.profile == "quick" or not frontier.documents:
        return
    policy, agent, login = audit.worker.policy, audit.agent(), audit.login
    async with (
        Fetcher(
            policy, agent, timeout=audit.settings.capture.timeout, max_bytes=documents.MAX_BYTES, login=login
        ) as whole,
        Fetcher(policy, agent, max_bytes=1, login=login) as size_only,
    ):
        fetched = await documents.fetch_documents(
            frontier.documents,
            audit.sink.documents(),
            (whole, size_only),
            audit.worker.gate,
            audit.robots.allowed,
            lambda url, facts: audit.sink.document_finished(audit.mask.text(url), audit.mask.data(facts)),
        )
    site.coverage.documents = documents_in(audit.mask.data(fetched), audit.settings.judge.lang)


async def _journeys(audit: SiteAudit, site: Site) -> None:
    """The site's service scenarios, after its pages; politely, as one visitor."""
    plan = audit.plan
    own = journeys.belonging(audit.settings.journeys, plan.starts, plan.first)
    if not own:
        return

    async def store_state(identity: str, position: int, capture: PageCapture) -> None:
        planned = Planned(capture.url, identity, 0, "journey", None, position)
        audit.visited.add(audit.key(planned))
        masked = await asyncio.to_thread(audit.masked, capture)
        page = await asyncio.to_thread(audit.judge, masked, "journey", 0)
        await finish(audit, planned, capture, masked, page)

    async with audit.worker.slots, audit.worker.pool.seat() as seat:
        site.journeys = await journeys.run_all(
            own,
            plan.starts[0],
            audit.sink,
            audit.options,
            lambda way: audit.browser.new_context(seat, way.width, way.height, way.touch, plan.starts[0]),
            store_state,
            audit.mask,
        )


def _conclude(audit: SiteAudit, site: Site) -> SiteResult:
    """The site's end: pages of an earlier go that the crawl did not come to again are set aside (a page that failed
    then and answers now may have led elsewhere), the rules over the whole site are judged, once."""
    sink, judge = audit.sink, audit.settings.judge
    pages = dict(sink.pages())
    # Where the time was used up, pages of an earlier go may stand beyond what the crawl came to: they stay.
    if site.error is None and (
        left := [key for key, page in pages.items() if key not in audit.visited and page.source != "journey"]
    ):
        sink.set_aside(left)
        pages = {key: page for key, page in pages.items() if key not in left}
    said = judge_site(list(pages.values()), site.coverage.documents, audit.worker.catalogue, judge.profile, judge.lang)
    site.coverage.planned = len(pages)
    account(site, pages.values(), ended=True)
    sink.site_finished(site, dict(zip(pages, said, strict=True)))
    return SiteResult(site, len(pages))

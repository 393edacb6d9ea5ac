"""One page of a site: replayed from an earlier go, refused by robots.txt, or opened, judged and handed to the sink."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from auditor.capture.browser_pool import SiteBrowser
from auditor.capture.limits import failure
from auditor.capture.open import Options
from auditor.capture.schema import PageCapture
from auditor.capture.schema.page import CrawlOrigin
from auditor.crawl.credentials import Credentials
from auditor.crawl.frontier import MAY_ACT, Frontier, Planned
from auditor.crawl.politeness import ATTEMPTS, MAX_WAIT, PER_HOST, asked_wait
from auditor.crawl.robots import Robots
from auditor.crawl.sampling import TemplateSample
from auditor.crawl.scope import Scope
from auditor.errors import AuditError
from auditor.evaluate.groups import template
from auditor.lexicon.acting_links import acting_address, said_pattern
from auditor.masking import Mask, has_substitute
from auditor.messages import Note, note
from auditor.messages.reasons import page_error
from auditor.model import Page
from auditor.rulekit.page import PageView
from auditor.run import journeys
from auditor.run.covered_screenshots import covered
from auditor.run.judging import judge_page, named, unopened_page
from auditor.run.plan import SitePlan
from auditor.run.sink import FinishedPage, PageRecord, Sink
from auditor.run.worker import Worker
from auditor.settings.parts import SiteSettings

DEEP_PAGES = 2  # of a template, in profile standard
ASKED_AGAIN = frozenset({"crashed", "connection-error"})  # at once, half a second later
LOST = "page.browser-lost"
LEAST_SECONDS = 3.0  # with less left of a page's time it is not asked for again
BOT = "DigitalInclusionAuditor"  # our name in robots.txt
TIME_IS_UP = note("page.budget")


def user_agent(settings: SiteSettings, version: str) -> str:
    """An honest user agent: a browser's, with our name and a contact, where none is given."""
    crawl = settings.crawl
    return crawl.user_agent or (
        f"Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) {version} "
        f"{BOT}/0.1 (+accessibility audit; contact: {crawl.contact})"
    )


@dataclass
class SiteAudit:
    """A site's audit under way."""

    plan: SitePlan
    settings: SiteSettings
    sink: Sink
    worker: Worker
    login: Credentials = field(init=False)
    browser: SiteBrowser = field(init=False)
    options: Options = field(init=False)
    finished: dict[str, FinishedPage] = field(init=False)
    robots: Robots = field(default_factory=Robots.ignore)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PER_HOST))
    sample: TemplateSample | None = field(init=False)
    final_urls: dict[int, str] = field(default_factory=dict)  # position → address of an audited page
    owners: dict[str, int] = field(default_factory=dict)  # identity of a final address → position that keeps it
    mask: Mask = field(init=False)
    visited: set[str] = field(default_factory=set)  # identities that the crawl has taken this time

    def __post_init__(self) -> None:
        settings, worker, starts = self.settings, self.worker, self.plan.starts
        self.scope = Scope(starts, settings.crawl.include, settings.crawl.exclude)
        self.deadline = time.monotonic() + settings.crawl.budget * 60
        self.finished = dict(self.sink.finished())
        given, profile = settings.credentials, settings.judge.profile
        self.login = Credentials.of(starts, given.header, given.storage_state, self.plan.passwords)
        self.mask = Mask([*journeys.secrets(settings.journeys), *self.login.secrets()])
        self.browser = SiteBrowser(worker.pool, self.agent, self.login, self.login.storage)
        self.options = Options(
            engine=worker.engine,
            axe_rules=worker.catalogue.axe_rules(),
            views=worker.catalogue.views(profile),
            probes=worker.catalogue.probes(profile),
            timeout=settings.capture.timeout,
            deep_timeout=settings.capture.deep_timeout,
            may_visit=self.may_visit,
            refused=worker.policy.refusals.reason,
            acting_text=said_pattern() if self.login else None,
        )
        # Pages that were asked for one by one are all looked at in full.
        one_by_one = settings.crawl.max_pages <= len(starts)
        self.sample = TemplateSample(DEEP_PAGES) if profile == "standard" and not one_by_one else None

    @property
    def slug(self) -> str:
        """The site's name in the run."""
        return self.plan.site.slug

    def agent(self, version: str = "Chrome") -> str:
        """The user agent, of a browser that calls itself `version`."""
        return user_agent(self.settings, version)

    def may_visit(self, url: str) -> bool:
        """Whether a probe may ask for a page that another one links to. It isn't audited, so its folder is no matter;
        a host that wants pauses between requests is asked for nothing more."""
        kept_out = self.scope.why_not(url) in ("host", "excluded", "not-included")
        kept_out = kept_out or (bool(self.login) and acting_address(url))
        return not kept_out and self.robots.allowed(url) and not self.robots.crawl_delay

    def all_finished(self, level: Iterable[Planned]) -> bool:
        """Whether an earlier go has finished all these pages."""
        return all(self.key(planned) in self.finished for planned in level)

    def key(self, planned: Planned) -> str:
        """The page's identity as the sink has it."""
        return self.mask.text(planned.identity)

    def masked(self, capture: PageCapture) -> PageCapture:
        """A capture as it is judged and kept: personal numbers and secrets masked, once for all that follows."""
        masked: PageCapture = self.mask.data(capture)
        return masked

    def judge(self, masked: PageCapture, source: str, depth: int) -> Page:
        """The page of a masked capture."""
        return judge_page(masked, self.worker.catalogue, self.slug, self.settings.judge, source, depth)


async def visit(site: SiteAudit, frontier: Frontier, planned: Planned) -> None:
    """Deal with a planned page and offer its links. A page's fault never ends the site's audit: where judging or
    storing it fails the page is `crashed`. Raises what not even such a page could be stored for."""
    site.visited.add(site.key(planned))
    try:
        if (earlier := site.finished.get(site.key(planned))) is not None:
            await _replay(site, frontier, planned, earlier)
        elif not site.robots.allowed(planned.url):
            await _finish_unopened(site, planned, "robots-disallowed", note("page.robots"))
        else:
            await _open(site, frontier, planned)
    except AuditError:  # of the folder, or the browser
        raise
    except Exception as error:
        await _finish_unopened(site, planned, "crashed", note("page.not-judged", what=named(error)))
    finally:
        if site.sample:
            await site.sample.tell(planned.position, "")


async def _replay(site: SiteAudit, frontier: Frontier, planned: Planned, earlier: FinishedPage) -> None:
    frontier.redirected(planned.position, earlier.final_url)
    _follow(site, planned, earlier.final_url)
    if earlier.template:
        site.final_urls[planned.position] = earlier.final_url
    # A link whose number was masked leads nowhere: it can't be followed any more.
    links = [link for link in earlier.links if not has_substitute(link)]
    frontier.offer(planned.position, links)
    if len(links) < len(earlier.links):
        frontier.left_out["masked"] += len(earlier.links) - len(links)
    if site.sample:
        await site.sample.tell(planned.position, earlier.template)
    site.sink.page_replayed(site.mask.text(planned.url))


async def _open(site: SiteAudit, frontier: Frontier, planned: Planned) -> None:
    # A host that wants long pauses keeps one place busy, not those of the other sites too.
    async with site.turns, site.worker.slots:
        if time.monotonic() > site.deadline:
            await _finish_unopened(site, planned, "timeout", TIME_IS_UP)
            return
        capture = await _capture(site, planned)
        masked = await asyncio.to_thread(site.masked, capture)
        page = await asyncio.to_thread(site.judge, masked, planned.source, planned.depth)
        links = await finish(site, planned, capture, masked, page)
    frontier.redirected(planned.position, capture.final_url)
    _follow(site, planned, capture.final_url)
    if page.status == "audited":
        site.final_urls[planned.position] = capture.final_url
    frontier.offer(planned.position, links)


async def finish(
    site: SiteAudit, planned: Planned, capture: PageCapture, masked: PageCapture, page: Page
) -> tuple[str, ...]:
    """Hand a judged page and its masked capture to the sink; its links come back, as they are."""
    acting = frozenset(capture.acting_links)
    links = () if capture.error else tuple(MAY_ACT + link if link in acting else link for link in capture.links)
    masked.crawl = CrawlOrigin(planned.source, planned.depth)
    try:
        masked.screenshots = await asyncio.to_thread(covered, capture, masked)
    except Exception as error:  # never one that is not covered
        masked.screenshots = {}
        masked.untested["screenshots"] = failure(error)
    masked_links = tuple(site.mask.text(link) for link in links)
    record = PageRecord(page, planned.position, site.key(planned), masked_links, masked)
    await asyncio.to_thread(site.sink.page_finished, record)
    return links


async def _finish_unopened(site: SiteAudit, planned: Planned, status: str, why: Note) -> None:
    error = page_error(status, why, site.settings.judge.lang)
    page = unopened_page(site.slug, planned, site.mask.text(planned.url), error)
    await asyncio.to_thread(site.sink.page_finished, PageRecord(page, planned.position, site.key(planned)))


async def _capture(site: SiteAudit, planned: Planned) -> PageCapture:
    """Open the page; a refusal that names a time to wait, or a passing fault, is tried again."""
    attempt = 0
    options = site.options
    if (sample := site.sample) is not None:

        async def deep(capture: PageCapture) -> bool:
            return await sample.chosen(
                # As long as an earlier page may take to tell its template, waits that its host asks for included.
                planned.position,
                template(PageView(capture)),
                patience=ATTEMPTS * (options.timeout + MAX_WAIT),
            )

        options = replace(options, deep=deep)

    def in_scope(final: str) -> bool:
        of_target = planned.source == "target" and (_same_host(planned.url, final) or _is_secured(planned.url, final))
        return of_target or site.scope.admits(final)

    gate = site.worker.gate
    # The turn is kept over all attempts: pages behind this one may be waiting for its template.
    async with gate.turn(planned.url):
        while True:
            attempt += 1
            begun = time.monotonic()
            capture = await site.browser.capture(planned.url, options, in_scope)
            wait = _wait(site, planned, capture, attempt)
            if wait is None:
                return _with_asked_wait(capture, MAX_WAIT)
            if capture.error is not None and capture.error[1].code != LOST:
                # All attempts and the waits that are asked for have the page's time together; what a lost browser has
                # cost is not the page's doing.
                left = options.timeout - (time.monotonic() - begun) - wait
                if left < LEAST_SECONDS:
                    return _with_asked_wait(capture, 0.0)
                options = replace(options, timeout=left)
            gate.hold(planned.url, wait)
            await gate.rest(planned.url)


def _wait(site: SiteAudit, planned: Planned, capture: PageCapture, attempt: int) -> float | None:
    """Seconds until the page is asked for again; None where it stays as it is."""
    wait = site.worker.gate.retry_after(planned.url, capture.http_status, capture.retry_after, attempt)
    passing = capture.error is not None and capture.error[0] in ASKED_AGAIN
    most = ATTEMPTS if capture.error is not None and capture.error[1].code == LOST else 2
    return 0.5 if wait is None and passing and attempt < most else wait


def _with_asked_wait(capture: PageCapture, most: float) -> PageCapture:
    """The page as it is, its error with the wait that the server asks for, where that is more than `most` seconds."""
    asked = asked_wait(capture.retry_after)
    if capture.error is not None and capture.error[1].code != LOST and asked is not None and asked > most:
        status, why = capture.error
        capture.error = status, note("page.asked-to-wait", why=why, seconds=round(asked))
    return capture


def _follow(site: SiteAudit, planned: Planned, final: str) -> None:
    """A target that sends itself to its host's encrypted side is the same site there, on another port too. A login goes
    to the origin that was asked for alone, as ever."""
    if planned.source == "target" and _is_secured(planned.url, final):
        site.scope.extend(final)


def _is_secured(asked: str, final: str) -> bool:
    one, other = urlsplit(asked), urlsplit(final)
    return (one.scheme, other.scheme) == ("http", "https") and one.hostname == other.hostname


def _same_host(one: str, other: str) -> bool:
    return one.split("/", 3)[2:3] == other.split("/", 3)[2:3]

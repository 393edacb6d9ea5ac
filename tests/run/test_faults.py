"""What fails for one page is that page's fault: the others are judged, and the run goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from auditor.capture import axe
from auditor.capture.browser_pool import SiteBrowser
from auditor.capture.schema import PageCapture, ViewCapture
from auditor.cli.main import main
from auditor.crawl.credentials import Credentials
from auditor.crawl.guard import AddressPolicy
from auditor.crawl.politeness import HostGate
from auditor.crawl.targets import Target
from auditor.evaluate import catalogue
from auditor.evaluate.siterules import judge_site
from auditor.messages import note
from auditor.model import Manifest, Page
from auditor.rulekit.rule import Verdict
from auditor.rulekit.site import SiteVerdict
from auditor.run import judging, site, visit
from auditor.run.keep_rules import judge_with
from auditor.run.plan import plan_sites
from auditor.run.rejudge import judge_again
from auditor.run.sink import PageRecord, SiteResult
from auditor.run.site import audit_site
from auditor.run.store_sink import StoreSink
from auditor.run.worker import Worker
from auditor.settings.options import build
from auditor.store.errors import StoreError
from auditor.store.store import open_store
from tests.evaluate.test_captures import document
from tests.run.test_site import CollectingSink

RULES = catalogue.load()
PAGES = ("a", "b", "c")
BASE = "https://x.gov.cn/"


@dataclass
class Sink(CollectingSink):
    """Refuses what it is told to."""

    refuse: Callable[[PageRecord], Exception | None] = field(default=lambda record: None)

    def page_finished(self, record: PageRecord) -> None:
        if (error := self.refuse(record)) is not None:
            raise error
        super().page_finished(record)


def audited(
    monkeypatch: pytest.MonkeyPatch,
    sink: Sink,
    change: Callable[[PageCapture], object] = lambda _: None,
    starts: tuple[str, ...] = tuple(BASE + name for name in PAGES),
    **options: Any,
) -> SiteResult:
    """Pages of one site, captured by hand."""

    async def capture(self: SiteBrowser, url: str, _: Any, in_scope: Callable[[str], bool]) -> PageCapture:
        held = PageCapture(url=url, final_url=url, http_status=200, title="页")
        held.views["desktop"] = ViewCapture("desktop", 1280, 800, [document(url=url)])
        if url.endswith("b") or options:
            change(held)
        if not in_scope(held.final_url):
            held.error = "off-site-redirect", note("page.off-site", host="x")
        return held

    monkeypatch.setattr(SiteBrowser, "capture", capture)
    settings = build({"max_pages": 3, "max_depth": 0, "profile": "quick", "ignore_robots": True, **options})
    (plan,) = plan_sites([Target(url=url) for url in starts])

    async def work() -> SiteResult:
        engine = axe.Engine("", "", "")
        worker = Worker(SimpleNamespace(), RULES, engine, AddressPolicy(), asyncio.Semaphore(2), HostGate())  # type: ignore[arg-type]
        return await audit_site(plan, settings.site, sink, worker)

    return asyncio.run(work())


def statuses(sink: Sink) -> dict[str, str]:
    return {record.page.url.removeprefix(BASE): record.page.status for record in sink.records.values()}


def test_judging_that_fails_is_the_pages_own(monkeypatch: pytest.MonkeyPatch) -> None:
    real = judging.evaluate

    def evaluate(capture: PageCapture, *given: Any, **more: Any) -> Page:
        if capture.url.endswith("b"):
            raise RecursionError("too deep")
        return real(capture, *given, **more)

    monkeypatch.setattr(judging, "evaluate", evaluate)
    sink = Sink()
    result = audited(monkeypatch, sink)
    assert statuses(sink) == {"a": "audited", "b": "crashed", "c": "audited"}
    (page,) = [record.page for record in sink.records.values() if record.page.url.endswith("b")]
    assert page.error is not None
    assert "RecursionError: too deep" in page.error.message
    assert not page.passed
    assert (result.site.status, result.site.coverage.audited) == ("incomplete", 2)


@pytest.mark.parametrize("part", ["masking", "storing"])
def test_storing_that_fails_is_the_pages_own(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    sink = Sink()
    if part == "storing":  # what it holds of the page can't be written; that it crashed can
        sink.refuse = lambda record: (
            ValueError("half a character") if record.page.url.endswith("b") and record.capture else None
        )
    else:
        real = visit.SiteAudit.masked

        def masked(self: visit.SiteAudit, capture: PageCapture) -> PageCapture:
            if capture.url.endswith("b"):
                raise ValueError("half a character")
            return real(self, capture)

        monkeypatch.setattr(visit.SiteAudit, "masked", masked)
    result = audited(monkeypatch, sink)
    assert statuses(sink) == {"a": "audited", "b": "crashed", "c": "audited"}
    assert result.site.status == "incomplete"
    assert set(sink.ended) == set(sink.records), "the rules over the site were judged"


def test_a_folder_that_cannot_be_written_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = Sink(refuse=lambda record: StoreError("store.no-audit", folder="x"))
    with pytest.raises(StoreError):
        audited(monkeypatch, sink)


def test_a_screenshot_that_cannot_be_covered_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = Sink()
    audited(monkeypatch, sink, lambda held: held.screenshots.update(desktop=b"no picture") or _with_number(held))
    assert set(statuses(sink).values()) == {"audited"}
    (record,) = [record for record in sink.records.values() if record.page.url.endswith("b")]
    assert record.capture is not None
    assert not record.capture.screenshots


def _with_number(held: PageCapture) -> None:
    held.views["desktop"].documents[0].strings[5] = "身份证 11010519491231002X"


def test_a_part_of_a_sites_audit_that_fails_is_the_sites_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise OverflowError("no such number")

    monkeypatch.setattr("auditor.run.site._set_twins_aside", broken)
    sink = Sink()
    result = audited(monkeypatch, sink)
    assert (result.site.status, result.site.coverage.complete) == ("incomplete", False)
    assert result.site.error is not None
    assert "OverflowError" in result.site.error.message
    assert set(statuses(sink).values()) == {"audited"}


def test_a_site_whose_time_ends_between_two_levels_is_not_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was planned then is told page by page, with the reason."""
    clock = [0.0]

    def link_on(held: PageCapture) -> None:
        clock[0] += 120
        held.links = [BASE + "d", BASE + "e"]

    for module in (site, visit):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    sink = Sink()
    monkeypatch.setattr(site, "_sitemap", _nothing)
    result = audited(monkeypatch, sink, link_on, (BASE,), max_pages=9, max_depth=3, budget=1)
    assert statuses(sink) == {"": "audited", "d": "timeout", "e": "timeout"}
    assert all(record.page.error.code == "page.budget" for record in sink.records.values() if record.page.error)
    coverage = result.site.coverage
    assert (coverage.planned, coverage.audited, coverage.not_audited) == (3, 1, {"timeout": 2})
    assert (result.site.status, coverage.complete) == ("incomplete", False)
    assert result.site.error is not None
    assert result.site.error.code == "page.budget"


async def _nothing(*_: object) -> None:
    pass


def test_a_target_that_moves_to_its_encrypted_side_is_the_same_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """On another port too; its links are followed there, and a login goes to the origin that was asked for alone."""

    def secured(held: PageCapture) -> None:
        held.final_url = held.url.replace("http://x.gov.cn:8080", "https://x.gov.cn:8443")
        held.links = ["https://x.gov.cn:8443/next", "https://other.cn/", "http://x.gov.cn:9/"]

    sink = Sink()
    monkeypatch.setattr(site, "_sitemap", _nothing)
    result = audited(monkeypatch, sink, secured, ("http://x.gov.cn:8080/",), max_pages=9, max_depth=2)
    assert {record.page.url: record.page.status for record in sink.records.values()} == {
        "http://x.gov.cn:8080/": "audited",
        "https://x.gov.cn:8443/next": "audited",
    }
    assert result.site.coverage.out_of_scope == {"other.cn": 1, "x.gov.cn": 1}
    login = Credentials.of(["http://x.gov.cn:8080/"], {"Authorization": "Bearer secret"}, None, {})
    assert not login.headers_for("https://x.gov.cn:8443/next")
    assert login.headers_for("http://x.gov.cn:8080/b")


def test_a_finding_over_a_site_that_cannot_be_written_leaves_the_rule_untested() -> None:
    (rule, *_) = [rule for rule in RULES.runnable("standard") if rule.judge is not None]
    verdicts = [SiteVerdict(0, Verdict("failed", "no-such-sentence", {})), SiteVerdict(7, Verdict("failed", "x", {}))]
    rules = SimpleNamespace(runnable=lambda profile: [replace(rule, judge=lambda site: iter(verdicts))])
    pages = [Page(site="x", url=BASE + name, final_url=BASE + name) for name in PAGES]
    for said in judge_site(pages, [], rules, "standard", "zh"):  # type: ignore[arg-type]
        assert rule.rule.id in {item.rule for item in said.untested}
        assert not said.findings
        assert rule.rule.id not in said.passed + said.inapplicable


def test_a_damaged_capture_stops_no_judging(tmp_path: Any) -> None:
    with open_store(tmp_path, None, create=True) as store:
        run = store.begin_run(Manifest(program="x").model_dump())
        judge_with(run, [], RULES)
        (plan,) = plan_sites([Target(url=BASE)])
        run.plan_sites([plan.site])
        sink = StoreSink(run, plan.site.slug, SimpleNamespace(done=lambda *given: None))  # type: ignore[arg-type]
        for position, name in enumerate(PAGES):
            held = PageCapture(url=BASE + name, final_url=BASE + name, http_status=200, title="页")
            held.views["desktop"] = ViewCapture("desktop", 1280, 800, [document(url=BASE + name)])
            page = Page(site=plan.site.slug, url=BASE + name, final_url=BASE + name, passed=["image-alt"])
            sink.page_finished(PageRecord(page, position, name, capture=held))
        run.finish_site(plan.site)
        (damaged,) = list(tmp_path.rglob("00001-*.json.gz"))
        damaged.write_bytes(damaged.read_bytes()[:-20])
        judged = judge_again(store, run)
        assert judged.pages == 2
        assert [damaged.name in why.said("en") for why in judged.unread] == [True]
        pages = {page.url.removeprefix(BASE): page for page in run.pages(plan.site.slug)}
        assert pages["b"].passed == ["image-alt"], "it stays as it was judged before"
        assert pages["a"].passed != ["image-alt"]
    said = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--quiet"])
    assert said.exit_code == 3, "something planned was not judged"
    assert len(said.stderr.strip().splitlines()) == 1
    assert damaged.name in said.stderr

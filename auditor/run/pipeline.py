"""The whole run, readable on one screen: targets → sites → crawl → capture → evaluate → store → report."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from auditor import __version__
from auditor.capture import axe
from auditor.cli.progress import Progress
from auditor.content import folder
from auditor.crawl.guard import AddressPolicy
from auditor.crawl.proxy import GuardProxy
from auditor.crawl.targets import Problem, Target
from auditor.evaluate import catalogue as catalogue_module
from auditor.evaluate.catalogue import Catalogue
from auditor.evaluate.groups import digest
from auditor.evaluate.ledger import ledger
from auditor.evaluate.people import people
from auditor.evaluate.score import score
from auditor.evaluate.siterules import judge_site
from auditor.evaluate.sites import counts, groups, requirement_results
from auditor.evidence_images import crop_examples
from auditor.messages import sentence
from auditor.model import IMPACTS, SETTLED, Page, Result, Run, Site, Versions
from auditor.rulekit.rule.standards import requirements
from auditor.run import worker
from auditor.run.site import SiteJob, audit_site
from auditor.run.sites import SitePlan, plan_sites
from auditor.settings.options import Config
from auditor.store.database import Database
from auditor.store.errors import StoreError


class OtherAudit(StoreError):
    """The folder holds an audit with other settings."""


@dataclass
class Outcome:
    """How a run ended: its result, and whether it was interrupted."""

    result: Result
    interrupted: bool = False


@dataclass
class Tools:
    """What a run judges with."""

    catalogue: Catalogue
    engine: axe.Engine
    versions: dict[str, str] = field(default_factory=dict)


def prepare(config: Config) -> Tools:
    """Load rules and axe-core; faults are told before a browser is started."""
    return Tools(catalogue_module.load(tuple(config.rules)), axe.load(config.axe))


def run(config: Config, targets: list[Target], problems: list[Problem], progress: Progress) -> Outcome:
    """Audit all targets into `config.output` and return the result (also written to the database)."""
    config.output.mkdir(parents=True, exist_ok=True)
    tools = prepare(config)
    database = _open(config)
    try:
        plans = plan_sites(targets)
        database.plan_sites([plan.site for plan in plans])
        database.put("settings", config.printed())
        database.put(
            "problems",
            [
                {
                    **problem.model_dump(exclude={"note"}),
                    "message": sentence(problem.note, config.lang),
                    **problem.note.model_dump(),
                }
                for problem in problems
            ],
        )
        interrupted = worker.drive(lambda: _audit(config, plans, database, tools, progress))
        database.put("ended", None if interrupted else _now())
        result = finish(config, database, tools, interrupted)
    finally:
        database.close()
    return Outcome(result, interrupted)


def _open(config: Config) -> Database:
    path = config.output / "audit.db"
    if config.restart and path.is_file():
        for stale in config.output.glob("audit.db*"):
            stale.unlink()
        for name in (
            "captures",
            "pictures",
            "sites",
            "agencies",
        ):  # another audit's pages must not stand beside this one's
            shutil.rmtree(config.output / name, ignore_errors=True)
    database = Database(path)
    held = database.get("identity")
    if held is None:
        database.put("identity", config.identity())
        database.put("started", _now())
    elif held != config.identity():
        changed = sorted(key.replace("_", "-") for key, value in config.identity().items() if held.get(key) != value)
        database.close()
        raise OtherAudit("store.other-settings", path=config.output, settings=changed)
    return database


async def _audit(config: Config, plans: list[SitePlan], database: Database, tools: Tools, progress: Progress) -> None:
    states = {site.slug: state for state, site in database.sites()}
    policy = AddressPolicy(config.allow_private)
    async with (
        worker.proxied(None if config.allow_private else GuardProxy(policy)) as proxy,
        worker.BrowserPool(config.browser, proxy) as pool,
    ):
        tools.versions["browser"] = await pool.version()
        database.put("browser", tools.versions["browser"])
        job = SiteJob(
            config,
            database,
            tools.catalogue,
            tools.engine,
            pool,
            policy,
            progress,
            asyncio.Semaphore(config.concurrency),
        )
        progress.start(len(plans), done=database.count())
        waiting = iter([plan for plan in plans if states.get(plan.site.slug) != "done"])

        async def carry_out() -> None:
            for plan in waiting:
                await audit_site(plan, job)

        async with asyncio.TaskGroup() as group:
            for _ in range(config.concurrency):
                group.create_task(carry_out())


def finish(config: Config, database: Database, tools: Tools, interrupted: bool = False) -> Result:
    """Build the result model from what the database holds, pictures cut; also for an interrupted run, and later.

    Settings, times and bad lines are the run's own, from the store."""
    infos = tools.catalogue.infos()
    pages: dict[str, list[Page]] = {}
    sites: list[Site] = []
    for state, site in database.sites():
        found = database.pages(site.slug)
        profile = (database.get("identity") or {}).get("profile", config.profile)
        judge_site(found, site.coverage.documents, tools.catalogue, profile, config.lang)
        summarise(site, found, tools, state == "done")
        crop_examples(
            config.output, site, found, {done.final_url: done.capture for done in database.done(site.slug).values()}
        )
        pages[site.slug] = found
        sites.append(site)
    problems = database.get("problems") or []
    complete = not interrupted and not problems and bool(sites) and all(site.status == "complete" for site in sites)
    run_result = Run(
        versions=versions(tools, database),
        settings=database.get("settings") or config.printed(),
        started=database.get("started") or _now(),
        ended=database.get("ended"),
        complete=complete,
        problems=problems,
        ledger=ledger(infos),
        sites=sites,
    )
    return Result(run=run_result, pages=pages, rules=infos, requirements=requirements())


def summarise(site: Site, pages: list[Page], tools: Tools, done: bool) -> None:
    """Fill a site's groups, requirements, counts and status from its pages."""
    infos = tools.catalogue.infos()
    audited = [page for page in pages if page.status == "audited"]
    site.groups = groups(audited, infos)
    site.requirements = requirement_results(audited, infos)
    site.counts = counts(site.groups)
    site.people = people(audited, site.groups, site.journeys, infos)
    site.score = score(audited, site.groups, site.requirements, infos)
    coverage = site.coverage
    coverage.audited = len(audited)
    coverage.planned = max(coverage.planned, len(pages))
    coverage.not_audited = {}
    for page in pages:
        if page.status != "audited":
            coverage.not_audited[page.status] = coverage.not_audited.get(page.status, 0) + 1
    lost = coverage.planned - sum(1 for page in pages if page.status in SETTLED)
    coverage.complete = done and lost <= 0
    if not audited:
        site.status = "error"
        site.error = site.error or next((page.error for page in pages if page.error), None)
    else:
        site.status = "complete" if coverage.complete else "incomplete"


def versions(tools: Tools, database: Database) -> Versions:
    """What judged."""
    return Versions(
        program=__version__,
        rules=rules_version(),
        axe_core=tools.engine.version,
        axe_sha256=tools.engine.sha256,
        browser=tools.versions.get("browser") or database.get("browser") or "",
    )


def rules_version() -> str:
    """A digest of all rule files: two audits with one value were judged alike."""
    root: Path = folder("rules")
    parts = [
        file.read_bytes().decode("utf-8", "replace")
        for file in sorted(root.rglob("*"))
        if file.suffix in (".py", ".toml") and "__pycache__" not in file.parts
    ]
    return digest(*parts, length=12)


def exit_status(result: Result, fail_on: str, known: Collection[tuple[str, str]] = ()) -> int:
    """The contract's exit status: 0, 1 (findings at the level), 3 (incomplete; overrides 1).

    `known`: (site, root cause) of a baseline; they don't count."""
    if not result.run.complete:
        return 3
    if fail_on == "never":
        return 0
    level = IMPACTS.index(fail_on)
    hit = any(
        group.outcome == "failed" and IMPACTS.index(group.impact) >= level and (site.url, group.id) not in known
        for site in result.run.sites
        for group in site.groups
    )
    return 1 if hit else 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""One run of a folder: begun or gone on with, its sites side by side, each result kept as it is finished."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from auditor.model import Manifest, RuleInfo
from auditor.render.index_file import check_index, claim_index
from auditor.run.conclude import conclude
from auditor.run.coverage import is_passing
from auditor.run.interrupt import until_interrupted
from auditor.run.keep_rules import judge_with
from auditor.run.manifest import differences, refuse, write_manifest
from auditor.run.plan import SitePlan, plan_sites
from auditor.run.progress import Progress
from auditor.run.request import Request
from auditor.run.site import audit_site
from auditor.run.store_sink import StoreSink
from auditor.run.worker import Engines, Worker, running
from auditor.settings.parts import SiteSettings
from auditor.store.errors import StoreError
from auditor.store.run_store import RunStore
from auditor.store.store import Store, open_store


@dataclass(frozen=True)
class Ended:
    """How a run of a folder ended: its number, and whether a signal stopped it."""

    run: int
    interrupted: bool


async def audit_folder(request: Request, progress: Progress) -> Ended:
    """Carry out a request: go on with the folder's interrupted run, or begin a new one.

    Raises AuditError: another process in the folder, an interrupted run that differs, no browser …"""
    settings = request.settings
    folder = settings.folder.output
    engines = Engines.load(settings.worker)
    if "html" in settings.report.format:
        check_index(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        store = held.enter_context(open_store(folder, settings.folder.store, create=True))
        held.enter_context(store.lock())
        claim_index(folder)
        interrupted_run = None if settings.folder.restart else _interrupted(store)
        if interrupted_run is not None:
            _check_same(interrupted_run, request, engines, folder)
        return await _carry_out(request, store, interrupted_run, engines, progress)


def _interrupted(store: Store) -> RunStore | None:
    """The newest run, if it has not come to its end. Nobody else works on it: the folder is locked."""
    try:
        newest = store.run()
    except StoreError as error:
        if error.code == "store.no-audit":
            return None
        raise
    return None if newest.record().state == "finished" else newest


def _check_same(run: RunStore, request: Request, engines: Engines, folder: Path) -> None:
    held = Manifest.model_validate(run.manifest)
    if names := differences(held, request.settings, request.targets, engines):
        raise refuse(folder, names)


async def _carry_out(
    request: Request, store: Store, run: RunStore | None, engines: Engines, progress: Progress
) -> Ended:
    started: list[RunStore] = [] if run is None else [run]

    async def work() -> None:
        async with running(request.settings.worker, engines) as worker:
            current = await _begin(request, store, run, engines, worker)
            started[:] = [current]
            await _sites(request, current, worker, progress)

    try:
        interrupted = await until_interrupted(work)
    finally:
        if started:
            # What is there of sites that were not finished is a result too.
            await asyncio.to_thread(_conclude_rest, started[0], engines.catalogue.infos())
    if not started:
        raise KeyboardInterrupt  # stopped before anything was begun
    if not interrupted:
        started[0].end()
    return Ended(started[0].id, interrupted)


async def _begin(request: Request, store: Store, run: RunStore | None, engines: Engines, worker: Worker) -> RunStore:
    """The run with its manifest, what judges it, and its sites."""
    browser = worker.pool.version()
    manifest = write_manifest(request.settings, request.targets, request.problems, engines, browser)
    if run is None:
        run = store.begin_run(manifest.model_dump())
    else:
        run.resume()
    judge_with(run, [*manifest.packs, *manifest.extra_rules], engines.catalogue)
    run.plan_sites([plan.site for plan in plan_sites(list(request.targets))])
    return run


async def _sites(request: Request, run: RunStore, worker: Worker, progress: Progress) -> None:
    plans = plan_sites(list(request.targets))
    open_sites = set(run.sites_to_resume(is_passing))
    progress.start(len(plans), done=run.count())
    waiting = iter([plan for plan in plans if plan.site.slug in open_sites])
    infos = worker.catalogue.infos()

    async def carry_out() -> None:
        for plan in waiting:
            await _site(plan, request.settings.site, run, worker, progress, infos)

    async with asyncio.TaskGroup() as group:
        for _ in range(request.settings.worker.concurrency):
            group.create_task(carry_out())


async def _site(
    plan: SitePlan,
    settings: SiteSettings,
    run: RunStore,
    worker: Worker,
    progress: Progress,
    infos: Mapping[str, RuleInfo],
) -> None:
    await audit_site(plan, settings, StoreSink(run, plan.site.slug, progress), worker)
    await asyncio.to_thread(_conclude, run, [plan.site.slug], infos)


_ONE_AT_A_TIME = threading.Lock()  # results of a large site take memory


def _conclude(run: RunStore, slugs: Sequence[str], infos: Mapping[str, RuleInfo]) -> None:
    with _ONE_AT_A_TIME:
        for record in run.sites():
            if record.site.slug in slugs and not record.concluded:
                conclude(run, record, infos)


def _conclude_rest(run: RunStore, infos: Mapping[str, RuleInfo]) -> None:
    _conclude(run, [record.site.slug for record in run.sites()], infos)

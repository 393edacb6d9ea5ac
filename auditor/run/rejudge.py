"""Judges a stored run's captures again with today's rules: no browser, no network."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from auditor.capture.schema.page import CrawlOrigin
from auditor.errors import AuditError
from auditor.evaluate import catalogue as catalogue_module
from auditor.evaluate.catalogue import Catalogue
from auditor.evaluate.siterules import judge_site
from auditor.model import Manifest
from auditor.run.conclude import conclude
from auditor.run.judging import judge_page
from auditor.run.keep_rules import judge_with
from auditor.run.packs import bundled_packs, extra_packs
from auditor.run.store_sink import write_site_outcomes
from auditor.settings.parts import JudgeSettings
from auditor.store.errors import StoreError
from auditor.store.files import read_capture
from auditor.store.records import PageRows, page_rows
from auditor.store.run_store import RunStore
from auditor.store.store import Store

BATCH = 50  # pages written in one step
_TOOLS: tuple[Catalogue, JudgeSettings, Path]


class PackGone(AuditError):
    """A rule pack that the run was judged by is not there any more."""


@dataclass(frozen=True)
class Judged:
    """A run judged again: how many pages, the paths of its rule packs that are not what they were, and for each page
    whose capture can't be read why: it stays as it was judged before."""

    run: int
    pages: int
    changed: tuple[str, ...]
    unread: tuple[StoreError, ...] = ()


def judge_again(store: Store, run: RunStore) -> Judged:
    """Judge every stored capture of the run with today's rules, the run's own packs included. Raises PackGone, and
    StoreError where an audit is running in the folder."""
    with store.lock():
        return _judge_again(store, run)


def _judge_again(store: Store, run: RunStore) -> Judged:
    manifest = Manifest.model_validate(run.manifest)
    paths = tuple(Path(pack.path) for pack in manifest.extra_rules)
    for path in paths:
        if not path.is_dir():
            raise PackGone("run.pack-gone", path=path)
    catalogue = catalogue_module.load(paths)
    today = extra_packs(paths)
    changed = [new.path for old, new in zip(manifest.extra_rules, today, strict=True) if old.digest != new.digest]
    judge = judge_settings(manifest)
    judge_with(run, [*bundled_packs(), *today], catalogue)
    judged, unread = _judge_pages(store, run, catalogue, judge)
    judge_sites(run, catalogue, judge)
    return Judged(run.id, judged, tuple(changed), tuple(unread))


def _judge_pages(
    store: Store, run: RunStore, catalogue: Catalogue, judge: JudgeSettings
) -> tuple[int, list[StoreError]]:
    """How many were judged, and why others could not be."""
    rows = run.capture_rows()
    unread: list[StoreError] = []
    global _TOOLS  # what a forked worker finds ready
    _TOOLS = (catalogue, judge, run.folder)
    store.close()  # a connection must not cross a fork; the next use opens one again
    judged, left = _judge_all([(row.site, row.capture) for row in rows]), iter(rows)
    while batch := list(zip(islice(judged, BATCH), left, strict=False)):
        unread += [page for page, _ in batch if isinstance(page, StoreError)]
        run.finish_pages(
            (page, row.position, row.identity, row.capture, row.links)
            for page, row in batch
            if not isinstance(page, StoreError)
        )
    return len(rows) - len(unread), unread


def judge_settings(manifest: Manifest) -> JudgeSettings:
    """The profile and language that a run was judged by."""
    return JudgeSettings(profile=manifest.identity.get("profile", "standard"), lang=manifest.identity.get("lang", "zh"))


def judge_sites(run: RunStore, catalogue: Catalogue, judge: JudgeSettings) -> None:
    """Let the rules over a site speak of every site of the run that has ended, and work out all sites' results."""
    infos = catalogue.infos()
    for record in run.sites():
        site = record.site
        if record.done:  # the rules over a site speak when it has ended
            pages = {stored.identity: stored.page for stored in run.iter_stored(site.slug, findings=False)}
            said = judge_site(list(pages.values()), site.coverage.documents, catalogue, judge.profile, judge.lang)
            write_site_outcomes(run, site.slug, dict(zip(pages, said, strict=True)))
        conclude(run, record, infos)


def _judge_all(items: list[tuple[str, str]]) -> Iterator[PageRows | StoreError]:
    """In the order of `items`, each as soon as it is there: what is done can be written while the rest is judged."""
    gc.freeze()  # the rules stay
    workers = min(os.cpu_count() or 1, 8, max(1, len(items) // 8))
    if workers == 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(_judge_one, items)
        return
    # Judged pages leave nothing to the collector (`PageView.forget`).
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=gc.disable) as pool:
        yield from pool.map(_judge_one, items, chunksize=2)


def _judge_one(item: tuple[str, str]) -> PageRows | StoreError:
    catalogue, judge, folder = _TOOLS
    site, file = item
    try:
        capture = read_capture(folder, file)
    except StoreError as error:
        return error
    origin = capture.crawl or CrawlOrigin("target", 0)
    return page_rows(judge_page(capture, catalogue, site, judge, origin.source, origin.depth))

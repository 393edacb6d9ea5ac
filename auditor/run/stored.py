"""A stored audit without browser and network: its result again, or judged again from its captures."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from auditor.evaluate.catalogue import Catalogue
from auditor.model import Result
from auditor.run.pipeline import finish, prepare
from auditor.run.site import judge
from auditor.settings.options import Config
from auditor.store.database import Database, PageRows, page_rows
from auditor.store.errors import StoreError
from auditor.store.files import read_capture

BATCH = 50  # pages written in one step
_TOOLS: tuple[Catalogue, Config]


def open_stored(directory: Path) -> Database:
    """The folder's database. Raises StoreError where there is none."""
    if not (directory / "audit.db").is_file():
        raise StoreError("store.no-audit", path=directory)
    return Database(directory / "audit.db")


def stored_result(config: Config, database: Database) -> Result:
    """The result as the reports have it; the run's own settings and times are kept."""
    return finish(config, database, prepare(config))


def evaluate_again(config: Config, database: Database) -> int:
    """Judge every stored capture with today's rules; the number of pages."""
    held = database.get("identity") or {}
    config = config.model_copy(update={"profile": held.get("profile", config.profile)})
    rows = [row for row in database.capture_rows() if row[3]]
    global _TOOLS  # what a forked worker finds ready
    _TOOLS = (prepare(config).catalogue, config)
    database.close()  # a connection must not cross a fork
    judged, left = _judge_all([(site, capture) for site, _, _, capture, _ in rows]), iter(rows)
    while batch := [
        (page, position, identity, capture, links)
        for page, (_, identity, position, capture, links) in zip(islice(judged, BATCH), left, strict=False)
    ]:
        database.finish_pages(batch)
    return len(rows)


def _judge_all(items: list[tuple[str, str]]) -> Iterator[PageRows]:
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


def _judge_one(item: tuple[str, str]) -> PageRows:
    catalogue, config = _TOOLS
    site, capture = item
    data = read_capture(config.output, capture)
    crawl = data.pop("crawl", {"source": "target", "depth": 0})
    return page_rows(judge(data, catalogue, site, config, crawl["source"], crawl["depth"]))

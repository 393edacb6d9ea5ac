"""A stored audit without browser and network: its result again, or judged again from its captures."""

from __future__ import annotations

import gc
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from auditor.config import Config
from auditor.evaluate.catalogue import Catalogue
from auditor.model import Page, Result
from auditor.pipeline import finish, prepare
from auditor.siteaudit import judge
from auditor.store.database import Database, StoreError
from auditor.store.files import read_capture

GARBAGE = 200_000  # objects made before the collector looks; a page makes many that live as long as it does
BATCH = 400  # pages judged and written at a time
_TOOLS: tuple[Catalogue, Config]


def open_stored(directory: Path) -> Database:
    """The folder's database. Raises StoreError where there is none."""
    if not (directory / "audit.db").is_file():
        raise StoreError(f"{directory} 里没有检测结果（audit.db） / {directory} holds no audit (audit.db)")
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
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        pages = _judge_all([(site, capture) for site, _, _, capture, _ in batch])
        database.finish_pages(
            [
                (page, position, identity, capture, links)
                for page, (_, identity, position, capture, links) in zip(pages, batch, strict=True)
            ]
        )
    return len(rows)


def _judge_all(items: list[tuple[str, str]]) -> list[Page]:
    gc.freeze()  # the rules stay
    gc.set_threshold(GARBAGE)
    workers = min(os.cpu_count() or 1, 8, max(1, len(items) // 8))
    if workers == 1 or "fork" not in multiprocessing.get_all_start_methods():
        return [_judge_one(item) for item in items]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        # JSON text goes between processes quicker than pickled models.
        return [Page.model_validate_json(text) for text in pool.map(_judge_apart, items, chunksize=4)]


def _judge_apart(item: tuple[str, str]) -> str:
    return _judge_one(item).model_dump_json()


def _judge_one(item: tuple[str, str]) -> Page:
    catalogue, config = _TOOLS
    site, capture = item
    data = read_capture(config.output, capture)
    crawl = data.pop("crawl", {"source": "target", "depth": 0})
    return judge(data, catalogue, site, config, crawl["source"], crawl["depth"])

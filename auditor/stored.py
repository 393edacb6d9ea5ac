"""A stored audit without browser and network: its result again, or judged again from its captures."""

from __future__ import annotations

from pathlib import Path

from auditor.config import Config
from auditor.model import Result
from auditor.pipeline import finish, prepare
from auditor.siteaudit import judge
from auditor.store.database import Database, StoreError
from auditor.store.files import read_capture


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
    catalogue = prepare(config).catalogue
    count = 0
    held = database.get("identity") or {}
    config = config.model_copy(update={"profile": held.get("profile", config.profile)})
    for site, identity, position, capture, links in database.capture_rows():
        if not capture:
            continue
        data = read_capture(config.output, capture)
        crawl = data.pop("crawl", {"source": "target", "depth": 0})
        page = judge(data, catalogue, site, config, crawl["source"], crawl["depth"])
        database.finish_page(page, position, identity, capture, links)
        count += 1
    return count

"""A store: the runs of one folder, in its own SQLite file or in a database that several folders share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import case, func, insert, select

from auditor.store import codec, dialects
from auditor.store.connection import Connections
from auditor.store.errors import StoreError
from auditor.store.migrating import bring_up
from auditor.store.records import RunRecord
from auditor.store.run_store import RunStore, now
from auditor.store.tables import PAGES, RUN_VALUES, RUNS, SITES
from auditor.store.upkeep import ASIDE

LOCK = "audit.lock"


def open_store(folder: Path, address: str | None = None, *, create: bool = False) -> Store:
    """The store of a folder: `audit.db` in it, or the database at `address` (`sqlite:///…`, `postgresql://…`).

    Tables are made, or brought up from an earlier release, on the way. Raises StoreError where there is no database and
    `create` is not set, and where it is no audit's, a newer program's, damaged, locked or not to be written."""
    url = dialects.url_of(folder, address)
    file = dialects.file_of(url)
    try:
        if file is not None and not file.exists():
            if not create:
                raise StoreError("store.no-audit", path=folder if address is None else file)
            file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("store.unreachable", path=file, what=error.strerror) from None
    connections = Connections(url)
    try:
        bring_up(connections.engine, dialects.printed(url))
    except dialects.FAULTS as error:
        connections.close()
        raise dialects.as_store_error(error, url) from error
    except BaseException:
        connections.close()
        raise
    # A folder may be moved together with its own database, so that its name is nothing to go by there.
    return Store(connections, folder, "" if address is None else str(folder.resolve()))


class Store:
    """An open store. Runs are numbered from 1; the newest has the highest number."""

    def __init__(self, connections: Connections, folder: Path, name: str) -> None:
        self._connections, self.folder, self._name = connections, folder, name

    def close(self) -> None:
        """Release the database."""
        self._connections.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder for one process that writes runs into it. Raises StoreError (`busy`) where another does.

        The operating system lets go of it when the process ends, however it ends."""
        from filelock import FileLock, Timeout  # only here: it loads asyncio, which a report needs nothing of

        held = FileLock(self.folder / LOCK)
        try:
            held.acquire(timeout=0)
        except Timeout:
            raise StoreError("store.busy", path=self.folder) from None
        try:
            yield
        finally:
            held.release()

    def _is_held(self) -> bool:
        try:
            with self.lock():
                return False
        except (StoreError, OSError):
            return True

    def runs(self) -> list[RunRecord]:
        """The folder's runs, the oldest first. One that was left running by a process that is gone is `interrupted`."""
        with self._connections.reading() as connection:
            rows = connection.execute(select(RUNS).where(RUNS.c.folder == self._name).order_by(RUNS.c.id)).all()
            pages = connection.execute(
                select(PAGES.c.run, func.count(), func.sum(case((PAGES.c.status == "audited", 1), else_=0)))
                .where(PAGES.c.status != ASIDE)
                .group_by(PAGES.c.run)
            ).all()
            sites = connection.execute(
                select(SITES.c.run, func.count(), func.sum(case((SITES.c.state == "done", 1), else_=0))).group_by(
                    SITES.c.run
                )
            ).all()
        counted = {run: (int(count), int(audited)) for run, count, audited in pages}
        of_sites = {run: (int(count), int(done)) for run, count, done in sites}
        newest = rows[-1].id if rows else None
        records = []
        for row in rows:
            state = row.state
            if state == "running" and (row.id != newest or not self._is_held()):
                state = "interrupted"
            count, audited = counted.get(row.id, (0, 0))
            planned, done = of_sites.get(row.id, (0, 0))
            counts = {"sites": planned, "sites_done": done, "pages": count, "audited": audited}
            records.append(RunRecord(row.id, state, row.started, row.ended, json.loads(row.manifest), counts))
        return records

    def run(self, number: int | None = None) -> RunStore:
        """A run of the folder, the newest by default. Raises StoreError (`no-audit`, `no-run`)."""
        query = select(RUNS.c.id).where(RUNS.c.folder == self._name).order_by(RUNS.c.id.desc())
        if number is not None:
            query = query.where(RUNS.c.id == number)
        with self._connections.reading() as connection:
            key = connection.execute(query).scalar()
        if key is None:
            if number is None:
                raise StoreError("store.no-audit", path=self.folder)
            raise StoreError("store.no-run", path=self.folder, run=number)
        return RunStore(self._connections, self.folder, key)

    def begin_run(self, manifest: dict[str, Any], values: dict[str, Any] | None = None) -> RunStore:
        """A new run; its manifest is never changed. `values`: small values written with it, all or nothing."""

        def work(connection: Any) -> int:
            key: int = connection.execute(
                insert(RUNS).values(folder=self._name, state="running", started=now(), manifest=codec.dump(manifest))
            ).inserted_primary_key[0]
            for name, value in (values or {}).items():
                connection.execute(insert(RUN_VALUES).values(run=key, key=name, value=codec.dump(value)))
            return key

        return RunStore(self._connections, self.folder, self._connections.write(work))

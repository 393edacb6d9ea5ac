"""All that differs between SQLite and PostgreSQL: addresses, settings of a connection, transactions, kinds of
faults."""

from __future__ import annotations

import importlib.util
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import SQLAlchemyError as SQLAlchemyError

from auditor.store.errors import StoreError

PATIENCE = 20.0  # seconds that a write waits for another process's
SQLITE = "sqlite:///"
_WRITES = "auditor_writes"
_MIGRATION_LOCK = 7_104_217  # ours, any number: one process at a time makes or changes tables
FAULTS = (SQLAlchemyError, sqlite3.Error)  # the second: of a connection's first statements


def url_of(folder: Path, address: str | None) -> URL:
    """The database of a folder, or of an address. Raises StoreError for what is neither SQLite nor PostgreSQL."""
    if address is None:
        return URL.create("sqlite", database=str(folder / "audit.db"))
    if address.startswith(SQLITE) and address.removeprefix(SQLITE) not in ("", ":memory:"):
        return URL.create("sqlite", database=address.removeprefix(SQLITE))  # a file's name may have ? and # in it
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StoreError("store.address", path=address.partition("://")[0]) from None
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite" and url.database and url.database != ":memory:" and not url.query:
        return URL.create("sqlite", database=url.database)
    if kind not in ("postgresql", "postgres"):
        raise StoreError("store.address", path=f"{url.drivername}://…")
    if importlib.util.find_spec("psycopg") is None:
        raise StoreError("store.no-driver")
    return url.set(drivername="postgresql+psycopg")


def printed(url: URL) -> str:
    """An address as it may be shown: a file's path, else without its password and what else a query may hold."""
    if url.drivername.startswith("sqlite"):
        return str(url.database)
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database."""
    return Path(url.database) if url.drivername.startswith("sqlite") and url.database else None


def engine(url: URL) -> Engine:
    """An engine whose transactions are what they seem: DDL too is undone with one."""
    if not url.drivername.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 15})
    made = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(made, "connect", _sqlite_settings)
    event.listen(made, "begin", _sqlite_begin)
    return made


def _sqlite_settings(connection: Any, _: Any) -> None:
    # Python's driver begins and commits by itself where it thinks fit (not before DDL); SQLAlchemy's events do it here.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    # A transaction that read first can't become a writer while another writes, however long it waits: so from the
    # start.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write."""
    return engine.execution_options(**{_WRITES: True})


def alone(connection: Connection) -> None:
    """Wait until no other process makes or changes tables; until the end of the transaction."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")


def renumber(connection: Connection, table: str) -> None:
    """Go on counting behind ids that were written by hand."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false) FROM {table}"
        )


def is_collision(error: BaseException) -> bool:
    """Whether another process wrote the same row meanwhile, so that the transaction is to be tried again."""
    if isinstance(error, IntegrityError):
        return True
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in ("40001", "40P01")


_SQLITE_KINDS = {
    sqlite3.SQLITE_NOTADB: "store.not-a-database",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_READONLY: "store.read-only",
    sqlite3.SQLITE_PERM: "store.read-only",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_CANTOPEN: "store.unreachable",
}
_POSTGRES_KINDS = {
    "53100": "store.full",
    "25006": "store.read-only",
    "42501": "store.read-only",
    "55P03": "store.locked",
}

_WITH_DETAIL = frozenset({"store.not-a-database", "store.damaged", "store.unreachable", "store.failed"})


def as_store_error(error: BaseException, url: URL) -> StoreError:
    """A database's fault as one sentence."""
    origin = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    detail = (str(origin).strip().splitlines() or [type(origin).__name__])[0][:200]
    if isinstance(origin, sqlite3.Error):
        kind = _SQLITE_KINDS.get(getattr(origin, "sqlite_errorcode", 0) & 0xFF, "store.failed")
    else:
        state = getattr(origin, "sqlstate", None)
        kind = _POSTGRES_KINDS.get(state or "", "store.unreachable" if state is None else "store.failed")
    facts = {"path": printed(url)}
    if kind in _WITH_DETAIL:
        facts["what"] = detail
    return StoreError(kind, **facts)

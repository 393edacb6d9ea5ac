"""Brings a store's tables to what this program knows: makes them, changes those of an earlier release, or refuses.

All in one transaction: a database that can't be brought up is left as it was.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, insert, inspect, select

from auditor.store import dialects
from auditor.store.errors import StoreError
from auditor.store.tables import METADATA

HEAD = "0002"  # the newest of migrations/versions; a test compares
FIRST_RELEASE = "0001"
_FIRST_TABLES = {"run", "sites", "pages", "outcomes", "documents"}
VERSION_TABLE = "auditor_schema"  # a name of ours: the database may be another program's too
_VERSION = Table(VERSION_TABLE, MetaData(), Column("version_num", String(32), primary_key=True))
SCRIPTS = Path(__file__).parent / "migrations"


def bring_up(engine: Engine, place: str) -> None:
    """Make or change the tables. Raises StoreError where the database is a newer program's or no audit's."""
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with dialects.writing(engine).begin() as connection:
        dialects.alone(connection)
        version, tables = _version(connection), set(inspect(connection).get_table_names())
        if version == HEAD:
            return
        if version is None and not tables:
            METADATA.create_all(connection)
            _VERSION.create(connection)
            connection.execute(insert(_VERSION).values(version_num=HEAD))
        elif version is None and tables >= _FIRST_TABLES:
            migrate(connection, FIRST_RELEASE)
        elif version is None:
            raise StoreError("store.not-a-database", path=place, what=", ".join(sorted(tables)[:3]))
        elif version > HEAD:
            raise StoreError("store.newer", path=place, version=version)
        else:
            migrate(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(select(_VERSION.c.version_num)).scalar()


def migrate(connection: Connection, standing: str | None = None, to: str = HEAD) -> None:
    """Run the migrations up to a version within the connection's transaction. `standing`: what an unmarked one is."""
    # Only here: most stores are as this program made them, and Alembic takes a while to load.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    if standing is not None:
        command.stamp(config, standing)
    command.upgrade(config, to)

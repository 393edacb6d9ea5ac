"""The tables of a store, keyed by run. A change here needs a migration beside it (`migrations/versions`); a test
compares.

Everything that a page's or a site's JSON holds is in its `data` column; the other columns are what is searched by.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# Characters that no database keeps alike: NUL (PostgreSQL refuses it) and lone surrogates (no UTF-8). Escaped with a
# character that is none, so that an address comes back as it was given.
_ESCAPE = "\ufdd0"
_UNSAFE = re.compile("[\x00\ud800-\udfff\ufdd0]")
_ESCAPED = re.compile(_ESCAPE + "([0-9a-f]{4})")


class AnyText(TypeDecorator[str]):
    """A short text of any origin (an address, a name): comes back as it went in, NUL and lone surrogates too."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as databases keep it."""
        if value is None or not _UNSAFE.search(value):
            return value
        return _UNSAFE.sub(lambda match: f"{_ESCAPE}{ord(match[0]):04x}", value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """The text as it was given."""
        if value is None or _ESCAPE not in value:
            return value
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)


METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    # Of a store that several folders share, the folder whose run it is; "" in a folder's own database.
    Column("folder", AnyText, nullable=False),
    Column("state", String, nullable=False),  # running, finished; running without a process is interrupted
    Column("started", String, nullable=False),
    Column("ended", String),
    Column("manifest", Text, nullable=False),
    Index("ix_runs_folder", "folder"),
)
# Small values that belong to a run and to nothing below.
RUN_VALUES = Table(
    "run_values",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("key", AnyText, primary_key=True),
    Column("value", Text, nullable=False),
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
)
# What judged a run's pages: the audit itself, then each judging again.
JUDGINGS = Table(
    "judgings",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("started", String, nullable=False),
    Column("data", Text, nullable=False),
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
)
SITES = Table(
    "sites",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("slug", AnyText, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("state", String, nullable=False),  # planned, done
    Column("concluded", Boolean, nullable=False),  # `data` has the results of all pages that are there
    Column("data", Text, nullable=False),
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
)
PAGES = Table(
    "pages",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("site", AnyText, nullable=False),
    Column("identity", AnyText, nullable=False),
    Column("position", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("http_status", Integer),
    Column("judging", Integer, nullable=False),  # 0: it isn't known which, or there was nothing to judge
    Column("capture", AnyText, nullable=False),
    Column("links", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("site_rules", Text),  # what the rules over the whole site add: passed, inapplicable, untested
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
    Index("uq_pages", "run", "site", "identity", unique=True),
)
OUTCOMES = Table(
    "outcomes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("page", Integer, nullable=False),
    Column("scope", String, nullable=False),  # page, or site: written when the site ended
    Column("rule", AnyText, nullable=False),
    Column("outcome", String, nullable=False),
    Column("view", AnyText, nullable=False),
    Column("group_id", AnyText, nullable=False),
    Column("fingerprint", AnyText, nullable=False),
    Column("data", Text, nullable=False),
    ForeignKeyConstraint(["page"], ["pages.id"], ondelete="CASCADE"),
    Index("ix_outcomes_page", "page"),
)
DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("site", AnyText, primary_key=True),
    Column("url", AnyText, primary_key=True),
    Column("data", Text, nullable=False),
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
)

"""Tables keyed by run. What a database of release 0.1 holds becomes its first run."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from auditor.store import dialects

revision = "0002"
down_revision = "0001"

OLD = ("run", "sites", "pages", "outcomes", "documents")
PROGRAM = "0.1.0"  # the only release with tables of the first version


def upgrade() -> None:
    """Put the old tables aside, make the new ones, bring the rows over."""
    for name in OLD:
        # A renamed table would keep the names of its indexes and constraints, which the new ones need.
        op.execute(f"CREATE TABLE old_{name} AS SELECT * FROM {name}")  # names of ours
        op.drop_table(name)
    _create()
    held = _values()
    if held or op.get_bind().execute(sa.text("SELECT count(*) FROM old_sites")).scalar():
        _bring_over(held)
    for name in OLD:
        op.drop_table(f"old_{name}")


def _values() -> dict[str, Any]:
    rows = op.get_bind().execute(sa.text("SELECT key, value FROM old_run"))
    return {key: json.loads(value) for key, value in rows}


def _bring_over(held: dict[str, Any]) -> None:
    manifest = {
        "program": PROGRAM,
        **{key: held[key] for key in ("settings", "identity", "browser", "problems") if held.get(key) is not None},
    }
    bind = op.get_bind()
    runs = sa.table("runs", *map(sa.column, ("id", "folder", "state", "started", "ended", "manifest")))
    values = sa.table("run_values", *map(sa.column, ("run", "key", "value")))
    bind.execute(
        runs.insert().values(
            id=1,
            folder="",
            state="finished" if held.get("ended") else "running",
            started=held.get("started") or "",
            ended=held.get("ended"),
            manifest=json.dumps(manifest, ensure_ascii=False),
        )
    )
    for key, value in held.items():
        bind.execute(values.insert().values(run=1, key=key, value=json.dumps(value, ensure_ascii=False)))
    for statement in (
        "INSERT INTO sites (run, slug, position, state, concluded, data) "
        "SELECT 1, slug, position, state, false, data FROM old_sites",
        "INSERT INTO pages (id, run, site, identity, position, status, judging, capture, links, data) "
        "SELECT id, 1, site, identity, position, status, 0, capture, links, data FROM old_pages ORDER BY id",
        "INSERT INTO outcomes (id, page, scope, rule, outcome, view, group_id, fingerprint, data) "
        "SELECT id, page, 'page', rule, outcome, view, group_id, fingerprint, data FROM old_outcomes ORDER BY id",
        "INSERT INTO documents (run, site, url, data) SELECT 1, site, url, data FROM old_documents",
    ):
        bind.execute(sa.text(statement))
    for table in ("runs", "pages", "outcomes"):
        dialects.renumber(bind, table)
    _http_statuses(bind)


def _http_statuses(bind: sa.Connection) -> None:
    """Of the pages that failed: whether they are asked for again depends on it."""
    failed = bind.execute(sa.text("SELECT id, data FROM pages WHERE status NOT IN ('audited', 'same-page')")).all()
    for key, data in failed:
        bind.execute(
            sa.text("UPDATE pages SET http_status = :status WHERE id = :id"),
            {"status": json.loads(data).get("http_status"), "id": key},
        )


def _create() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("folder", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("started", sa.String, nullable=False),
        sa.Column("ended", sa.String),
        sa.Column("manifest", sa.Text, nullable=False),
    )
    op.create_index("ix_runs_folder", "runs", ["folder"])
    op.create_table(
        "run_values",
        sa.Column("run", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        *_of_run("run_values"),
    )
    op.create_table(
        "judgings",
        sa.Column("run", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("started", sa.String, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        *_of_run("judgings"),
    )
    op.create_table(
        "sites",
        sa.Column("run", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("slug", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("concluded", sa.Boolean, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        *_of_run("sites"),
    )
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("site", sa.String, nullable=False),
        sa.Column("identity", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("http_status", sa.Integer),
        sa.Column("judging", sa.Integer, nullable=False),
        sa.Column("capture", sa.String, nullable=False),
        sa.Column("links", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("site_rules", sa.Text),
        *_of_run("pages"),
    )
    op.create_index("uq_pages", "pages", ["run", "site", "identity"], unique=True)
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("view", sa.String, nullable=False),
        sa.Column("group_id", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_outcomes_pages", ondelete="CASCADE"),
    )
    op.create_index("ix_outcomes_page", "outcomes", ["page"])
    op.create_table(
        "documents",
        sa.Column("run", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
        *_of_run("documents"),
    )


def _of_run(table: str) -> list[Any]:
    return [sa.ForeignKeyConstraint(["run"], ["runs.id"], name=f"fk_{table}_runs", ondelete="CASCADE")]

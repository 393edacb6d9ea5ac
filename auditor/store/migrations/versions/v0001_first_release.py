"""The tables of release 0.1: one folder, one run. Such a database has no mark of its version; it is given this one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """As that release made them."""
    op.create_table("run", sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.Text, nullable=False))
    op.create_table(
        "sites",
        sa.Column("slug", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("site", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("identity", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("capture", sa.String, nullable=False),
        sa.Column("links", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.UniqueConstraint("site", "identity"),
    )
    op.create_index("ix_pages_site", "pages", ["site"])
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("view", sa.String, nullable=False),
        sa.Column("group_id", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("ix_outcomes_page", "outcomes", ["page"])
    op.create_table(
        "documents",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
    )

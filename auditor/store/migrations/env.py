"""What Alembic runs: the migrations on the connection that `auditor.store.migrating` gives, in its transaction."""

from __future__ import annotations

from alembic import context

from auditor.store.migrating import VERSION_TABLE
from auditor.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()

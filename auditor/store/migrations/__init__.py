"""Alembic's migrations of the store, one file a version. They run by themselves when a store is opened
(`migrating`)."""

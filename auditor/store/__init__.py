"""The store keeps many runs, each result as soon as it is finished: SQLite in the folder, or PostgreSQL; captures as
files.

Start at `store.open_store`. This package imports nothing by itself, so that errors can be caught without a database's
library.
"""

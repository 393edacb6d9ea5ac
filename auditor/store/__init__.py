"""The store keeps everything as it is finished: SQLite in the output folder, captures as files beside it."""

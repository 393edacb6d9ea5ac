"""Transactions of a store: a fault is one sentence, and a write that met another process's is made again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import URL, Connection

from auditor.store import dialects

T = TypeVar("T")
ATTEMPTS = 5


class Connections:
    """The connections of one database; each thread may use them."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.engine = dialects.engine(url)
        self._writing = dialects.writing(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads. Raises StoreError."""
        try:
            with self.engine.connect() as connection:
                yield connection
        except dialects.FAULTS as error:
            raise dialects.as_store_error(error, self.url) from error

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in one transaction, all or nothing. It may be called again where another process was quicker."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._writing.begin() as connection:
                    return work(connection)
            except dialects.FAULTS as error:
                if attempt == ATTEMPTS or not dialects.is_collision(error):
                    raise dialects.as_store_error(error, self.url) from error
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Release the database; a later use opens it again."""
        self.engine.dispose()

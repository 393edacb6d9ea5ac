"""Who is told how far a run is; the command line's display is one (auditor/cli/progress.py)."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Progress(Protocol):
    """Called from the event loop or a helper thread, one call at a time."""

    def start(self, sites: int, done: int = 0) -> None:
        """A run of so many sites begins; `done` pages were finished before it was interrupted."""

    def plan(self, site: str, pages: int) -> None:
        """`pages` more of a site are to be opened."""

    def done(self, site: str, url: str, status: str) -> None:
        """A page is finished: its status, or `replayed`."""

    def stop(self) -> None:
        """The run has ended."""


class Silent:
    """A progress that nobody watches."""

    def start(self, sites: int, done: int = 0) -> None:
        """Nothing."""

    def plan(self, site: str, pages: int) -> None:
        """Nothing."""

    def done(self, site: str, url: str, status: str) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""

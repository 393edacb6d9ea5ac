"""What is shown while a run is on: a live line on a terminal, plain lines elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
import time
from collections import Counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from auditor.cli.language import say
from auditor.messages import default_language, harmless, note, sentence

_QUIET_STATUSES = frozenset({"audited", "replayed"})


class Progress:
    """Counts pages; `done` is called once a page."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._console = Console(stderr=True)
        self._live = not quiet and self._console.is_terminal
        self._bars: Bars | None = None
        self._task: TaskID | None = None
        self.planned = self.finished = self.failures = self.sites = 0
        self._start = time.monotonic()
        self._said = 0.0
        self.statuses: Counter[str] = Counter()

    def start(self, sites: int, done: int = 0) -> None:
        """Begin to show; `done` pages were finished by an earlier run."""
        self.sites, self._start = sites, time.monotonic()
        if self._live:
            self._bars = Bars(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._task = self._bars.add_task("…", total=None, rate="")
            self._bars.start()
        elif not self._quiet:
            if done:
                say("cli.kept", err=True, sites=note("cli.sites", n=sites), pages=note("cli.pages", n=done))
            else:
                say("cli.sites", err=True, n=sites)

    def plan(self, site: str, pages: int) -> None:
        """`pages` more are to be done."""
        self.planned += pages

    def done(self, site: str, url: str, status: str) -> None:
        """A page is finished."""
        self.finished += 1
        self.statuses[status] += 1
        failed = status not in _QUIET_STATUSES
        self.failures += failed
        rate = self.finished / max(0.001, time.monotonic() - self._start) * 60
        if self._bars is not None and self._task is not None:
            self._bars.update(
                self._task,
                completed=self.finished,
                total=self.planned,
                description=harmless(f"{site} {url[-48:]}"),
                rate=sentence(note("cli.rate", rate=round(rate), failed=self.failures), default_language()),
            )
        elif not self._quiet and (failed or time.monotonic() - self._said > 2 or self.finished == self.planned):
            self._said = time.monotonic()
            told = harmless(f"[{self.finished}/{self.planned}] {site} {url} {status} ({rate:.0f}/min)")
            print(told, file=sys.stderr)

    def stop(self) -> None:
        """End the display."""
        if self._bars is not None:
            self._bars.stop()

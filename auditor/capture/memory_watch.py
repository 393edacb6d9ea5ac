"""Watches the memory of the browsers: what grows too large is ended, with the page that made it grow and no other.

A thread of its own looks, so that it does when the event loop is kept busy. Limits are ours; they are counted as most
tools do, memory that processes share with each of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psutil

from auditor.capture.processes import Processes, kill, own_weight

MB = 1_000_000
MAX_RENDERER = 800 * MB  # of a renderer; an ordinary page's has 120 to 250, one of 6,000 elements and 70 screens 610
MAX_OTHER = 380 * MB  # of the driver or the browser itself, which have 140
MAX_TREE = 1_380 * MB  # of this program with all browsers
LOOK_SECONDS = 0.05
NEW_SECONDS = 0.25  # between two looks for processes that are new
LEAST_RENDERER = 560 * MB  # a smaller one is not what makes the whole too large: a very long page has as much
MOST_OWN = 450 * MB  # of ours that is counted: no page is to pay for what reads images, or for a program that uses us


@dataclass(eq=False)
class Watched:
    """A browser that is watched. `ended_at`: MB at which something of it was ended, since that was last reset."""

    processes: Processes
    ended_at: int | None = field(default=None)


class MemoryWatch:
    """Looks until it is stopped. `watched` tells which browsers there are."""

    def __init__(self, watched: Callable[[], Sequence[Watched]]) -> None:
        self._watched = watched
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="memory watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End, for good."""
        self._stopped.set()
        self._thread.join(1)

    def _run(self) -> None:
        looked_for_new = 0.0
        while not self._stopped.wait(LOOK_SECONDS):
            browsers = list(self._watched())
            if time.monotonic() - looked_for_new > NEW_SECONDS:
                for browser in browsers:
                    browser.processes.refresh()
                looked_for_new = time.monotonic()
            self._look(browsers)

    def _look(self, browsers: Sequence[Watched]) -> None:
        total = min(own_weight(), MOST_OWN)
        heaviest: tuple[int, Watched, psutil.Process] | None = None
        for browser in browsers:
            weights = browser.processes.weights()
            too_large = [
                process
                for process, weight in weights.items()
                if weight > (MAX_RENDERER if browser.processes.is_renderer(process) else MAX_OTHER)
            ]
            for process in too_large:
                _end(browser, process, weights[process])
            if too_large:  # what it has now it won't have at the next look: no other is to pay for it
                continue
            total += sum(weights.values())
            for process, weight in weights.items():
                if browser.processes.is_renderer(process) and weight > (heaviest[0] if heaviest else LEAST_RENDERER):
                    heaviest = weight, browser, process
        if total > MAX_TREE and heaviest is not None:
            weight, browser, process = heaviest
            _end(browser, process, weight)


def _end(browser: Watched, process: psutil.Process, weight: int) -> None:
    browser.ended_at = browser.ended_at or weight // MB
    if browser.processes.is_renderer(process):
        kill(process)
    else:
        # What a page floods its driver or its browser with goes on as long as that lives.
        browser.processes.end()

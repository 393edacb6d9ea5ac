"""The processes of a browser and its driver as the operating system has them: found, weighed, ended."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass, field

import psutil

MARK = "AUDITOR_BROWSER_MARK"  # a variable of the driver's environment, by which it is told from other children
END_SECONDS = 3.0
RENDERER = "--type=renderer"


@dataclass
class Processes:
    """A driver, and all that it has started. Any thread may use it."""

    driver: psutil.Process
    _known: dict[int, psutil.Process] = field(default_factory=dict)
    _renderers: set[int] = field(default_factory=set)

    @classmethod
    def marked(cls, mark: str) -> Processes | None:
        """Those of the driver that was started with a mark in its environment; None where there is none."""
        for child in psutil.Process().children():
            with contextlib.suppress(psutil.Error, OSError):
                if child.environ().get(MARK) == mark:
                    return cls(child)
        return None

    def alive(self) -> bool:
        """Whether the driver runs."""
        with contextlib.suppress(psutil.Error, OSError):
            return self.driver.is_running() and self.driver.status() != psutil.STATUS_ZOMBIE
        return False

    def refresh(self) -> None:
        """Learn of processes that were started meanwhile."""
        with contextlib.suppress(psutil.Error, OSError):
            for found in (self.driver, *self.driver.children(recursive=True)):
                self._known.setdefault(found.pid, found)
        for pid, process in list(self._known.items()):
            if pid not in self._renderers:
                # Linux forks a renderer from another process, and gives it its command line afterwards.
                with contextlib.suppress(psutil.Error, OSError):
                    if RENDERER in process.cmdline():
                        self._renderers.add(pid)

    def weights(self) -> dict[psutil.Process, int]:
        """Bytes of memory by process, what they share counted with each."""
        found = {}
        for pid, process in list(self._known.items()):
            try:
                found[process] = process.memory_info().rss
            except (psutil.Error, OSError):
                self._known.pop(pid, None)
                self._renderers.discard(pid)
        return found

    def is_renderer(self, process: psutil.Process) -> bool:
        """Whether a process draws pages and does nothing else."""
        return process.pid in self._renderers

    def end(self) -> None:
        """Kill all of them, and see it done."""
        self.refresh()
        held = list(self._known.values())
        for process in held:
            kill(process)
        end = time.monotonic() + END_SECONDS
        while time.monotonic() < end and any(_runs(process) for process in held):
            time.sleep(0.02)


def kill(process: psutil.Process) -> None:
    """End a process at once, if it is still the one that it was."""
    with contextlib.suppress(psutil.Error, OSError):
        process.kill()


def own_weight() -> int:
    """Bytes of memory of this process."""
    return int(psutil.Process(os.getpid()).memory_info().rss)


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running()) and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, OSError):
        return False

"""Runs an audit and watches it: the memory of its process tree, when pages were finished, what it leaves behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

STEP = 0.25  # s between looks
LEFT_AFTER = 3.0  # s after its end that a run's processes may take to go
FLOOR = 150  # MB: no tree is smaller, so below nothing is measured exactly


@dataclass
class Watched:
    """What one run was like. Seconds of wall clock; MB as proportional set size, whole tree and largest process."""

    status: int | None = None  # None: it had to be ended
    seconds: float = 0.0
    peak_mb: float = 0.0
    largest_mb: float = 0.0
    finished: dict[str, float] = field(default_factory=dict)  # monotonic time by address as it was asked for
    output: str = ""
    errors: str = ""
    left: list[str] = field(default_factory=list)  # processes of the run that were still there after its end


def audit(
    targets: Sequence[str], folder: Path, profile: str, timeout: float, deep_timeout: float, *more: str
) -> list[str]:
    """The command that a person would give."""
    return [
        sys.executable, "-m", "auditor", "audit", *targets, "-o", str(folder), "--allow-private", "--profile", profile,
        "--timeout", str(timeout), "--deep-timeout", str(deep_timeout), "--format", "json,jsonl,junit", *more,
    ]  # fmt: skip


def watched(command: Sequence[str], folder: Path, most: float, meanwhile: Callable[[], None] = lambda: None) -> Watched:
    """Run to the end, at most `most` seconds; `meanwhile` is called at each look."""
    seen = Watched()
    begun = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "stdout.txt", "wb") as out, open(folder / "stderr.txt", "wb") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, start_new_session=True)
        tree = _Tree(process.pid)
        while process.poll() is None and time.monotonic() - begun < most:
            tree.look(seen)
            _finished(folder / "audit.db", seen)
            meanwhile()
            time.sleep(STEP)
        _finished(folder / "audit.db", seen)
        seen.status = process.poll()
        seen.seconds = time.monotonic() - begun
        if seen.status is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        seen.left = tree.left()
    seen.output = (folder / "stdout.txt").read_text("utf-8", "replace")
    seen.errors = (folder / "stderr.txt").read_text("utf-8", "replace")
    return seen


class _Tree:
    """The processes below one, those that lost their parent included."""

    def __init__(self, pid: int) -> None:
        self._root, self._known = pid, dict[int, psutil.Process]()
        with suppress(psutil.Error):
            self._known[pid] = psutil.Process(pid)

    def look(self, seen: Watched) -> None:
        for member in list(self._known.values()):
            with suppress(psutil.Error):
                for child in member.children(recursive=True):
                    self._known.setdefault(child.pid, child)
        sizes: dict[int, float] = {}
        for pid, member in list(self._known.items()):
            try:
                sizes[pid] = member.memory_info().rss / 1e6
            except psutil.Error:
                del self._known[pid]
        # Resident memory counts what is shared in each process: only where it is above the peak is it worth asking.
        if sum(sizes.values()) > max(seen.peak_mb, FLOOR):
            shares = [self._share(pid) for pid in sizes]
            seen.peak_mb, seen.largest_mb = max(seen.peak_mb, sum(shares)), max([seen.largest_mb, *shares])

    def _share(self, pid: int) -> float:
        try:
            return self._known[pid].memory_full_info().pss / 1e6
        except (psutil.Error, OSError, KeyError):
            return 0.0

    def left(self) -> list[str]:
        """What is still there a moment after the end; it is ended then."""
        end = time.monotonic() + LEFT_AFTER
        while time.monotonic() < end and self._alive():
            time.sleep(0.1)
        names = []
        for member in self._alive():
            with suppress(psutil.Error):
                names.append(f"{member.name()} {' '.join(member.cmdline())[:80]}")
                member.kill()
        return names

    def _alive(self) -> list[psutil.Process]:
        alive = []
        for member in self._known.values():
            with suppress(psutil.Error):
                if member.is_running() and member.status() != psutil.STATUS_ZOMBIE:
                    alive.append(member)
        return alive


def _finished(database: Path, seen: Watched) -> None:
    """Note which pages the store has by now."""
    if not database.is_file():
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=0.1)) as store:
        for (url,) in store.execute("SELECT json_extract(data, '$.url') FROM pages"):
            seen.finished.setdefault(url, time.monotonic())

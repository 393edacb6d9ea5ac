"""Runs a command and watches its whole process tree: processor seconds, memory, and what it had done when."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import psutil

STEP = 0.1  # seconds between looks


@dataclass
class Measured:
    """Seconds of wall and processor time of the tree; memory as (pages done, MB), proportional set size."""

    wall: float = 0.0
    processor: float = 0.0
    memory: list[tuple[int, float]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def peak(self) -> float:
        """Highest memory, MB."""
        return max((size for _, size in self.memory), default=0.0)

    def around(self, least: int, most: int) -> float:
        """Median memory while between `least` and `most` pages were done, MB."""
        sizes = [size for done, size in self.memory if least <= done < most]
        return statistics.median(sizes) if sizes else 0.0


def run(command: Sequence[str], mark: str) -> Measured:
    """Run to the end; lines that start with `mark` count as pages. Raises on a status other than 0, 1 or 3."""
    found = Measured()
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}  # a line that waits in a buffer would count its page late
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    done = 0

    def read() -> None:
        nonlocal done
        assert process.stdout is not None
        for line in process.stdout:
            found.lines.append(line.rstrip())
            told = re.match(r"\[(\d+)/", line)  # an audit tells how many are done, not each page
            done = int(told[1]) if told else done + line.startswith(mark)

    reader = threading.Thread(target=read)
    reader.start()
    spent: dict[tuple[int, float], float] = {}
    root = psutil.Process(process.pid)
    looks = 0
    while process.poll() is None:
        looks += 1
        size = 0.0
        for member in _tree(root):
            try:
                times = member.cpu_times()
                spent[member.pid, member.create_time()] = times.user + times.system
                if looks % 5 == 0:
                    size += member.memory_full_info().pss
            except (psutil.Error, OSError):
                continue
        if size:
            found.memory.append((done, size / 1e6))
        time.sleep(STEP)
    reader.join()
    found.wall = time.perf_counter() - start
    found.processor = sum(spent.values())
    if process.returncode not in (0, 1, 3):
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}:\n" + "\n".join(found.lines[-10:]))
    return found


def _tree(root: psutil.Process) -> list[psutil.Process]:
    try:
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []

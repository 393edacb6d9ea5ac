"""Writers killed at any moment, and several at once: nothing lost that was told to be finished, nothing double."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from auditor.store.store import open_store
from tests.store import writer
from tests.store.making import page

KILLS = 20
SERVER = multiprocessing.get_context("forkserver")  # a writer starts in milliseconds: all is imported
SERVER.set_forkserver_preload(["tests.store.writer", "psycopg", "sqlalchemy.dialects.postgresql.psycopg"])


def start(folder: Path, address: str | None, numbers: list[int]) -> tuple[ForkServerProcess, Connection]:
    told, telling = SERVER.Pipe(duplex=False)
    process = SERVER.Process(target=writer.write, args=(str(folder), address, numbers, telling))
    process.start()
    telling.close()
    return process, told


def read_all(told: Connection) -> list[int]:
    """What the writer told before its end."""
    numbers = []
    try:
        while True:
            numbers.append(told.recv())
    except EOFError:
        return numbers


def check(folder: Path, address: str | None, finished: set[int]) -> set[int]:
    """The pages in the store, each whole and there once; all that were told to be finished among them."""
    with open_store(folder, address) as store:
        run = store.run()
        titles = [int(read.title) for read in run.pages("one").without_findings()]
        assert len(titles) == len(set(titles)) == run.count()
        assert finished <= set(titles)
        for read in run.pages("one"):
            assert read.findings == page(read.title, findings=writer.FINDINGS).findings
        return set(titles)


def test_killed_at_random_moments(address: str | None, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    finished: set[int] = set()
    kills = 0
    numbers = list(range(100_000))
    while kills < KILLS:
        process, told = start(tmp_path, address, numbers)
        if kills % 4 == 0:  # some are killed while they open the store
            time.sleep(chance.uniform(0, 0.1))
        elif told.poll(60):
            time.sleep(chance.uniform(0, 0.2))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL, f"seed {seed}"
        kills += 1
        written = read_all(told)
        assert not finished & set(written), f"seed {seed}: done again"
        finished |= set(written)
    held = check(tmp_path, address, finished)
    assert len(held - finished) <= KILLS, f"seed {seed}"  # written, but killed before it could tell
    with open_store(tmp_path, address) as store:
        assert len(store.runs()) <= 1 + KILLS // 4
        assert len(store.run().sites()) == 1


def test_killed_within_a_transaction(address: str | None, tmp_path: Path) -> None:
    process, told = start(tmp_path, address, [0, 1])
    assert read_all(told) == [0, 1]
    process.join(60)
    inside, telling = SERVER.Pipe(duplex=False)
    killed = SERVER.Process(target=writer.die_within, args=(str(tmp_path), address, telling))
    killed.start()
    assert inside.recv() == "within"
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    assert check(tmp_path, address, {0, 1}) == {0, 1}
    with open_store(tmp_path, address) as store:  # nothing is locked
        store.run().finish_page(page("0", findings=2), 0, "0", "captures/0", [])
        assert len(next(iter(store.run().pages("one"))).findings) == 2


@pytest.mark.parametrize("overlapping", [False, True])
def test_two_writers(address: str | None, tmp_path: Path, overlapping: bool) -> None:
    """Of different pages, and of the same ones: all are there, whole, and once."""
    with open_store(tmp_path, address, create=True) as store:
        store.begin_run({})
    count = 60
    lists = [list(range(count))] * 2 if overlapping else [list(range(0, count, 2)), list(range(1, count, 2))]
    writers = [start(tmp_path, address, numbers) for numbers in lists]
    finished = {number for _, told in writers for number in read_all(told)}
    for process, _ in writers:
        process.join(60)
        assert process.exitcode == 0
    assert finished == set(range(count))
    assert check(tmp_path, address, finished) == finished

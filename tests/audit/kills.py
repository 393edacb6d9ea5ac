"""Audits killed at random moments and gone on with: nothing finished is lost, nothing is there twice.

    python -m tests.audit.kills                 20 times in SQLite
    python -m tests.audit.kills --store postgresql --times 20 --seed 7 --profile quick

Each time a fresh audit of a site on loopback is killed (the whole tree) again and again, at a moment drawn evenly from
the time that an undisturbed one takes, until it ends by itself. Its findings are then held against the undisturbed
audit's. Ends with 1 where any differ.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.store.store import open_store
from tests.audit.server import serving, slow
from tests.audit.test_interrupted import command, findings
from tests.store.conftest import new_database, postgres

KILLS = 3  # in one audit, at most


@contextlib.contextmanager
def server(kind: str) -> Iterator[str | None]:
    """A PostgreSQL server where one is asked for: the address of its maintenance database."""
    if kind == "sqlite":
        yield None
        return
    started = postgres.__wrapped__() if hasattr(postgres, "__wrapped__") else postgres()
    try:
        yield next(started)
    finally:
        next(started, None)


def audit(base: str, folder: Path, store: str | None, profile: str) -> list[str]:
    """The command."""
    words = command(base, folder)
    words[words.index("quick")] = profile
    return [*words, *(["--store", store] if store else [])]


def stored(folder: Path, store: str | None) -> tuple[int, list[Any], int]:
    """(runs, findings, rows) as the store itself has them."""
    held = open_store(folder, store)
    try:
        run = held.run()
        pages = [page for record in run.sites() for page in run.iter_pages(record.site.slug)]
        keys = [(page.site, page.url.split("/", 3)[3]) for page in pages]
        assert len(keys) == len(set(keys)), f"a page is there twice: {sorted(keys)}"
        prints = [finding.fingerprint for page in pages for finding in page.findings]
        assert len(prints) == len(set(prints)), "a finding is there twice"
        return len(held.runs()), sorted(keys), len(prints)
    finally:
        held.close()


def main() -> int:
    """Kill and compare; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", default="quick")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    wrong = 0
    with server(options.store) as database, serving(slow) as site, tempfile.TemporaryDirectory() as place:
        folder = Path(place, "undisturbed")
        address = new_database(database) if database else None
        begun = time.monotonic()
        subprocess.run(audit(site.base, folder, address, options.profile), check=True, capture_output=True, timeout=600)
        whole = time.monotonic() - begun
        wanted, held = findings(folder), stored(folder, address)
        for number in range(options.times):
            folder = Path(place, str(number))
            address = new_database(database) if database else None
            moments = []
            for _ in range(KILLS):
                moments.append(round(chance.uniform(0.3, whole), 1))
                process = subprocess.Popen(
                    audit(site.base, folder, address, options.profile),
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
                )  # fmt: skip
                try:
                    process.wait(moments[-1])
                    break
                except subprocess.TimeoutExpired:
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
            done = subprocess.run(
                audit(site.base, folder, address, options.profile),
                capture_output=True,
                text=True,
                timeout=600,
                check=False,
            )
            try:
                assert done.returncode == 0, done.stderr
                assert findings(folder) == wanted, "findings differ"
                now = stored(folder, address)
                assert now[1:] == held[1:], f"the store has {now[1:]} and not {held[1:]}"
                print(f"{number + 1}: killed at {moments} s of {whole:.1f}: the same")
            except AssertionError as fault:
                wrong += 1
                print(f"{number + 1}: killed at {moments} s of {whole:.1f}: {fault}")
    print(f"{options.times} audits killed in {options.store}: {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

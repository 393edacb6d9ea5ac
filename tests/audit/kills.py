"""Audits killed at random moments and gone on with: nothing finished is lost, nothing is there twice.

    python -m tests.audit.kills                 20 times in SQLite
    python -m tests.audit.kills --store postgresql --times 20 --seed 7 --profile quick
    python -m tests.audit.kills --what driver --profile standard

Each time a fresh audit of a site on loopback is killed again and again, at moments drawn evenly from the time that an
undisturbed one takes. `--what`: the whole `tree`; the `main` process alone; or only its `driver` (Playwright's) or
`browser`, which the audit survives. What was ended is begun again, until it ends by itself. Its findings are then held
against the undisturbed audit's, and no process may be left. Ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import contextlib
import json
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

import psutil

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
        pages = [page for record in run.sites() for page in run.pages(record.site.slug)]
        keys = [(page.site, page.url.split("/", 3)[3]) for page in pages]
        assert len(keys) == len(set(keys)), f"a page is there twice: {sorted(keys)}"
        prints = [finding.fingerprint for page in pages for finding in page.findings]
        assert len(prints) == len(set(prints)), "a finding is there twice"
        return len(held.runs()), sorted(keys), len(prints)
    finally:
        held.close()


def members(process: subprocess.Popen[bytes]) -> dict[str, list[psutil.Process]]:
    """The processes of an audit by what they are; `all` of them."""
    found: dict[str, list[psutil.Process]] = {"main": [], "driver": [], "browser": [], "all": []}
    with contextlib.suppress(psutil.Error):
        main = psutil.Process(process.pid)
        found["main"] = [main]
        found["driver"] = [child for child in main.children() if "node" in child.name()]
        found["browser"] = [child for driver in found["driver"] for child in driver.children()]
        found["all"] = [main, *main.children(recursive=True)]
    return found


def kill(process: subprocess.Popen[bytes], what: str) -> bool:
    """Kill a part of an audit, or all of it; whether there was any."""
    if what == "tree":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return True
    part = members(process)[what]
    for member in part:
        with contextlib.suppress(psutil.Error):
            member.kill()
    return bool(part)


def disturbed(words: list[str], what: str, moments: Iterator[float]) -> tuple[list[str], int, list[psutil.Process]]:
    """Run and kill at the moments, seconds from each start or kill; (what was killed when, last status, all processes
    that there were)."""
    killed: list[str] = []
    known: dict[int, psutil.Process] = {}
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    for moment in moments:
        end = time.monotonic() + moment
        while process.poll() is None and time.monotonic() < end:
            known |= {member.pid: member for member in members(process)["all"]}
            time.sleep(0.05)
        if process.poll() is not None:
            break
        killed += [f"{moment:.1f}"] * kill(process, what)
        if what in ("tree", "main"):
            process.wait()
            process = subprocess.Popen(
                words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
    while process.poll() is None:
        known |= {member.pid: member for member in members(process)["all"]}
        time.sleep(0.1)
    return killed, process.returncode, list(known.values())


def left(processes: list[psutil.Process]) -> list[str]:
    """Which of them are still there a moment later; they are ended then."""
    _, alive = psutil.wait_procs(processes, timeout=5)
    names = []
    for member in alive:
        with contextlib.suppress(psutil.Error):
            names.append(member.name())
            member.kill()
    return names


def main() -> int:
    """Kill and compare; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--what", choices=["tree", "main", "driver", "browser"], default="tree")
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", default="quick")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    wrong = kills = 0
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
            moments = (chance.uniform(0.3, whole) for _ in range(KILLS))
            words = audit(site.base, folder, address, options.profile)
            killed, status, processes = disturbed(words, options.what, moments)
            kills += len(killed)
            said = f"{number + 1}: {options.what} killed after {', '.join(killed)} s of {whole:.1f}"
            try:
                assert status == 0, f"status {status}: {failures(folder)}"
                assert findings(folder) == wanted, f"findings differ: {difference(findings(folder), wanted)}"
                now = stored(folder, address)
                assert now[1:] == held[1:], f"the store has {now} and not {held}"
                assert not (rest := left(processes)), f"left over: {rest}"
                print(f"{said}: the same", flush=True)
            except AssertionError as fault:
                wrong += 1
                print(f"{said}: {fault}", flush=True)
    print(
        f"{kills} kills in {options.times} audits ({options.what}, {options.profile}, {options.store}): {wrong} wrong"
    )
    return 1 if wrong else 0


def failures(folder: Path) -> list[str]:
    """The pages that were not audited."""
    file = folder / "pages.jsonl"
    pages = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []
    return [f"{page['url'].split('/', 3)[3]} {page['status']}" for page in pages if page["status"] != "audited"]


def difference(now: list[Any], wanted: list[Any]) -> str:
    """Where two lists of pages first differ."""
    pairs = ((one, other) for one, other in zip(now, wanted, strict=False) if one != other)
    return str(next(pairs, f"{len(now)} pages of {len(wanted)}"))[:300]


if __name__ == "__main__":
    sys.exit(main())

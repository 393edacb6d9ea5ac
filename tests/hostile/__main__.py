"""Audits every hostile behaviour beside an honest neighbour with the real program, and writes docs/hostile.md.

    python -m tests.hostile                                  all that has no result yet, in quick and in standard
    python -m tests.hostile --only css_hangs --profile quick --again
    python -m tests.hostile --kind slow --jobs 4
    python -m tests.hostile --list
    python -m tests.hostile --table                          write docs/hostile.md from the results that are there

Results are kept in `--results` (one JSON line each), so that it goes on where it was stopped; the folders of runs in
which something was wrong are kept beside it. Ends with 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.hostile.table import write_table
from tests.hostile.verdict import AROUND, SHARE, Row, judged, read_pages, told
from tests.hostile.watch import audit, watched
from tests.sites.hostile import ALL
from tests.sites.hostile.server import NEIGHBOUR, Behaviour, Running, serving

PROFILES = ("quick", "standard")
PORT = 8711  # the same each time: results name it
TABLE = Path(__file__).parents[2] / "docs" / "hostile.md"


class Places:
    """So many audits at once; a heavy one takes the place of two."""

    def __init__(self, number: int) -> None:
        self._free, self._number, self._changed = number, number, threading.Condition()

    def take(self, weight: int) -> int:
        weight = min(weight, self._number)
        with self._changed:
            self._changed.wait_for(lambda: self._free >= weight)
            self._free -= weight
        return weight

    def give(self, weight: int) -> None:
        with self._changed:
            self._free += weight
            self._changed.notify_all()


class Bench:
    """The server, what the neighbour is like alone, and the results."""

    def __init__(self, running: Running, options: argparse.Namespace) -> None:
        self.running, self.options = running, options
        self.limits = (options.timeout, options.deep_timeout)
        self.alone: dict[str, list[Any]] = {}
        self.places, self.lock = Places(options.jobs), threading.Lock()
        self.results: Path = options.results
        self.results.mkdir(parents=True, exist_ok=True)

    def audit_alone(self, profile: str) -> None:
        """The neighbour without anybody beside it."""
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place, "alone")
            done = watched(
                audit(self.running.neighbours(), folder, profile, *self.limits, "--max-pages", "1"), folder, 300
            )
            assert done.status == 0, done.errors
            self.alone[profile] = told(read_pages(folder), NEIGHBOUR)
        assert [page[1] for page in self.alone[profile]] == ["audited"] * 3, self.alone[profile]

    def run(self, group: Sequence[Behaviour], profile: str) -> list[Row]:
        """One audit of some behaviours and their neighbour; each alone where the run as a whole is not as it should be."""
        weight = self.places.take(2 if group[0].heavy else 1)
        folder = self.results / f"{group[0].name}-{profile}"
        shutil.rmtree(folder, ignore_errors=True)
        try:
            rows = self._rows(group, profile, folder)
        finally:
            self.places.give(weight)
        if len(group) > 1 and any(row.of_run for row in rows):
            shutil.rmtree(folder, ignore_errors=True)
            return [row for behaviour in group for row in self.run([behaviour], profile)]
        if not any(row.wrong for row in rows) and not self.options.keep:
            shutil.rmtree(folder, ignore_errors=True)
        with self.lock, open(self.results / "results.jsonl", "a", encoding="utf-8") as file:
            file.writelines(row.as_json() + "\n" for row in rows)
        for row in rows:
            words = "; ".join(row.wrong) or "as it should be"
            said = f"{row.name:24} {profile:8} {row.status:16} {row.seconds:6.1f} s {row.peak_mb:5.0f} MB  {words}"
            print(time.strftime("%H:%M:%S"), said, flush=True)
        return rows

    def _rows(self, group: Sequence[Behaviour], profile: str, folder: Path) -> list[Row]:
        urls = [self.running.address(behaviour) for behaviour in group]
        for behaviour in group:
            host = self.running.hosts[behaviour.name]
            with self.lock:
                self.running.first.pop(behaviour.name, None)
                for key in [key for key in self.running.asked if key[0] == host]:
                    del self.running.asked[key]
        targets = [*urls, *self.running.neighbours()]
        command = audit(targets, folder, profile, *self.limits, "--max-pages", str(group[0].pages))
        seen = watched(command, folder, 2 * SHARE * sum(self.limits) * len(group) + AROUND)
        rows = []
        for behaviour, url in zip(group, urls, strict=True):
            asked = url, self.running.first.get(behaviour.name)
            row = judged(behaviour, profile, seen, folder, self.alone[profile], asked, self.limits, len(group))
            rows.append(row)
        return rows


TOGETHER = 4  # behaviours of one run: those that are over soon, each at a host of its own


def groups(some: Sequence[Behaviour], alone: bool) -> list[list[Behaviour]]:
    """Behaviours that are light are audited together, by kind; each other one alone. What is heavy comes last."""
    made: list[list[Behaviour]] = []
    for behaviour in sorted(some, key=lambda b: b.heavy):
        last = made[-1] if made else []
        if (
            not alone
            and last
            and last[0].light
            and behaviour.light
            and last[0].kind == behaviour.kind
            and len(last) < TOGETHER
        ):
            last.append(behaviour)
        else:
            made.append([behaviour])
    return made


def read_results(folder: Path) -> dict[tuple[str, str], Row]:
    """The last result of each behaviour and profile."""
    rows: dict[tuple[str, str], Row] = {}
    file = folder / "results.jsonl"
    if file.is_file():
        for line in file.read_text("utf-8").splitlines():
            row = Row(**json.loads(line))
            rows[row.name, row.profile] = row
    return rows


def chosen(options: argparse.Namespace) -> list[Behaviour]:
    """Those that were asked for by name or kind."""
    some = [b for b in ALL if not options.kind or b.kind in options.kind]
    some = [b for b in some if not options.only or b.name in options.only]
    return [b for b in some if b.ci] if options.ci else some


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--kind", action="append", default=[])
    parser.add_argument("--ci", action="store_true", help="only those that the browser test runs")
    parser.add_argument("--profile", action="append", choices=PROFILES, default=[])
    parser.add_argument("--jobs", type=int, default=4, help="audits at once")
    parser.add_argument("--timeout", type=float, default=20, help="seconds of a page")
    parser.add_argument("--deep-timeout", type=float, default=40, help="seconds of its deeper look")
    parser.add_argument("--results", type=Path, default=Path("build/hostile"))
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--again", action="store_true", help="those with a result too")
    parser.add_argument("--wrong", action="store_true", help="those whose last result was wrong, again")
    parser.add_argument("--alone", action="store_true", help="each in a run of its own")
    parser.add_argument("--keep", action="store_true", help="keep the folders of all runs")
    parser.add_argument("--minutes", type=float, default=1e9, help="begin nothing more after so long")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--table", action="store_true")
    return parser.parse_args(given)


def _due(name: str, profile: str, held: Mapping[tuple[str, str], Row], options: argparse.Namespace) -> bool:
    """Whether it is to be audited (again)."""
    row = held.get((name, profile))
    return row is None or (bool(row.wrong) if options.wrong else options.again)


def main(given: Sequence[str] | None = None) -> int:
    """Run what is asked for; 1 where anything was wrong."""
    options = _arguments(given)
    some = chosen(options)
    if options.list:
        for behaviour in some:
            print(f"{behaviour.kind:12} {behaviour.name:24} {behaviour.what}")
        return 0
    held = read_results(options.results)
    if not options.table:
        profiles = options.profile or list(PROFILES)
        work = []
        for profile in profiles:
            due = [b for b in some if _due(b.name, profile, held, options)]
            work += [(group, profile) for group in groups(due, options.alone)]
        # What a table is made of comes together: one kind after the other, in both profiles.
        kinds = list(dict.fromkeys(b.kind for b in ALL))
        work.sort(key=lambda item: kinds.index(item[0][0].kind))
        with serving(ALL, options.port) as running, ThreadPoolExecutor(options.jobs) as pool:
            bench = Bench(running, options)
            for profile in {profile for _, profile in work}:
                bench.audit_alone(profile)
            end = time.monotonic() + 60 * options.minutes
            done = pool.map(lambda item: bench.run(*item) if time.monotonic() < end else [], work)
            held |= {(row.name, row.profile): row for rows in done for row in rows}
    of_some = {b.name for b in some}
    wrong = [row for row in held.values() if row.wrong and row.name in of_some]
    if not (options.only or options.kind or options.ci or options.profile):
        write_table(TABLE, ALL, held, (options.timeout, options.deep_timeout))
    print(f"{len(wrong)} wrong of {sum(row.name in of_some for row in held.values())}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

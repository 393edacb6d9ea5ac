"""What a run against one behaviour was like, and whether it was as it should be."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from auditor.model import SETTLED
from tests.hostile.watch import Watched
from tests.sites.hostile.server import NEIGHBOUR, Behaviour

SHARE = 1.5  # of its time limits that a page may take
AROUND = 30.0  # s of a run that its start, robots.txt, the neighbour and reports may take beside that
MOST_MB = 1500.0
NOISE = re.compile(
    r"Traceback|never retrieved|Task exception|Exception in|RuntimeWarning|内部错误|internal error", re.I
)
Pages = list[dict[str, Any]]


@dataclass
class Row:
    """One behaviour in one profile. Seconds and MB as measured; `wrong` says in words what is not as it should be."""

    name: str
    profile: str
    status: str = ""
    seconds: float = 0.0  # from the page's first request to its result
    run_seconds: float = 0.0
    peak_mb: float = 0.0
    largest_mb: float = 0.0
    neighbours: str = ""
    exit: int | None = None
    findings: int = 0
    passed: int = 0
    untested: int = 0
    together: int = 1  # behaviours in the run: its MB and seconds are theirs together
    of_run: bool = False  # something is wrong with the run as a whole, or with the neighbour
    wrong: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        """One line."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_pages(folder: Path) -> Pages:
    """The pages of a finished run; none where it wrote none."""
    file = folder / "pages.jsonl"
    if not file.is_file():
        return []
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


def counted_as_done(folder: Path, slug: str) -> list[str]:
    """Where a site whose page was not audited counts as dealt with all the same."""
    site = next(
        site for site in json.loads((folder / "audit.json").read_text("utf-8"))["sites"] if site["slug"] == slug
    )
    words = ["coverage says complete"] if site["coverage"]["complete"] else []
    cases = [case for case in ElementTree.parse(folder / "junit.xml").iter("testcase") if case.get("classname") == slug]
    return words + ["JUnit has a success"] * any(not list(case) for case in cases)


def told(pages: Pages, host: str) -> list[Any]:
    """What is said of a host's pages, without anything that differs from run to run."""
    return sorted(
        (
            urlsplit(page["url"]).path,
            page["status"],
            sorted((f["rule"], f["outcome"], f["view"], str(f["target"])) for f in page["findings"]),
            sorted(page["passed"]),
            sorted(item["rule"] for item in page["untested"]),
        )
        for page in pages
        if urlsplit(page["url"]).hostname == host
    )


def differs(alone: Sequence[Any], now: Sequence[Any]) -> list[str]:
    """How the neighbour's pages differ from those that were audited alone, in a few words each."""
    kept, words = {page[0]: page for page in now}, []
    for path, status, findings, passed, untested in alone:
        if path not in kept:
            words.append(f"{path} is missing")
            continue
        other = kept[path]
        if other[1] != status:
            words.append(f"{path} is {other[1]}")
        elif other[2] != findings:
            changed = {f[0] for f in set(findings) ^ set(other[2])}
            words.append(f"{path} findings differ: {', '.join(sorted(changed))[:120]}")
        elif more := sorted(set(other[4]) - set(untested)):
            words.append(f"{path} untested: {', '.join(more)[:120]}")
        elif other[3] != passed:
            words.append(f"{path} passes differ")
    return words


def judged(
    behaviour: Behaviour,
    profile: str,
    watched: Watched,
    folder: Path,
    alone: Sequence[Any],
    asked: tuple[str, float | None],
    limits: tuple[float, float],
    company: int = 1,
) -> Row:
    """The row. `asked`: the page's address and when it was first asked for; `limits`: seconds of page and deeper look;
    `company`: how many behaviours the run was set against."""
    url, first = asked
    row = Row(behaviour.name, profile, exit=watched.status, together=company)
    row.run_seconds = round(watched.seconds, 1)
    row.peak_mb, row.largest_mb = round(watched.peak_mb), round(watched.largest_mb)
    most = SHARE * (limits[0] + (limits[1] if profile != "quick" else 0))
    pages = read_pages(folder)
    _run(row, watched)
    if behaviour.pages == 1 and watched.seconds > most * company + AROUND:
        row.wrong.append(f"the run took {watched.seconds:.0f} s")
    if row.peak_mb > MOST_MB:
        row.wrong.append(f"{row.peak_mb:.0f} MB")
    changed = differs(alone, told(pages, NEIGHBOUR))
    row.neighbours = "; ".join(changed) or "same"
    row.wrong += [f"neighbour {word}" for word in changed]
    row.of_run = bool(row.wrong)
    ended = next((moment for address, moment in watched.finished.items() if _same(address, url)), None)
    if ended is not None and first is not None:
        row.seconds = round(max(0.0, ended - first), 1)
    if row.seconds > most:
        row.wrong.append(f"took {row.seconds:.0f} s of at most {most:.0f}")
    own = next((page for page in pages if page["source"] == "target" and _same(page["url"], url)), None)
    if own is None:
        row.status = "lost"
        row.wrong.append("the page is not in the results")
    else:
        _page(row, behaviour, own)
        if row.status not in SETTLED and (folder / "junit.xml").is_file():
            row.wrong += counted_as_done(folder, own["site"])
    return row


def _same(one: str, other: str) -> bool:
    """Whether two addresses are one: what is kept has no password in it."""
    first, second = (re.sub(r"//[^/@]*@", "//", url.split("#")[0]).rstrip("/") for url in (one, other))
    return first == second


def _run(row: Row, watched: Watched) -> None:
    if watched.status is None:
        row.wrong.append("hung: the run had to be ended")
    elif watched.status not in (0, 3):
        row.wrong.append(f"the run ended with {watched.status}: {watched.errors.strip().splitlines()[-1:]}")
    if noise := NOISE.search(watched.errors + watched.output):
        row.wrong.append(f"the screen shows “{noise[0]}”")
    if watched.left:
        row.wrong.append(f"left behind: {watched.left[:3]}")


def _page(row: Row, behaviour: Behaviour, page: dict[str, Any]) -> None:
    row.status = page["status"]
    row.findings, row.passed, row.untested = (len(page[key]) for key in ("findings", "passed", "untested"))
    if row.status not in behaviour.right:
        row.wrong.append(f"status {row.status} and not {'/'.join(sorted(behaviour.right))}")
    clean = {*page["passed"], *page["inapplicable"]}
    if row.status != "audited":
        if clean or page["findings"]:
            row.wrong.append("verdicts on a page that was not audited")
        if row.exit == 0 and row.status not in SETTLED:
            row.wrong.append("exit 0 although the page was not audited")
        return
    at_fault = {finding["rule"] for finding in page["findings"]}
    for rule in sorted(behaviour.found - at_fault):
        row.wrong.append(f"{rule} found nothing")
    for rule in sorted(behaviour.unseen & clean):
        row.wrong.append(f"{rule} passed what it did not see")

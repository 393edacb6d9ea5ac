"""Writes the table of hostile behaviours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from tests.hostile.verdict import MOST_MB, SHARE, Row
from tests.sites.hostile.server import Behaviour

PROFILES = ("quick", "standard")


def write_table(
    file: Path, behaviours: Sequence[Behaviour], rows: Mapping[tuple[str, str], Row], limits: tuple[float, float]
) -> None:
    """The page in docs: totals and bounds, then a table for each kind, of those with a result."""
    known = [row for (name, _), row in rows.items() if name in {behaviour.name for behaviour in behaviours}]
    lines = [*_head(behaviours, known, limits)]
    measured = {row.name for row in known}
    behaviours = [behaviour for behaviour in behaviours if behaviour.name in measured]
    for kind, group in groupby(behaviours, key=lambda behaviour: behaviour.kind):
        lines += ["", f"## {kind.capitalize()}", ""]
        lines.append("| behaviour | what the site does | quick | s | MB | standard | s | MB | neighbours |")
        lines.append("|---|---|---|---:|---:|---|---:|---:|---|")
        lines += [
            _line(behaviour, [rows.get((behaviour.name, profile)) for profile in PROFILES]) for behaviour in group
        ]
    if wrong := [row for row in known if row.wrong]:
        lines += ["", "## Not as it should be", ""]
        lines += [f"- `{row.name}` in {row.profile}: {'; '.join(row.wrong)}" for row in wrong]
    file.write_text("\n".join(lines) + "\n", "utf-8")


def _head(behaviours: Sequence[Behaviour], rows: Sequence[Row], limits: tuple[float, float]) -> list[str]:
    page, deep = limits
    lines = [
        "# Hostile behaviours",
        "",
        "Made by `make hostile`: each behaviour of a website (`tests/sites/hostile/`) is audited by the program beside",
        "three pages of an honest neighbour, which must come out exactly as when they are audited alone.",
        "Times and memory as measured on a machine of 2 cores that ran several such audits at once;",
        "seconds from a page's first request to its stored result, MB of the whole process tree (proportional set size).",
        "",
        f"Bounds: a page takes at most {SHARE} × its time limits, here {page:.0f} s, and {deep:.0f} s more for the deeper",
        f"look of `standard`; a tree never holds more than {MOST_MB / 1000} GB; no process is left over; nothing that",
        "was not seen passes; a page that was not judged has no verdict and the run ends with status 3.",
        "",
    ]
    for profile in PROFILES:
        own = [row for row in rows if row.profile == profile]
        if not own:
            continue
        slowest, largest = max(own, key=lambda row: row.seconds), max(own, key=lambda row: row.peak_mb)
        audited = sum(row.status == "audited" for row in own)
        same = sum(row.neighbours == "same" for row in own)
        lines.append(
            f"- `{profile}`: {len(own)} of {len(behaviours)} behaviours; {audited} judged, {len(own) - audited} said not"
            f" to be; neighbours the same in {same}; slowest {slowest.seconds:.0f} s (`{slowest.name}`), largest"
            f" {largest.peak_mb:.0f} MB (`{largest.name}`); not as it should be: {sum(bool(row.wrong) for row in own)}"
        )
    return lines


def _line(behaviour: Behaviour, rows: Sequence[Row | None]) -> str:
    cells = [f"`{behaviour.name}`", behaviour.what]
    for row in rows:
        cells += ["–", "", ""] if row is None else [row.status, f"{row.seconds:.1f}", f"{row.peak_mb:.0f}"]
    said = [row.neighbours for row in rows if row is not None]
    cells.append("same" if said and set(said) == {"same"} else "differ" if said else "")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

"""The tool's own score of a site (docs/score.md): explained point by point, with its spread; never an official one.

On each page and view, a requirement that some rule tested costs the weight of its worst failure there, else nothing.
A requirement keeps 1 minus the mean of its costs; a part (WCAG's four principles, and the service itself) the mean of its
requirements; the total the mean of the parts, times 100. Pure: the resampling has a fixed seed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.model import Cost, Group, Page, RequirementResult, RuleInfo, Score
from auditor.rulekit.rule.standards import requirements, scoring

PARTS = {"1": "perceivable", "2": "operable", "3": "understandable", "4": "robust"}
SERVICE = "service"
VIEWS = ("desktop", "phone")
MAX_COSTS = 40
SEED = 20260401
Matrix = NDArray[np.float64]


@dataclass
class _Table:
    """Units (page and view) by requirements: costs, and which were tested; and the failures behind each cost."""

    samples: list[str]
    keys: list[str]
    cost: Matrix
    tested: Matrix
    behind: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)


def part(requirement: str) -> str:
    """Which part of the score a requirement belongs to."""
    known = requirements().get(requirement)
    number = (known.wcag[0] if known.wcag else "") if known else ""
    return PARTS.get(number.split(".")[0], SERVICE)


def score(
    pages: list[Page], groups: list[Group], results: list[RequirementResult], infos: dict[str, RuleInfo]
) -> Score | None:
    """None where nothing was audited or no requirement was tested."""
    figures = scoring()
    table = _table(pages, infos, figures["weight"])
    if table is None:
        return None
    criteria = [r for r in results if r.id.startswith("wcag22:") and requirements()[r.id].level in ("A", "AA")]
    tested = [r for r in criteria if r.result in ("failed", "machine-passed", "needs-review")]
    every = np.ones(len(table.samples))
    parts, total = _scores(table, every)
    return Score(
        version=figures["version"],
        total=round(total, 1),
        spread=_spread(table, figures),
        tested=len(tested),
        testable=sum(r.level in ("A", "AA") and r.standard == "wcag22" for r in requirements().values())
        - sum(r.result == "inapplicable" for r in criteria),
        parts={name: round(value, 1) for name, value in parts.items()},
        samples={
            sample: round(_scores(table, np.array([float(s == sample) for s in table.samples]))[1], 1)
            for sample in sorted(set(table.samples))
        },
        veto=_veto(groups, figures["veto"]),
        costs=_costs(table),
    )


def _table(pages: list[Page], infos: dict[str, RuleInfo], weight: dict[str, float]) -> _Table | None:
    keys: dict[str, int] = {}
    units: list[tuple[Page, str]] = [(page, view) for page in pages for view in VIEWS]
    cells: dict[tuple[int, int], float] = {}
    behind: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for row, (page, view) in enumerate(units):
        for rule in page.passed:
            info = infos.get(rule)
            for requirement in info.requirements if info and not info.best_practice else ():
                cells.setdefault((row, keys.setdefault(requirement, len(keys))), 0.0)
        for finding in page.findings:
            info = infos.get(finding.rule)
            # What is looked at in one view only is a fault of the page in both: the markup is the same.
            there = view in finding.views or (info is not None and view not in info.views)
            if finding.outcome != "failed" or not there or (info is not None and info.best_practice):
                continue
            for requirement in finding.requirements:
                place = (row, keys.setdefault(requirement, len(keys)))
                value = weight[finding.impact]
                cells[place] = max(cells.get(place, 0.0), value)
                held = behind[place]
                held[finding.group] = max(held.get(finding.group, 0.0), value)
    if not cells:
        return None
    cost = np.zeros((len(units), len(keys)))
    tested = np.zeros((len(units), len(keys)))
    for (row, column), value in cells.items():
        cost[row, column], tested[row, column] = value, 1.0
    return _Table([f"{page.sample}-{view}" for page, view in units], list(keys), cost, tested, dict(behind))


def _kept(table: _Table, units: Matrix) -> Matrix:
    """By requirement what is kept of it, NaN where no chosen unit tested it. `units`: how often each unit counts."""
    counted = units @ table.tested
    with np.errstate(invalid="ignore", divide="ignore"):
        kept: Matrix = 1 - (units @ table.cost) / counted
    return kept


def _scores(table: _Table, units: Matrix) -> tuple[dict[str, float], float]:
    kept = _kept(table, units)
    names = [part(key) for key in table.keys]
    parts: dict[str, float] = {}
    for name in (*PARTS.values(), SERVICE):
        values = [kept[column] for column, other in enumerate(names) if other == name and not np.isnan(kept[column])]
        if values:
            parts[name] = float(np.mean(values)) * 100
    return parts, float(np.mean(list(parts.values()))) if parts else 0.0


def _spread(table: _Table, figures: dict[str, Any]) -> tuple[float, float]:
    """How far the total moves when other pages of the same kind had been looked at: pages drawn again, with repeats."""
    pages = len(table.samples) // len(VIEWS)
    chance = np.random.default_rng(SEED)
    totals = []
    for _ in range(figures["resamples"]):
        counts = np.bincount(chance.integers(0, pages, pages), minlength=pages).astype(np.float64)
        totals.append(_scores(table, np.repeat(counts, len(VIEWS)))[1])
    low, high = np.percentile(totals, figures["spread"])
    return round(float(low), 1), round(float(high), 1)


def _costs(table: _Table) -> list[Cost]:
    """Each root cause's points: the total without it, less the total."""
    every = np.ones(len(table.samples))
    counted = every @ table.tested
    names = [part(key) for key in table.keys]
    sizes = {name: names.count(name) for name in set(names)}
    saved: dict[str, float] = defaultdict(float)
    for (row, column), held in table.behind.items():
        full = table.cost[row, column]
        for group, value in held.items():
            rest = max((other for name, other in held.items() if name != group), default=0.0)
            if value >= full > rest:
                saved[group] += (full - rest) / counted[column] / sizes[names[column]] / len(sizes) * 100
    found = [Cost(group=group, points=round(points, 2)) for group, points in saved.items() if points >= 0.005]
    return sorted(found, key=lambda cost: (-cost.points, cost.group))[:MAX_COSTS]


def _veto(groups: list[Group], table: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for entry in table:
        hit = [group.id for group in groups if group.outcome == "failed" and group.rule in entry["rules"]]
        if hit:
            found.append({"id": entry["id"], "zh": entry["zh"], "en": entry["en"], "groups": hit[:20]})
    return found

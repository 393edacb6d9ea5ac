"""The tool's own score of a site (docs/score.md): explained point by point, with its spread; never an official one.

On each page and view, a requirement that some rule tested costs the weight of its worst failure there, else nothing.
A requirement keeps 1 minus the mean of its costs; a part (WCAG's four principles, and the service itself) the mean of
its requirements; the total the mean of the parts, times 100. Pure: the resampling has a fixed seed.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    """Units (page and view) by requirements: costs, and which were tested; and how far each cost would fall without a
    cause.

    `saved`: (column, root cause) → the sum over the units where that cause alone is what costs."""

    samples: list[str]
    keys: list[str]
    cost: Matrix
    tested: Matrix
    saved: dict[tuple[int, str], float]


class ScoreTally:
    """The score of a site from its audited pages, one after another; a page's findings aren't kept."""

    def __init__(self, infos: Mapping[str, RuleInfo]) -> None:
        self._infos = infos
        self._figures = scoring()
        self._samples: list[str] = []
        self._keys: dict[str, int] = {}
        self._rows, self._columns, self._costs = array("L"), array("L"), array("d")
        self._saved: dict[tuple[int, str], float] = defaultdict(float)

    def add(self, page: Page) -> None:
        """Count a page."""
        for view in VIEWS:
            self._add_unit(page, view)

    def _add_unit(self, page: Page, view: str) -> None:
        infos, keys, weight = self._infos, self._keys, self._figures["weight"]
        cells: dict[int, float] = {}
        behind: dict[int, dict[str, float]] = defaultdict(dict)
        for rule in page.passed:
            info = infos.get(rule)
            for requirement in info.requirements if info and not info.best_practice else ():
                cells.setdefault(keys.setdefault(requirement, len(keys)), 0.0)
        for finding in page.findings:
            info = infos.get(finding.rule)
            # What is looked at in one view only is a fault of the page in both: the markup is the same.
            there = view in finding.views or (info is not None and view not in info.views)
            if finding.outcome != "failed" or not there or (info is not None and info.best_practice):
                continue
            value = weight[finding.impact]
            for requirement in finding.requirements:
                column = keys.setdefault(requirement, len(keys))
                cells[column] = max(cells.get(column, 0.0), value)
                held = behind[column]
                held[finding.group] = max(held.get(finding.group, 0.0), value)
        row = len(self._samples)
        self._samples.append(f"{page.sample}-{view}")
        for column, value in cells.items():
            self._rows.append(row)
            self._columns.append(column)
            self._costs.append(value)
        for column, held in behind.items():
            self._save(column, held)

    def _save(self, column: int, causes: dict[str, float]) -> None:
        """What this unit's cost would fall by without the one cause that is worse than all others."""
        worst = max(causes, key=causes.__getitem__)
        rest = max((value for name, value in causes.items() if name != worst), default=0.0)
        if causes[worst] > rest:
            self._saved[column, worst] += causes[worst] - rest

    def score(self, groups: list[Group], results: list[RequirementResult]) -> Score | None:
        """None where nothing was audited or no requirement was tested."""
        if not self._rows:
            return None
        shape = (len(self._samples), len(self._keys))
        cost, tested = np.zeros(shape), np.zeros(shape)
        places = np.frombuffer(self._rows, dtype=np.uintp), np.frombuffer(self._columns, dtype=np.uintp)
        cost[places] = np.frombuffer(self._costs)
        tested[places] = 1.0
        return _score(
            _Table(self._samples, list(self._keys), cost, tested, self._saved), self._figures, groups, results
        )


def part(requirement: str) -> str:
    """Which part of the score a requirement belongs to."""
    known = requirements().get(requirement)
    number = (known.wcag[0] if known.wcag else "") if known else ""
    return PARTS.get(number.split(".")[0], SERVICE)


def score(
    pages: Iterable[Page], groups: list[Group], results: list[RequirementResult], infos: Mapping[str, RuleInfo]
) -> Score | None:
    """None where nothing was audited or no requirement was tested."""
    tally = ScoreTally(infos)
    for page in pages:
        tally.add(page)
    return tally.score(groups, results)


def _score(table: _Table, figures: dict[str, Any], groups: list[Group], results: list[RequirementResult]) -> Score:
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
    for (column, group), fallen in table.saved.items():
        saved[group] += fallen / counted[column] / sizes[names[column]] / len(sizes) * 100
    costs = [Cost(group=group, points=round(points, 2)) for group, points in saved.items() if points >= 0.005]
    return sorted(costs, key=lambda cost: (-cost.points, cost.group))[:MAX_COSTS]


def _veto(groups: list[Group], table: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for entry in table:
        hit = [group.id for group in groups if group.outcome == "failed" and group.rule in entry["rules"]]
        if hit:
            found.append({"id": entry["id"], "zh": entry["zh"], "en": entry["en"], "groups": hit[:20]})
    return found

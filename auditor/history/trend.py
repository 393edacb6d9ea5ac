"""The runs of a folder one after another: each is compared with the finished one before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.history.runs import StoredRun, compare_runs
from auditor.history.warnings import warnings
from auditor.model import CHANGES, Change, Comparison, Result, journey_totals, totals
from auditor.model.history import CauseHistory, History, RunStep
from auditor.store.records import RunRecord

# What makes two runs' figures no trend.
_NOT_COMPARABLE = frozenset(
    {"compare.rules-differ", "compare.axe-differs", "compare.profile-differs", "compare.scheme-differs"}
)
_THERE = ("new", "worse", "wider", "persisting", "unsure", "not_judged")


def history(runs: Sequence[tuple[RunRecord, StoredRun]], lang: str, warn: str | None) -> History:
    """`warn`: the least impact that is warned of; None: no warnings are worked out."""
    told = History()
    causes = _Causes()
    finished: dict[int, StoredRun] = {}
    previous: StoredRun | None = None  # the finished run before
    before: StoredRun | None = None  # the last of them that audited something
    for record, run in runs:
        step = _step(record, run.result)
        told.runs.append(step)
        if record.state != "finished":
            continue
        finished[record.id] = run
        if before is None or previous is None:
            causes.begin(run.result)
        else:
            comparison = compare_runs(before, run, {}, lang)
            step.compared_with = before.result.run.id
            step.comparable = not any(said.code in _NOT_COMPARABLE for said in comparison.notes)
            step.pages_both, step.remarks = comparison.pages_both, comparison.remarks
            step.changes = {kind: len(comparison.changes(kind)) for kind in CHANGES}
            causes.add(run.result, comparison, _Before(finished, run, lang))
            if warn is not None:
                told.warnings = warnings(previous.result, run.result, comparison, step.comparable, warn, lang)
        previous = run
        if step.audited or before is None:
            before = run
    told.causes = causes.sorted()
    return told


def _step(record: RunRecord, result: Result) -> RunStep:
    counted = totals(result.run)
    tasks = journey_totals(journey for site in result.run.sites for journey in site.journeys)
    return RunStep(
        run=record.id,
        state=record.state,
        started=record.started,
        ended=record.ended,
        complete=result.run.complete,
        planned=counted.planned,
        audited=counted.audited,
        causes=counted.failed,
        asked=counted.asked,
        tasks=tasks.tasks,
        tasks_for_all=tasks.all_can,
    )


class _Before:
    """What root causes of a run were called in an earlier one: asked for where something is there again."""

    def __init__(self, runs: Mapping[int, StoredRun], run: StoredRun, lang: str) -> None:
        self._runs, self._run, self._lang = runs, run, lang
        self._held: dict[int, dict[tuple[str, str], str]] = {}

    def name(self, item: Change, run: int) -> str:
        """The id that a root cause had in an earlier run; "" where it was not there."""
        if run not in self._held:
            comparison = compare_runs(self._runs[run], self._run, {}, self._lang)
            self._held[run] = {
                (one.site, one.group): one.old_group or one.group
                for kind in ("persisting", "worse")
                for one in comparison.changes(kind)
            }
        return self._held[run].get((item.site, item.group), "")


class _Causes:
    """Root causes by (site, the id that they have in the last run that saw them)."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], CauseHistory] = {}

    def begin(self, result: Result) -> None:
        """The first run: all that is there is seen first."""
        run = result.run
        for site in run.sites:
            for group in site.groups:
                if group.outcome == "failed":
                    self._held[site.url, group.id] = CauseHistory(
                        group=group.id,
                        rule=group.rule,
                        site=site.url,
                        impact=group.impact,
                        pages=group.pages,
                        first_seen=run.id,
                        last_seen=run.id,
                        open=True,
                    )

    def add(self, result: Result, comparison: Comparison, before: _Before) -> None:
        """What a further run says of them."""
        run = result.run.id
        there: set[tuple[str, str]] = set()
        for kind in _THERE:
            for item in comparison.changes(kind):
                held = self._held.pop((item.site, item.old_group or item.group), None)
                held = held or self._held.pop((item.site, item.group), None)
                if held is None and kind == "new":
                    held = self._closed(item, before)
                if held is None:
                    if kind in ("unsure", "not_judged"):
                        continue  # it isn't said that it is there
                    held = CauseHistory(
                        group=item.group, rule=item.rule, site=item.site, impact=item.impact, pages=item.pages,
                        first_seen=run, last_seen=run, open=True,
                    )  # fmt: skip
                if not held.open and kind not in ("unsure", "not_judged"):
                    held.open = True
                    held.reopened.append(run)
                if kind not in ("unsure", "not_judged"):
                    held.last_seen, held.impact, held.group = run, item.impact, item.group
                    held.pages = list(
                        dict.fromkeys([*(held.pages if (item.site, item.group) in there else ()), *item.pages])
                    )
                there.add((item.site, held.group))
                self._held[item.site, held.group] = held
        for kind in ("fixed", "gone"):
            for item in comparison.changes(kind):
                key = item.site, item.group
                if key in self._held and key not in there:
                    self._held[key].open = False
        for site in result.run.sites:
            for group in site.groups:  # what could not be compared was seen nevertheless
                if (seen := self._held.get((site.url, group.id))) is not None:
                    seen.last_seen = run

    def _closed(self, item: Change, before: _Before) -> CauseHistory | None:
        """The mended one that this is, if it is there again under another id."""
        for key, held in self._held.items():
            like = not held.open and (held.site, held.rule) == (item.site, item.rule)
            if like and before.name(item, held.last_seen) == held.group:
                return self._held.pop(key)
        return None

    def sorted(self) -> list[CauseHistory]:
        """The open ones first, then by how long they have been there."""
        return sorted(self._held.values(), key=_order)


def _order(cause: CauseHistory) -> tuple[bool, int, str, str]:
    return not cause.open, cause.first_seen, cause.site, cause.group

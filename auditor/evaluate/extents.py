"""What of a page a rule would have had to see and nobody looked at: a rule can't pass on the rest."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator

from auditor.capture.schema.axe import AxeResults
from auditor.capture.schema.extent import AXE, EVERY, PROBE_PARTS, Extent, left
from auditor.capture.schema.page import MOVES_ON
from auditor.messages import Note, named, note
from auditor.rulekit.page import PageView, View
from auditor.rulekit.rule import Rule

MOST_SAID = 3  # parts that one reason names


def of_views(rule: Rule, page: PageView, views: Iterable[View]) -> Note | None:
    """What of the views that an own rule is run on it would have had to see and nobody looked at; None: nothing."""
    reasons = [*_lost_views(rule.views, page)]
    if missing := [why for why in page.capture.missing if why.code != MOVES_ON]:
        reasons.append(note("rules.page-incomplete", why=missing))
    wanted = {*EVERY, *rule.parts} - set(rule.spared)
    reasons += _said(extent for view in views for extent in _of_view(view, rule) if extent.part in wanted)
    return _one(reasons) if reasons else None


def of_probes(rule: Rule, page: PageView) -> Note | None:
    """The same of the probes that it needs."""
    reasons = []
    for probe in rule.needs:
        if cut := _said(extent for extent in page.extents(probe) if extent.part in _parts(rule, probe)):
            reasons.append(note("rules.probe", probe=named("probes", probe), why=_one(cut)))
    return _one(reasons) if reasons else None


def of_items(views: Iterable[View]) -> Note | None:
    """The same of what the rule itself did not go through, once it was run."""
    reasons = _said(extent for view in views for extent in view.omitted)
    return _one(reasons) if reasons else None


def joined(*reasons: Note | None) -> Note | None:
    """All reasons as one."""
    given = [reason for reason in reasons if reason is not None]
    return _one(given) if given else None


def of_axe(views: Collection[str], page: PageView) -> Note | None:
    """The same of one of axe-core's rules, which looks at the document itself, by the views that it is run on."""
    reasons = [*_lost_views(views, page)]
    for name, view in page.views.items():
        if name in views and view.axe is not None:
            reasons += _said([*_frames_lost(view.axe), *(item for item in left(view.extents) if item.part in AXE)])
    return _one(reasons) if reasons else None


def of_occurrences(done: int, total: int) -> Note:
    """The same of one whose occurrences were not all looked at a second time."""
    return _sentence(Extent("axe-nodes", done, total, "limit"))


def _lost_views(wanted: Iterable[str], page: PageView) -> Iterator[Note]:
    lost = page.capture.untested
    for name in wanted:
        if name in lost and name not in page.views:
            yield note("rules.view", views=[named("views", name)], why=lost[name])


def _of_view(view: View, rule: Rule) -> Iterator[Extent]:
    yield from left(view.extents)
    documents = view.documents[:1] if "frames" in rule.spared else view.documents
    for document in documents:
        yield from left(document.table.extents)
        if document.table.name_error:
            yield Extent("names", 0, None, "lost")
    # A frame with an error is said where it can be seen (`PageCapture.missing`).
    lost = sum(document.lost and not document.refused for document in (held.table for held in view.documents))
    if lost:
        yield Extent("frames", len(view.documents) - lost, len(view.documents), "lost")


def _frames_lost(results: AxeResults) -> list[Extent]:
    return [Extent("axe-frames", 0, results.frames_lost, "lost")] if results.frames_lost else []


def _parts(rule: Rule, probe: str) -> set[str]:
    """The parts of a probe that a rule hangs on: those that it names, else all."""
    every = set(PROBE_PARTS.get(probe, ()))
    return every & set(rule.parts) or every


def _said(extents: Iterable[Extent]) -> list[Note]:
    """One sentence a part, of the document or view where most of it was left out."""
    worst: dict[str, Extent] = {}
    for extent in extents:
        held = worst.get(extent.part)
        if held is None or _omitted(extent) > _omitted(held):
            worst[extent.part] = extent
    return [_sentence(extent) for extent in worst.values()]


def _omitted(extent: Extent) -> float:
    return float("inf") if extent.total is None else extent.total - extent.done


def _sentence(extent: Extent) -> Note:
    what, why = named("parts", extent.part), named("stopped", extent.why or "")
    if extent.total is None:
        return note("rules.part-of-more", what=what, done=extent.done, why=why)
    return note("rules.part", what=what, done=extent.done, total=extent.total, why=why)


def _one(reasons: list[Note]) -> Note:
    """Some reasons as one."""
    first, *others = list(dict.fromkeys(reasons))[:MOST_SAID]
    return functools.reduce(lambda one, other: note("rules.both", one=one, other=other), others, first)

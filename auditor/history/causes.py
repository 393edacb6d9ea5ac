"""Root causes compared, where a baseline is an `audit.json` by itself: of each one example, its pages, its count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor.history.assignment import assign
from auditor.history.changes import Changes
from auditor.history.pages import page_key
from auditor.history.signature import of_markup
from auditor.history.similarity import UNSURE, score
from auditor.history.worse import worsened
from auditor.messages import note
from auditor.model import IMPACTS, Finding, Group, Site


def compare_causes(old: Site | None, new: Site, audited: set[str], changes: Changes) -> None:
    """What became of a site's root causes; `changes` is told. `audited`: keys of the pages that the new run judged."""
    olds = [group for group in (old.groups if old is not None else []) if group.outcome == "failed"]
    news = [group for group in new.groups if group.outcome == "failed"]
    like = {group.id: group for group in olds}
    pairs = {group.id: like[group.id] for group in news if group.id in like}
    taken = {group.id for group in pairs.values()}
    pairs.update(
        _alike([one for one in olds if one.id not in taken], [one for one in news if one.id not in pairs])
    )  # fmt: skip
    for group in news:
        if (before := pairs.get(group.id)) is not None:
            _pair(before, group, changes)
        else:
            _each(changes, "new", group, group.pages)
    matched = {group.id for group in pairs.values()}
    for group in olds:
        if group.id not in matched:
            why = note("compare.causes-only")
            seen = [page for page in group.pages if page_key(page) in audited]
            _each(changes, "fixed", group, seen)
            for page in group.pages:
                if page not in seen:
                    changes.add("not_judged", page, group.example, why=why)


def _alike(olds: Iterable[Group], news: Iterable[Group]) -> dict[str, Group]:
    """New causes' ids → the old ones that are the same by their examples, though ids differ."""
    old_rules, new_rules = _by_rule(olds), _by_rule(news)
    found = {}
    for rule, waiting in new_rules.items():
        before = old_rules.get(rule, [])
        scores = [[_likeness(one, other) for other in waiting] for one in before]
        for row, column in assign(scores):
            found[waiting[column].id] = before[row]
    return found


def _likeness(old: Group, new: Group) -> float:
    if not {page_key(page) for page in old.pages} & {page_key(page) for page in new.pages}:
        return 0.0
    first, second = (of_markup(one.html, one.target, one.evidence) for one in (old.example, new.example))
    found = score(first, second, distinct=first.content is not None and first.content == second.content)
    return found if found >= UNSURE else 0.0


def _by_rule(groups: Iterable[Group]) -> dict[str, list[Group]]:
    held: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        held[group.rule].append(group)
    return held


def _pair(old: Group, new: Group, changes: Changes) -> None:
    known = {page_key(page) for page in old.pages}
    further = [page for page in new.pages if page_key(page) not in known]
    was = worsened(old.example, new.example)
    if IMPACTS.index(new.impact) > IMPACTS.index(old.impact):
        was["impact"] = old.impact
    if was:
        _each(changes, "worse", new, new.pages, old.example, was)
    if further:
        _each(changes, "wider", new, further, old.example)
    elif new.occurrences > old.occurrences:
        changes.add("wider", new.pages[0], _of(new), old=old.example, count=new.occurrences - old.occurrences)
    if not was:
        _each(changes, "persisting", new, [page for page in new.pages if page not in further], old.example)


def _each(
    changes: Changes, kind: str, group: Group, pages: Iterable[str], old: Finding | None = None, was: object = None
) -> None:
    for page in pages:
        changes.add(kind, page, _of(group), old=old, was=was if isinstance(was, dict) else None)


def _of(group: Group) -> Finding:
    return group.example.model_copy(update={"impact": group.impact, "group": group.id})

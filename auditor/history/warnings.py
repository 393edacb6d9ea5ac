"""Early warnings (风险预警): what got worse in a run, said once, by the run that shows it first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from auditor.history.pages import pair_sites
from auditor.messages import Note, note, sentence
from auditor.model import IMPACTS, Comparison, Result, Site
from auditor.model.history import EarlyWarning

STALE = "stale-home"
HALF = 0.5  # of the pages that were audited before: fewer are a warning

Kind = Literal["worse", "dark", "coverage", "stale", "elder", "task"]


def warnings(
    old: Result, new: Result, comparison: Comparison, comparable: bool, least: str, lang: str
) -> list[EarlyWarning]:
    """Since the run before. Root causes of `least` impact at least; none of them where rules or engines differ, since
    nobody can tell then whether the site has changed."""
    found = [*_of_sites(old, new)]
    if comparable:
        found += _of_causes(new.run.id, comparison, IMPACTS.index(least))
    for warning in found:
        warning.message = sentence(warning.note, lang)
    return found


def _of_causes(run: int, comparison: Comparison, least: int) -> Iterator[EarlyWarning]:
    for kind in ("new", "worse", "wider"):
        for item in comparison.changes(kind):
            if item.confidence == "hint" or IMPACTS.index(item.impact) < least:
                continue
            facts = {"rule": item.rule, "site": item.site, "pages": note("cli.pages", n=len(item.pages))}
            said = (
                note("history.new", **facts)
                if kind == "new"
                else note("history.worse", **facts)
                if kind == "worse"
                else note("history.wider", **facts)
            )
            yield _warning("worse", item.site, run, said, item.pages, item.group)


def _warning(
    kind: Kind, site: str, run: int, said: Note, pages: list[str] | None = None, group: str = ""
) -> EarlyWarning:
    return EarlyWarning(kind=kind, site=site, since=run, group=group, pages=pages or [], note=said)


def _of_sites(old: Result, new: Result) -> Iterator[EarlyWarning]:
    run = new.run.id
    for before, after in pair_sites(old.run.sites, new.run.sites, {}):
        if before is None or after is None:
            continue
        was, now = before.coverage.audited, after.coverage.audited
        if was and not now:
            yield _warning("dark", after.url, run, note("history.dark", site=after.url, why=_why(after)))
            continue
        if was and now < was * HALF:
            yield _warning("coverage", after.url, run, note("history.coverage", site=after.url, now=now, was=was))
        if _elder(old, before) and not _elder(new, after):
            yield _warning("elder", after.url, run, note("history.elder", site=after.url))
        if (stale := _stale(after)) and not _stale(before):
            yield _warning("stale", after.url, run, note("history.stale", site=after.url), stale)
        for name, way in _lost_tasks(before, after):
            yield _warning("task", after.url, run, note("history.task", site=after.url, task=name, way=way))


def _stale(site: Site) -> list[str]:
    """Home pages that seem not to have been updated for long: a person decides, a warning may ask."""
    return [page for group in site.groups if group.rule == STALE for page in group.pages]


def _why(site: Site) -> Note:
    return site.error.note if site.error is not None else note("history.no-answer")


def _elder(result: Result, site: Site) -> bool:
    """Whether pages for elder people were audited."""
    pages = result.pages[site.slug].without_findings()
    return any(page.sample == "elder" and page.status == "audited" for page in pages)


def _lost_tasks(before: Site, after: Site) -> Iterator[tuple[str, str]]:
    """(task, way of using the site) that came to its end before and doesn't now."""
    could = {
        (journey.start, way.way) for journey in before.journeys for way in journey.ways if way.outcome == "can"
    }  # fmt: skip
    for journey in after.journeys:
        for way in journey.ways:
            if way.outcome == "cannot" and (journey.start, way.way) in could:
                yield journey.name.get("zh") or next(iter(journey.name.values()), journey.start), way.way

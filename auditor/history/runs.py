"""Two stored runs compared as a whole: their sites put together, and what else differs between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from auditor.capture.schema import PageCapture
from auditor.history.baseline import accepted_sites, is_expired, read_baseline
from auditor.history.causes import compare_causes
from auditor.history.changes import Changes
from auditor.history.compare import JudgeAgain, SiteComparison
from auditor.history.pages import page_key, pair_sites
from auditor.history.reading import PageReading, SiteReading, read_site
from auditor.history.signature import SCHEME
from auditor.messages import Note, note, sentence
from auditor.model import ComparedRun, Comparison, Coverage, Page, Result, Run, Site, Versions
from auditor.model.baseline import Baseline
from auditor.run.result import stored_result
from auditor.settings.options import ConfigError
from auditor.store.errors import StoreError
from auditor.store.run_store import RunStore
from auditor.store.store import open_store

Judge = Callable[[PageCapture], Page]
JudgeOf = Callable[[RunStore], Judge | None]


@dataclass(frozen=True)
class StoredRun:
    """A run and its result."""

    store: RunStore
    result: Result

    @classmethod
    def of(cls, store: RunStore) -> StoredRun:
        """With the result as it is stored."""
        return cls(store, stored_result(store))


def compare_runs(
    old: StoredRun, new: StoredRun, same: Mapping[str, str], lang: str, judge_of: JudgeOf | None = None
) -> Comparison:
    """`same`: hosts (with port) of the old run → those that are the same site in the new one.

    `judge_of`: what judges captures as the new run was judged, if that is at hand; asked where the old run's rules are
    others."""
    judge = judge_of(new.store) if judge_of is not None and _other_rules(old.result, new.result) else None
    again = _again(judge) if judge is not None else None
    changes = Changes()
    comparison = Comparison(
        identity_scheme=SCHEME,
        old=_told(old.result),
        new_run=_told(new.result),
        notes=differences(old.result, new.result),
    )
    for first, second in pair_sites(old.result.run.sites, new.result.run.sites, same):
        before = read_site(old.store, first) if first is not None else None
        _compare_site(before, second, new, comparison, changes, again)
    return _finished(comparison, changes, lang)


def _other_rules(old: Result, new: Result) -> bool:
    return old.run.versions.rules != new.run.versions.rules


def _again(judge: Judge) -> JudgeAgain:
    def again(page: PageReading) -> PageReading | None:
        capture = page.capture()
        judged = judge(capture) if capture is not None else None
        return page.judged_as(judged) if judged is not None and judged.status == "audited" else None

    return again


def _compare_site(
    old: SiteReading | None,
    new: Site | None,
    run: StoredRun,
    comparison: Comparison,
    changes: Changes,
    again: JudgeAgain | None = None,
) -> None:
    changes.site = new.url if new is not None else old.site.url if old is not None else ""
    site = SiteComparison(old, read_site(run.store, new) if new is not None else None, changes, again)
    site.run()
    comparison.pages_both += site.pages_both
    if old is not None and new is not None and old.site.url != new.url:
        comparison.notes.append(note("compare.taken-as-one", old=old.site.url, new=new.url))


def _finished(comparison: Comparison, changes: Changes, lang: str) -> Comparison:
    comparison.remarks = [sentence(said, lang) for said in comparison.notes]
    changes.fill(comparison, lang)
    return comparison


def compare_baseline(path: Path, new: StoredRun, same: Mapping[str, str], lang: str, today: date) -> Comparison:
    """A run against what was accepted. `today`: from which on an acceptance that ended before counts no more.

    Raises ConfigError where `path` is no baseline."""
    held = read_baseline(path)
    if isinstance(held, Baseline):
        return _with_accepted(held, new, same, lang, today)
    folder = path if path.is_dir() else path.parent
    with ExitStack() as opened:
        if (old := _beside(folder, held, new, opened)) is not None:
            return compare_runs(old, new, same, lang)
    alone = Run.model_validate(held)
    if _is_itself(held, new):
        raise ConfigError("baseline.itself", path=path)
    return _with_causes(alone, new, same, lang)


def _is_itself(held: dict[str, Any], new: StoredRun) -> bool:
    run = new.result.run
    return (held.get("id"), held.get("started")) == (run.id, run.started)


def _beside(folder: Path, held: dict[str, Any], new: StoredRun, opened: ExitStack) -> StoredRun | None:
    """The run that an audit.json is of, where its database lies beside it.

    In the folder of the run itself the file has been written anew: the last finished run before is what it was."""
    try:
        store = opened.enter_context(open_store(folder))
        number = int(held.get("id", 0))
        if _is_itself(held, new):
            earlier = [record.id for record in store.runs() if record.state == "finished" and record.id < number]
            return StoredRun.of(store.run(earlier[-1])) if earlier else None
        old = StoredRun.of(store.run(number))
    except (StoreError, ValueError, TypeError):
        return None
    return old if old.result.run.started == held.get("started") else None


def _with_accepted(held: Baseline, new: StoredRun, same: Mapping[str, str], lang: str, today: date) -> Comparison:
    changes = Changes()
    versions = new.result.run.versions.model_copy(
        update={"program": held.program, "rules": held.rules_digest, "axe_core": held.axe_core, "axe_sha256": ""}
    )
    expired = [entry for entry in held.entries if is_expired(entry, today)]
    comparison = Comparison(
        identity_scheme=SCHEME,
        old=ComparedRun(run=0, started="", ended=None, complete=True, audited=0, versions=versions),
        new_run=_told(new.result),
        notes=_of_versions(versions, new.result.run.versions)
        + [note("compare.expired", rule=entry.rule, group=entry.group, day=str(entry.expires)) for entry in expired],
    )
    sites = {reading.site.slug: reading for reading in accepted_sites(held, today)}
    for first, second in pair_sites([reading.site for reading in sites.values()], new.result.run.sites, same):
        before = sites[first.slug] if first is not None else None
        if before is None and second is not None:  # nothing of this site was accepted
            before = SiteReading(
                second.model_copy(update={"coverage": Coverage(complete=True)}), [], frozenset(held.rules)
            )
        _compare_site(before, second, new, comparison, changes)
    return _finished(comparison, changes, lang)


def _with_causes(old: Run, new: StoredRun, same: Mapping[str, str], lang: str) -> Comparison:
    changes = Changes()
    comparison = Comparison(
        identity_scheme=SCHEME,
        old=compared_run(old),
        new_run=_told(new.result),
        notes=_of_versions(old.versions, new.result.run.versions),
    )
    for first, second in pair_sites(old.sites, new.result.run.sites, same):
        if second is None:
            continue
        changes.site = second.url
        pages = new.result.pages[second.slug].without_findings()
        audited = {page_key(page.final_url or page.url) for page in pages if page.status == "audited"}
        compare_causes(first, second, audited, changes)
    return _finished(comparison, changes, lang)


def _told(result: Result) -> ComparedRun:
    return compared_run(result.run)


def compared_run(run: Run) -> ComparedRun:
    """What a comparison says of a run."""
    return ComparedRun(
        run=run.id,
        started=run.started,
        ended=run.ended,
        complete=run.complete,
        audited=sum(site.coverage.audited for site in run.sites),
        versions=run.versions,
    )


def differences(old: Result, new: Result) -> list[Note]:
    """What differs beside the sites: it is named before anything is called new."""
    found = _of_versions(old.run.versions, new.run.versions)
    if (old.run.group_scheme, old.run.fingerprint_scheme) != (new.run.group_scheme, new.run.fingerprint_scheme):
        found.append(note("compare.scheme-differs"))
    if old.run.settings.get("profile") != new.run.settings.get("profile"):
        profiles = old.run.settings.get("profile"), new.run.settings.get("profile")
        found.append(note("compare.profile-differs", old=profiles[0], new=profiles[1]))
    found += [note("compare.incomplete", run=result.run.id) for result in (old, new) if not result.run.complete]
    return found


def _of_versions(before: Versions, after: Versions) -> list[Note]:
    found = []
    if before.rules != after.rules:
        found.append(note("compare.rules-differ", old=before.rules, new=after.rules))
    files = {before.axe_sha256, after.axe_sha256} - {""}
    if before.axe_core != after.axe_core or len(files) > 1:
        found.append(note("compare.axe-differs", old=before.axe_core, new=after.axe_core))
    if before.browser != after.browser:
        found.append(note("compare.browser-differs", old=before.browser, new=after.browser))
    return found

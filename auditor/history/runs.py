"""Two stored runs compared as a whole: their sites put together, and what else differs between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.history.changes import Changes
from auditor.history.compare import SiteComparison
from auditor.history.pages import pair_sites
from auditor.history.reading import read_site
from auditor.history.signature import SCHEME
from auditor.messages import Note, note, sentence
from auditor.model import Result
from auditor.model.comparison import ComparedRun, Comparison
from auditor.store.run_store import RunStore


@dataclass(frozen=True)
class StoredRun:
    """A run and its result."""

    store: RunStore
    result: Result


def compare_runs(old: StoredRun, new: StoredRun, same: Mapping[str, str], lang: str) -> Comparison:
    """`same`: hosts (with port) of the old run → those that are the same site in the new one."""
    changes = Changes({**old.result.requirements, **new.result.requirements})
    comparison = Comparison(
        identity_scheme=SCHEME,
        old=_told(old.result),
        new_run=_told(new.result),
        notes=differences(old.result, new.result),
    )
    for first, second in pair_sites(old.result.run.sites, new.result.run.sites, same):
        changes.site = second.url if second is not None else first.url if first is not None else ""
        site = SiteComparison(
            read_site(old.store, first) if first is not None else None,
            read_site(new.store, second) if second is not None else None,
            changes,
        )
        site.run()
        comparison.pages_both += site.pages_both
        if first is not None and second is not None and first.url != second.url:
            comparison.notes.append(note("compare.taken-as-one", old=first.url, new=second.url))
    comparison.remarks = [sentence(said, lang) for said in comparison.notes]
    changes.fill(comparison, lang)
    return comparison


def _told(result: Result) -> ComparedRun:
    run = result.run
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
    found = []
    before, after = old.run.versions, new.run.versions
    if before.rules != after.rules:
        found.append(note("compare.rules-differ", old=before.rules, new=after.rules))
    if before.axe_core != after.axe_core or before.axe_sha256 != after.axe_sha256:
        found.append(note("compare.axe-differs", old=before.axe_core, new=after.axe_core))
    if before.browser != after.browser:
        found.append(note("compare.browser-differs", old=before.browser, new=after.browser))
    if (old.run.group_scheme, old.run.fingerprint_scheme) != (new.run.group_scheme, new.run.fingerprint_scheme):
        found.append(note("compare.scheme-differs"))
    if old.run.settings.get("profile") != new.run.settings.get("profile"):
        profiles = old.run.settings.get("profile"), new.run.settings.get("profile")
        found.append(note("compare.profile-differs", old=profiles[0], new=profiles[1]))
    found += [note("compare.incomplete", run=result.run.id) for result in (old, new) if not result.run.complete]
    return found

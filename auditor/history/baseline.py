"""Baselines: what was accepted is no reason to fail a build, while it is no worse, no wider and not expired.

A baseline is the file of `auditor baseline update`, a folder of an audit, or an `audit.json`: with the audit's database
beside it every occurrence is compared, of the file alone its root causes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from pydantic import ValidationError

from auditor.history.matching import Occurrence
from auditor.history.reading import PageReading, SiteReading
from auditor.history.signature import SCHEME, Signature
from auditor.model import (
    FINGERPRINT_SCHEME,
    GROUP_SCHEME,
    IMPACTS,
    LEVELS,
    Change,
    Comparison,
    Coverage,
    Finding,
    Level,
    Page,
    Result,
    Site,
)
from auditor.model.baseline import AcceptedCause, AcceptedOccurrence, Baseline
from auditor.settings.options import ConfigError
from auditor.text_files import read_text

Data = dict[str, Any]
_MARK = re.compile('"\\ufdd0[0-9]+\\ufdd0"')


def read_baseline(path: Path) -> Baseline | Data:
    """A baseline file, or an earlier audit.json as data. Raises ConfigError; a change of scheme is no “fixed”."""
    file = path / "audit.json" if path.is_dir() else path
    try:
        data = json.loads(read_text(file))
        if isinstance(data, dict) and data.get("kind") == "auditor-baseline":
            held = Baseline.model_validate(data)
            if held.identity_scheme != SCHEME:
                raise ConfigError("baseline.other-scheme", path=path)
            for entry in held.entries:
                for occurrence in entry.occurrences:
                    _signature(occurrence)
            return held
        schemes = (data["group_scheme"], data["fingerprint_scheme"])
        for site in data["sites"]:
            Site.model_validate(site) if schemes == (GROUP_SCHEME, FINGERPRINT_SCHEME) else None
    except OSError as error:
        raise ConfigError("baseline.unreadable", path=path, what=error.strerror) from None
    except (ValidationError, msgspec.ValidationError, ValueError, KeyError, TypeError, RecursionError):
        raise ConfigError("baseline.not-an-audit", path=path) from None
    if schemes != (GROUP_SCHEME, FINGERPRINT_SCHEME):
        raise ConfigError("baseline.other-scheme", path=path)
    result: Data = data
    return result


def _signature(occurrence: AcceptedOccurrence) -> Signature:
    return msgspec.convert(occurrence.known_by, Signature)


class _AcceptedPage(PageReading):
    """A page as a baseline knows it: what was accepted on it."""

    def __init__(self, url: str, held: list[tuple[AcceptedCause, AcceptedOccurrence]], rules: Iterable[str]) -> None:
        self._held = [Occurrence(_finding(*item), _signature(item[1]), item[1].kind) for item in held]
        failing = {entry.rule for entry, _ in held}
        findings = [occurrence.finding for occurrence in self._held]
        passed = [rule for rule in rules if rule not in failing]
        super().__init__(Page(site="", url=url, final_url=url, findings=findings, passed=passed))

    def occurrences(self) -> list[Occurrence]:
        return self._held

    def says_the_same(self, other: PageReading) -> bool:
        return False


def _finding(entry: AcceptedCause, occurrence: AcceptedOccurrence) -> Finding:
    return Finding(
        rule=entry.rule,
        outcome="failed",
        impact=occurrence.impact,
        confidence="certain",
        requirements=[],
        view="",
        target=[],
        html="",
        message=entry.message,
        messages={},
        evidence={} if occurrence.ratio is None else {"ratio": occurrence.ratio},
        group=entry.group,
    )


def accepted_sites(baseline: Baseline, today: date) -> list[SiteReading]:
    """The sites of a baseline as comparisons read them; what has expired is left out."""
    by_site: dict[str, dict[str, list[tuple[AcceptedCause, AcceptedOccurrence]]]] = {url: {} for url in baseline.sites}
    for entry in baseline.entries:
        if not is_expired(entry, today):
            for occurrence in entry.occurrences:
                by_site.setdefault(entry.site, {}).setdefault(occurrence.page, []).append((entry, occurrence))
    return [
        SiteReading(
            Site(slug=str(number), url=url, coverage=Coverage(complete=True)),
            [_AcceptedPage(page, held, baseline.rules) for page, held in pages.items()],
            frozenset(baseline.rules),
        )
        for number, (url, pages) in enumerate(by_site.items())
    ]


def is_expired(entry: AcceptedCause, today: date) -> bool:
    """The last day of an acceptance still counts."""
    return entry.expires is not None and entry.expires < today


def accept(
    result: Result,
    sites: Iterable[tuple[Site, Iterable[PageReading]]],
    before: Baseline | None,
    comparison: Comparison | None,
    told: Mapping[str, Any],
) -> Baseline:
    """The baseline of a run: what certainly fails now, and of `before` what could not be judged.

    `told`: reason, person, expires and accepted (day) of what was not accepted yet; what was keeps its own."""
    kept = {} if before is None or comparison is None else _kept(before, comparison)
    entries = [
        entry for site, pages in sites for entry in _entries(site, pages, kept, told)
    ]  # fmt: skip
    if before is not None and comparison is not None:
        entries += _unseen(before, comparison, {(entry.site, entry.group) for entry in entries})
    run = result.run
    return Baseline(
        identity_scheme=SCHEME,
        program=run.versions.program,
        rules_digest=run.versions.rules,
        axe_core=run.versions.axe_core,
        rules=sorted(result.rules),
        sites=sorted({site.url for site in run.sites} | {entry.site for entry in entries}),
        entries=sorted(entries, key=lambda entry: (entry.site, entry.rule, entry.group)),
    )


def as_text(baseline: Baseline) -> str:
    """The file: JSON in a fixed order, an occurrence a line, so that a change of it is reviewed as a diff."""
    data = baseline.model_dump(mode="json")
    lines: dict[str, str] = {}
    for number, entry in enumerate(data["entries"]):
        held = [json.dumps(item, ensure_ascii=False, sort_keys=True) for item in entry["occurrences"]]
        entry["occurrences"] = mark = f"\ufdd0{number}\ufdd0"  # no text holds this character
        lines[f'"{mark}"'] = "[\n   " + ",\n   ".join(held) + "\n  ]"
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return _MARK.sub(lambda found: lines[found[0]], text) + "\n"


def _kept(before: Baseline, comparison: Comparison) -> dict[tuple[str, str], AcceptedCause]:
    """Entries of root causes that go on as they were accepted, by the site and the group that they have now."""
    old = {entry.group: entry for entry in before.entries}
    changed = {(item.site, item.group) for kind in ("worse", "wider", "new") for item in comparison.changes(kind)}
    return {
        (item.site, item.group): old[item.old_group or item.group]
        for item in comparison.persisting
        if (item.site, item.group) not in changed and (item.old_group or item.group) in old
    }


def _entries(
    site: Site,
    pages: Iterable[PageReading],
    kept: Mapping[tuple[str, str], AcceptedCause],
    told: Mapping[str, Any],
) -> list[AcceptedCause]:
    held: dict[str, list[tuple[str, Occurrence]]] = defaultdict(list)
    for page in pages:
        for occurrence in page.occurrences():
            if occurrence.finding.outcome == "failed":
                held[occurrence.finding.group].append((page.address, occurrence))
        page.forget()
    return [_entry(site, group, found, kept.get((site.url, group)), told) for group, found in held.items()]


def _entry(
    site: Site,
    group: str,
    found: list[tuple[str, Occurrence]],
    kept: AcceptedCause | None,
    told: Mapping[str, Any],
) -> AcceptedCause:
    finding = found[0][1].finding
    values = told if kept is None else kept.model_dump(include={"reason", "person", "accepted", "expires"})
    occurrences = [_accepted(page, occurrence) for page, occurrence in found]
    return AcceptedCause(
        group=group,
        rule=finding.rule,
        site=site.url,
        impact=max((item.impact for item in occurrences), key=IMPACTS.index),
        message=finding.message,
        pages=sorted({page for page, _ in found}),
        occurrences=sorted(occurrences, key=lambda item: (item.page, json.dumps(item.known_by, sort_keys=True))),
        **values,
    )


def _accepted(page: str, occurrence: Occurrence) -> AcceptedOccurrence:
    ratio = occurrence.finding.evidence.get("ratio")
    return AcceptedOccurrence(
        page=page,
        known_by=msgspec.json.decode(msgspec.json.encode(occurrence.signature)),
        impact=occurrence.finding.impact,
        kind=occurrence.kind,
        ratio=float(ratio) if isinstance(ratio, int | float) else None,
    )


def _unseen(before: Baseline, comparison: Comparison, there: set[tuple[str, str]]) -> list[AcceptedCause]:
    """What the run could not judge stays accepted."""
    open_groups = {item.group for item in comparison.not_judged}
    return [
        entry for entry in before.entries if entry.group in open_groups and (entry.site, entry.group) not in there
    ]  # fmt: skip


def alerts(comparison: Comparison, least: int, levels: Collection[Level] = LEVELS) -> list[Change]:
    """What fails a build: new, worse or wider, certain or likely, of one of the levels, of the impact `least` (place in
    IMPACTS) at least."""
    return [
        item
        for kind in ("new", "worse", "wider")
        for item in comparison.changes(kind)
        if item.outcome == "failed"
        and item.confidence != "hint"
        and item.level in levels
        and IMPACTS.index(item.impact) >= least
    ]

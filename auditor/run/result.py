"""A stored run as the result model; nothing is judged. Sites that a killed process left open stand as they are."""

from __future__ import annotations

from typing import Any

from auditor.model import Judging, LedgerEntry, Manifest, Pages, Requirement, Result, RuleInfo, Run, Site, Versions
from auditor.run.keep_rules import rules_key
from auditor.store.records import SiteRecord
from auditor.store.run_store import RunStore


def stored_result(run: RunStore) -> Result:
    """The run's result. What is told of rules, clauses and engines is what the run itself wrote down."""
    record = run.record()
    manifest = Manifest.model_validate(record.manifest)
    judgings = [
        Judging.model_validate({**held.facts, "number": held.number, "started": held.started})
        for held in run.judgings()
    ]
    told = _rules(run, [item.number for item in judgings])
    infos = {key: RuleInfo.model_validate(info) for key, info in told["rules"].items()}
    pages: dict[str, Pages] = {}
    sites = []
    for held in run.sites():
        slug = held.site.slug
        pages[slug] = run.pages(slug)
        sites.append(held.site if held.concluded else _open_site(run, held, infos))
    ended = record.state == "finished" and not manifest.problems  # a line that could not be used is not audited
    complete = ended and bool(sites) and all(site.status == "complete" for site in sites)
    last = judgings[-1] if judgings else None
    return Result(
        run=Run(
            id=run.id,
            versions=Versions(
                program=manifest.program,
                rules=last.rules if last else "",
                axe_core=manifest.axe_core,
                axe_sha256=manifest.axe_sha256,
                browser=manifest.browser,
            ),
            judgings=judgings,
            settings=manifest.settings,
            started=record.started,
            ended=record.ended,
            complete=complete,
            problems=manifest.problems,
            ledger=[LedgerEntry.model_validate(entry) for entry in told["ledger"]],
            sites=sites,
        ),
        pages=pages,
        rules=infos,
        requirements={key: Requirement.model_validate(item) for key, item in told["requirements"].items()},
        folder=run.folder,
    )


def _open_site(run: RunStore, record: SiteRecord, infos: dict[str, RuleInfo]) -> Site:
    from auditor.run.conclude import results  # only here: it needs numpy and what cuts images

    return results(record, run.iter_stored(record.site.slug), infos)[0]


def _rules(run: RunStore, judgings: list[int]) -> dict[str, Any]:
    """What the run's judgings say of rules and clauses: the last one's word on each, nothing of earlier ones lost."""
    told: dict[str, Any] = {"rules": {}, "requirements": {}, "ledger": []}
    for number in judgings:
        held = run.get(rules_key(number)) or {}
        told["rules"].update(held.get("rules", {}))
        told["requirements"].update(held.get("requirements", {}))
        told["ledger"] = held.get("ledger", told["ledger"])
    return told

"""Rules over a site: they look at its pages' facts together, once all pages are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from auditor.evaluate.catalogue import Catalogue, OwnRule
from auditor.evaluate.groups import digest
from auditor.messages import Note, note
from auditor.messages.reasons import untested
from auditor.model import Finding, Page, Untested
from auditor.model.levels import level_of
from auditor.rulekit.rule.standards import requirements as known_requirements
from auditor.rulekit.site import MissingPage, SitePage, SiteVerdict, SiteView

MAX_FINDINGS = 200  # of one rule on one site


@dataclass
class SiteOutcomes:
    """What the rules over the whole site add to one page."""

    findings: list[Finding] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    inapplicable: list[str] = field(default_factory=list)
    untested: list[Untested] = field(default_factory=list)

    def add_to(self, page: Page) -> None:
        """Join them to the page's own outcomes."""
        page.findings += self.findings
        page.untested = page.without_open_site_rules()
        page.passed += self.passed
        page.inapplicable += self.inapplicable
        page.untested += self.untested


def judge_site(
    pages: Sequence[Page], documents: list[dict[str, Any]], catalogue: Catalogue, profile: str, lang: str
) -> list[SiteOutcomes]:
    """What the site rules say of each page, in the order of `pages`; their findings aren't read, so may be left out."""
    outcomes = [SiteOutcomes() for _ in pages]
    audited = [(page, said) for page, said in zip(pages, outcomes, strict=True) if page.status == "audited"]
    if not audited:
        return outcomes
    missing = [MissingPage(page.url, page.status, page.http_status) for page in pages if page.status != "audited"]
    for rule in catalogue.runnable(profile):
        if rule.judge is not None:
            _judge(rule, audited, documents, missing, lang)
    return outcomes


def _judge(
    rule: OwnRule,
    pages: list[tuple[Page, SiteOutcomes]],
    documents: list[dict[str, Any]],
    missing: list[MissingPage],
    lang: str,
) -> None:
    assert rule.judge is not None
    key = rule.rule.id
    views = [
        SitePage(page.final_url, page.title, page.template, page.depth, page.source, page.facts.get(key))
        for page, _ in pages
    ]
    met: set[int] = set()
    failing: set[int] = set()
    unsaid: dict[int, Note] = {}  # of pages, why nothing is said of them
    found: list[tuple[SiteOutcomes, Finding]] = []
    try:
        for item in rule.judge(SiteView(views, documents, missing)):
            outcome, full = item.verdict.outcome, len(failing) >= MAX_FINDINGS
            if item.unsaid == "not-read":
                unsaid[item.page] = note("rules.not-read")
            elif outcome == "passed":
                met.add(item.page)
            elif outcome in ("failed", "cantTell") and (item.unsaid or full):
                unsaid.setdefault(item.page, note("rules.told-elsewhere"))
            elif outcome in ("failed", "cantTell"):
                page, said = pages[item.page]
                if rule.rule.absence and _cut(page, key):
                    continue  # what it misses may be where nobody looked
                failing.add(item.page)
                found.append((said, _finding(rule, page, item, lang)))
    except Exception as error:
        why = note("rules.failed", what=f"{type(error).__name__}: {error}")
        for _, said in pages:
            said.untested.append(untested(key, why, lang))
        return
    for said, finding in found:
        said.findings.append(finding)
    for number, (page, said) in enumerate(pages):
        if number in unsaid and number not in failing:
            said.untested.append(untested(key, unsaid[number], lang))
        elif number not in failing and not _cut(page, key):
            (said.passed if number in met else said.inapplicable).append(key)


def _cut(page: Page, rule: str) -> bool:
    """Whether a rule was not run on the page, or not on all that it is about."""
    return any(item.rule == rule for item in page.without_open_site_rules())


def _finding(rule: OwnRule, page: Page, item: SiteVerdict, lang: str) -> Finding:
    verdict, where = item.verdict, item.where or {}
    messages = rule.message(verdict.message, verdict.evidence)
    target = list(where.get("target") or ["html"])
    parts = urlsplit(page.final_url)
    place = parts.path + ("?" + parts.query if parts.query else "")
    requirements = list(verdict.requirements or rule.rule.requirements)
    return Finding(
        rule=rule.rule.id,
        outcome=verdict.outcome,  # type: ignore[arg-type]  # the caller passes these two only
        level=level_of(known_requirements(), requirements),
        impact=verdict.impact or rule.rule.impact,
        confidence=verdict.confidence,
        requirements=requirements,
        view=where.get("view", "desktop"),
        views=[where.get("view", "desktop")],
        target=target,
        html=where.get("html", ""),
        message=messages[lang],
        messages=messages,
        evidence=verdict.evidence,
        box=where.get("box"),
        group="g-" + digest(rule.rule.id, verdict.outcome, verdict.message, item.cause or target[-1], length=10),
        fingerprint=digest(rule.rule.id, place, *target, verdict.message, length=16),
    )

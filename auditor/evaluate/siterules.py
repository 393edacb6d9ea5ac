"""Rules over a site: they look at its pages' facts together, once all pages are there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from auditor.evaluate.catalogue import Catalogue, OwnRule
from auditor.evaluate.groups import digest
from auditor.messages import note
from auditor.messages.reasons import untested
from auditor.model import Finding, Page
from auditor.rulekit.site import MissingPage, SitePage, SiteVerdict, SiteView

MAX_FINDINGS = 200  # of one rule on one site


def judge_site(
    pages: list[Page], documents: list[dict[str, Any]], catalogue: Catalogue, profile: str, lang: str
) -> None:
    """Add what the site rules find to the audited pages, in place."""
    audited = [page for page in pages if page.status == "audited"]
    if not audited:
        return
    missing = [MissingPage(page.url, page.status, page.http_status) for page in pages if page.status != "audited"]
    runnable = catalogue.runnable(profile)
    for rule in catalogue.own.values():
        if rule.judge is not None and rule in runnable:
            _judge(rule, audited, documents, missing, lang)


def _judge(
    rule: OwnRule, pages: list[Page], documents: list[dict[str, Any]], missing: list[MissingPage], lang: str
) -> None:
    assert rule.judge is not None
    key = rule.rule.id
    views = [
        SitePage(page.final_url, page.title, page.template, page.depth, page.source, page.facts.get(key))
        for page in pages
    ]
    try:
        verdicts = list(rule.judge(SiteView(views, documents, missing)))
    except Exception as error:
        why = note("rules.failed", what=f"{type(error).__name__}: {error}")
        for page in pages:
            page.untested.append(untested(key, why, lang))
        return
    met: set[int] = set()
    found: set[int] = set()
    for item in verdicts:
        if item.verdict.outcome == "passed":
            met.add(item.page)
        elif item.verdict.outcome in ("failed", "cantTell") and len(found) < MAX_FINDINGS:
            found.add(item.page)
            pages[item.page].findings.append(_finding(rule, pages[item.page], item, lang))
    for number, page in enumerate(pages):
        if number not in found and all(item.rule != key for item in page.untested):
            (page.passed if number in met else page.inapplicable).append(key)


def _finding(rule: OwnRule, page: Page, item: SiteVerdict, lang: str) -> Finding:
    verdict, where = item.verdict, item.where or {}
    messages = rule.message(verdict.message, verdict.evidence)
    target = list(where.get("target") or ["html"])
    parts = urlsplit(page.final_url)
    place = parts.path + ("?" + parts.query if parts.query else "")
    return Finding(
        rule=rule.rule.id,
        outcome=verdict.outcome,  # type: ignore[arg-type]  # the caller passes these two only
        impact=verdict.impact or rule.rule.impact,
        confidence=verdict.confidence,
        requirements=list(verdict.requirements or rule.rule.requirements),
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

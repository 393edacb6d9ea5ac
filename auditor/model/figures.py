"""Figures that several reports print, each worked out in one place from the result model.

Renderers print these and count nothing themselves, so that two formats of one run can't disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.model.base import Impact
from auditor.model.catalogue import Requirement
from auditor.model.finding import Finding
from auditor.model.group import Group, RequirementResult
from auditor.model.journey import JourneyResult
from auditor.model.page import Page
from auditor.model.result import Result
from auditor.model.run import LedgerEntry, Run
from auditor.model.site import PeopleResult, Site


@dataclass(frozen=True)
class Totals:
    """Figures of a run or of one site: pages, and root causes that are certain (`failed`) or for a person (`asked`)."""

    sites: int
    planned: int
    audited: int
    missed: int
    failed: int
    asked: int


@dataclass(frozen=True)
class RuleGroups:
    """The root causes of one rule: occurrences and distinct pages of them all, the worst cause first."""

    rule: str
    groups: list[Group]
    impact: Impact
    occurrences: int
    pages: int
    requirements: list[str]
    people: list[str]


@dataclass(frozen=True)
class Unrun:
    """Rules that did not run, or came to no result, for one reason, and on how many pages."""

    reason: str
    rules: list[str]
    pages: int


@dataclass(frozen=True)
class RuleCost:
    """What the causes of one rule cost of the score together; `group` is the first of them."""

    group: Group
    causes: int
    points: float


@dataclass(frozen=True)
class Unmet:
    """A requirement and how many sites don't meet it; of a single site, how many pages."""

    requirement: Requirement
    count: int


@dataclass(frozen=True)
class JourneyTotals:
    """Tasks, those that everybody can finish, and those that somebody can't."""

    tasks: int
    all_can: int
    some_cannot: int


def site_totals(site: Site) -> Totals:
    """One site's figures."""
    coverage = site.coverage
    return Totals(
        sites=1,
        planned=coverage.planned,
        audited=coverage.audited,
        missed=coverage.planned - coverage.audited,
        failed=site.counts.get("groups_failed", 0),
        asked=site.counts.get("needs_review", 0),
    )


def totals(run: Run) -> Totals:
    """The figures of all sites together."""
    each = [site_totals(site) for site in run.sites]
    return Totals(
        sites=len(each),
        planned=sum(one.planned for one in each),
        audited=sum(one.audited for one in each),
        missed=sum(one.missed for one in each),
        failed=sum(one.failed for one in each),
        asked=sum(one.asked for one in each),
    )


def failed_by_impact(site: Site) -> dict[Impact, int]:
    """Certain root causes by impact, the worst impact first."""
    order: tuple[Impact, ...] = ("critical", "serious", "moderate", "minor")
    return {impact: site.counts.get(f"failed_{impact}", 0) for impact in order}


def by_rule(groups: Iterable[Group]) -> list[RuleGroups]:
    """Root causes of one rule together, in the order of the first of each."""
    rows: dict[str, list[Group]] = {}
    for group in groups:
        rows.setdefault(group.rule, []).append(group)
    return [
        RuleGroups(
            rule=rule,
            groups=causes,
            impact=causes[0].impact,
            occurrences=sum(group.occurrences for group in causes),
            pages=len({page for group in causes for page in group.pages}),
            requirements=list(dict.fromkeys(key for group in causes for key in group.requirements)),
            people=list(dict.fromkeys(key for group in causes for key in group.people)),
        )
        for rule, causes in rows.items()
    ]


def failures(page: Page) -> dict[str, list[Finding]]:
    """A page's certain findings by rule."""
    rows: dict[str, list[Finding]] = {}
    for finding in page.findings:
        if finding.outcome == "failed":
            rows.setdefault(finding.rule, []).append(finding)
    return rows


def unrun(pages: Iterable[Page]) -> list[Unrun]:
    """The reasons why rules did not run on audited pages, the widest first."""
    rules: dict[str, dict[str, None]] = {}
    touched: dict[str, set[str]] = {}
    for page in pages:
        if page.status != "audited":
            continue
        for entry in page.untested:
            rules.setdefault(entry.reason, {})[entry.rule] = None
            touched.setdefault(entry.reason, set()).add(page.url)
    rows = [Unrun(reason, list(names), len(touched[reason])) for reason, names in rules.items()]
    return sorted(rows, key=lambda row: -row.pages)


def unmet(result: Result, limit: int = 12) -> list[Unmet]:
    """The requirements that most sites don't meet; of a single site, those not met on most pages. Only what may be
    printed."""
    sites = result.run.sites
    tally: Counter[str] = Counter()
    for entry in (entry for site in sites for entry in site.requirements if entry.result == "failed"):
        tally[entry.id] += 1 if len(sites) > 1 else entry.pages_failed
    rows = [(result.requirements.get(key), count) for key, count in tally.most_common(limit)]
    return [Unmet(requirement, count) for requirement, count in rows if requirement and requirement.printable]


def criteria(result: Result, site: Site) -> list[tuple[Requirement, RequirementResult]]:
    """Every WCAG 2.2 criterion of levels A and AA with the site's result; what no rule spoke of is untested."""
    known = {entry.id: entry for entry in site.requirements}
    return [
        (requirement, known.get(requirement.id) or RequirementResult(id=requirement.id, result="untested"))
        for requirement in result.requirements.values()
        if requirement.standard == "wcag22" and requirement.level in ("A", "AA")
    ]


def clauses(result: Result, site: Site) -> list[tuple[Requirement, RequirementResult]]:
    """Clauses of other instruments that may be printed and that the site has a result of."""
    known = {entry.id: entry for entry in site.requirements}
    return [
        (requirement, known[requirement.id])
        for requirement in result.requirements.values()
        if requirement.standard != "wcag22" and requirement.printable and requirement.id in known
    ]


def rules_of(entry: LedgerEntry) -> int:
    """How many rules speak of a criterion."""
    return len({*entry.automatic, *entry.asked})


def costs_by_rule(site: Site) -> list[RuleCost]:
    """What mending all causes of one rule brings back of the score, the dearest first."""
    if site.score is None:
        return []
    known = {group.id: group for group in site.groups}
    rows: dict[str, list[tuple[float, Group]]] = {}
    for cost in site.score.costs:
        if cost.group in known:
            rows.setdefault(known[cost.group].rule, []).append((cost.points, known[cost.group]))
    summed = [
        RuleCost(costs[0][1], len(costs), round(sum(points for points, _ in costs), 2)) for costs in rows.values()
    ]
    return sorted(summed, key=lambda row: -row.points)


def journey_totals(journeys: Iterable[JourneyResult]) -> JourneyTotals:
    """Who can finish: a task is somebody's barrier where one way of use can't, everybody's where all can."""
    outcomes = [{way.outcome for way in journey.ways} for journey in journeys]
    return JourneyTotals(
        tasks=len(outcomes),
        all_can=sum(each == {"can"} for each in outcomes),
        some_cannot=sum("cannot" in each for each in outcomes),
    )


def pages_clear(entry: PeopleResult) -> int:
    """Audited pages where nothing serious hinders the group."""
    return entry.pages - entry.pages_hindered


def share_clear(entry: PeopleResult) -> int:
    """The same as per cent of the audited pages, 0 where there are none."""
    return round(pages_clear(entry) * 100 / entry.pages) if entry.pages else 0


def tasks_done(entry: PeopleResult) -> int:
    """Tasks that the group can finish."""
    return sum(outcome == "can" for outcome in entry.journeys.values())


def hindering(rules: Iterable[RuleGroups], people: str) -> list[tuple[RuleGroups, int]]:
    """(a rule's causes, how many of them hinder the group), in the order given."""
    rows = [(rule, sum(people in group.people for group in rule.groups)) for rule in rules]
    return [(rule, causes) for rule, causes in rows if causes]

"""A site's results from its pages, one page after another: groups, requirements, counts. No page's findings
are kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.evaluate.people import PeopleTally, hindered
from auditor.evaluate.score import ScoreTally
from auditor.model import IMPACTS, LEVELS, Finding, Group, Page, RequirementResult, RuleInfo, Site

_ORDER = {"failed": 0, "cantTell": 1}
_MAX_PAGES = 500


@dataclass(frozen=True)
class Example:
    """Where a group's example stands in the store: its page's capture, and its own row. "" and None: nowhere."""

    capture: str = ""
    row: int | None = None


@dataclass
class _Group:
    example: Finding
    where: Example
    impact: int  # place in IMPACTS
    level: int  # place in LEVELS
    occurrences: int = 0
    pages: dict[str, None] = field(default_factory=dict)
    views: set[str] = field(default_factory=set)


class GroupTally:
    """Occurrences joined by root cause."""

    def __init__(self, infos: Mapping[str, RuleInfo]) -> None:
        self._infos = infos
        self._groups: dict[str, _Group] = {}

    def add(self, page: Page, capture: str = "", rows: Sequence[int] = ()) -> None:
        """Count a page. `rows`: the ids of its findings in the store, in their order."""
        address = page.final_url or page.url
        for number, finding in enumerate(page.findings):
            group = self._groups.get(finding.group)
            if group is None:
                where = Example(capture, rows[number] if rows else None)
                group = self._groups[finding.group] = _Group(
                    finding, where, IMPACTS.index(finding.impact), LEVELS.index(finding.level)
                )
            group.level = min(group.level, LEVELS.index(finding.level))
            group.impact = max(group.impact, IMPACTS.index(finding.impact))
            group.occurrences += 1
            group.views.add(finding.view)
            if len(group.pages) < _MAX_PAGES:
                group.pages[address] = None

    def example(self, group: str) -> Example:
        """Where a group's example stands."""
        return self._groups[group].where

    def groups(self) -> list[Group]:
        """The worst and widest first."""
        groups = [self._group(key, held) for key, held in self._groups.items()]
        groups.sort(key=lambda g: (_ORDER[g.outcome], -IMPACTS.index(g.impact), -len(g.pages), -g.occurrences, g.id))
        return groups

    def _group(self, key: str, held: _Group) -> Group:
        first = held.example
        info = self._infos.get(first.rule)
        return Group(
            id=key,
            rule=first.rule,
            outcome=first.outcome,
            level=LEVELS[held.level],
            impact=IMPACTS[held.impact],
            confidence=first.confidence,
            requirements=first.requirements,
            component=first.target[-1] if first.target else "",
            occurrences=held.occurrences,
            pages=list(held.pages),
            views=sorted(held.views),
            titles=info.title if info else {"zh": first.rule, "en": first.rule},
            messages=first.messages,
            people=hindered(first.rule, first.requirements, self._infos),
            example=first,
        )


class RequirementTally:
    """What is known of each requirement that some rule serves."""

    def __init__(self, infos: Mapping[str, RuleInfo]) -> None:
        self._serving: dict[str, set[str]] = defaultdict(set)
        for info in infos.values():
            for requirement in info.requirements:
                self._serving[requirement].add(info.id)
        self._failed: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        self._pages_failed: dict[str, set[str]] = defaultdict(set)
        self._passed: set[str] = set()
        self._inapplicable: set[str] = set()

    def add(self, page: Page) -> None:
        """Count a page."""
        self._passed.update(page.passed)
        self._inapplicable.update(page.inapplicable)
        for finding in page.findings:
            for requirement in finding.requirements:
                if finding.outcome == "failed":
                    self._failed[requirement] += 1
                    self._pages_failed[requirement].add(page.url)
                else:
                    self._asked[requirement] += 1

    def results(self) -> list[RequirementResult]:
        """By the requirements' ids."""
        return [
            RequirementResult.model_validate(
                {
                    "id": requirement,
                    "result": self._result(requirement, rules),
                    "failed": self._failed[requirement],
                    "cant_tell": self._asked[requirement],
                    "pages_failed": len(self._pages_failed.get(requirement, ())),
                    "rules": sorted(rules),
                }
            )
            for requirement, rules in sorted(self._serving.items())
        ]

    def _result(self, requirement: str, rules: set[str]) -> str:
        if self._failed[requirement]:
            return "failed"
        if self._asked[requirement]:
            return "needs-review"
        if rules & self._passed:
            return "machine-passed"
        return "inapplicable" if rules & self._inapplicable else "untested"


class SiteTally:
    """All results of a site from its audited pages."""

    def __init__(self, infos: Mapping[str, RuleInfo]) -> None:
        self._groups, self._requirements = GroupTally(infos), RequirementTally(infos)
        self._people, self._score = PeopleTally(infos), ScoreTally(infos)

    def add(self, page: Page, capture: str = "", rows: Sequence[int] = ()) -> None:
        """Count an audited page with its findings. `capture`, `rows`: where it and they stand in the store."""
        self._groups.add(page, capture, rows)
        self._requirements.add(page)
        self._people.add(page)
        self._score.add(page)

    def write(self, site: Site) -> None:
        """Fill in the site's groups, requirements, counts, people and score."""
        site.groups = self._groups.groups()
        site.requirements = self._requirements.results()
        site.counts = counts(site.groups)
        site.people = self._people.people(site.groups, site.journeys)
        site.score = self._score.score(site.groups, site.requirements)

    def example(self, group: str) -> Example:
        """Where a group's example stands in the store."""
        return self._groups.example(group)


def groups(pages: Iterable[Page], infos: Mapping[str, RuleInfo]) -> list[Group]:
    """The groups of some pages; see `GroupTally`."""
    tally = GroupTally(infos)
    for page in pages:
        tally.add(page)
    return tally.groups()


def requirement_results(pages: Iterable[Page], infos: Mapping[str, RuleInfo]) -> list[RequirementResult]:
    """The requirements of some pages; see `RequirementTally`."""
    tally = RequirementTally(infos)
    for page in pages:
        tally.add(page)
    return tally.results()


def counts(groups: Iterable[Group]) -> dict[str, int]:
    """Groups by impact (`failed_critical` …), the number to look at, and all occurrences."""
    tally: Counter[str] = Counter(groups_failed=0)
    for group in groups:
        failed = group.outcome == "failed"
        tally[f"failed_{group.impact}" if failed else "needs_review"] += 1
        tally["occurrences_failed" if failed else "occurrences_review"] += group.occurrences
        tally["groups_failed"] += failed
    return dict(tally)

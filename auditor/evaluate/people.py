"""The people's view: what a site is like for each group of users (rules/standards/user-groups.toml and score.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.model import IMPACTS, Finding, Group, JourneyResult, Page, PeopleResult, RuleInfo
from auditor.rulekit.rule.standards import people_labels, requirements, scoring, user_groups

SERIOUS = IMPACTS.index("serious")
WORST = 5
# From best to worst; what several ways give a group is the worst of them.
_OUTCOMES = ("can", "no-further", "not-tested", "cannot")


def hindered(rule: str, requirement_ids: list[str], infos: Mapping[str, RuleInfo]) -> list[str]:
    """The groups that a failure of this rule and these requirements hinders first."""
    known = requirements()
    clauses = {clause for key in requirement_ids if key in known for clause in known[key].groups}
    criteria = {number for key in requirement_ids if key in known for number in known[key].wcag}
    narrow = scoring()["narrow"]
    found = [
        clause
        for clause in user_groups()
        if clause in clauses and (clause not in narrow or criteria.intersection(narrow[clause]))
    ]
    info = infos.get(rule)
    for name, entry in scoring()["people"].items():
        if (info and info.pack in entry.get("packs", ())) or criteria.intersection(entry.get("criteria", ())):
            found.append(name)
    own = info.people if info else ()
    return [name for name in people_labels() if name in found or name in own]


class PeopleTally:
    """The people's view of a site from its audited pages, one after another; a page's findings aren't kept."""

    def __init__(self, infos: Mapping[str, RuleInfo]) -> None:
        self._infos = infos
        self._pages = 0
        self._hindered: dict[str, set[str]] = {}  # group of people → addresses of pages
        self._known: dict[tuple[str, ...], list[str]] = {}

    def add(self, page: Page) -> None:
        """Count a page."""
        self._pages += 1
        for finding in page.findings:
            if finding.outcome == "failed" and IMPACTS.index(finding.impact) >= SERIOUS:
                for name in self._of(finding):
                    self._hindered.setdefault(name, set()).add(page.url)

    def _of(self, finding: Finding) -> list[str]:
        key = (finding.rule, *finding.requirements)
        if key not in self._known:
            self._known[key] = hindered(finding.rule, finding.requirements, self._infos)
        return self._known[key]

    def people(self, groups: list[Group], journeys: list[JourneyResult]) -> list[PeopleResult]:
        """One entry a group of people, in the order of EN 301 549, then ours; those nothing is known of are
        left out."""
        labels = people_labels()
        by_group: dict[str, list[Group]] = {name: [] for name in labels}
        asked = dict.fromkeys(labels, 0)
        for group in groups:
            for name in group.people:
                if group.outcome == "failed":
                    by_group[name].append(group)
                else:
                    asked[name] += 1
        results = []
        for name, label in labels.items():
            if not by_group[name] and not asked[name] and name not in scoring()["ways"]:
                continue
            results.append(
                PeopleResult(
                    id=name,
                    label=label,
                    causes=len(by_group[name]),
                    asked=asked[name],
                    occurrences=sum(group.occurrences for group in by_group[name]),
                    pages_hindered=len(self._hindered.get(name, ())),
                    pages=self._pages,
                    worst=list({group.rule: group.id for group in reversed(by_group[name])}.values())[::-1][:WORST],
                    journeys={journey.name["zh"]: _way(journey, name) for journey in journeys},
                )
            )
        return results


def people(
    pages: Iterable[Page], groups: list[Group], journeys: list[JourneyResult], infos: Mapping[str, RuleInfo]
) -> list[PeopleResult]:
    """The people's view of some pages; see `PeopleTally`."""
    tally = PeopleTally(infos)
    for page in pages:
        tally.add(page)
    return tally.people(groups, journeys)


def _way(journey: JourneyResult, name: str) -> str:
    ways = scoring()["ways"].get(name, ["mouse"])
    outcomes = [way.outcome for way in journey.ways if way.way in ways]
    return max(outcomes, key=_OUTCOMES.index) if outcomes else "not-tested"

"""A site's results from its pages: groups, requirements, counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from auditor.evaluate.people import hindered
from auditor.model import IMPACTS, Finding, Group, Page, RequirementResult, RuleInfo

_ORDER = {"failed": 0, "cantTell": 1}
_MAX_PAGES = 500


def groups(pages: Iterable[Page], rules: dict[str, RuleInfo]) -> list[Group]:
    """Occurrences joined by root cause; the worst and widest first."""
    members: dict[str, list[tuple[Page, Finding]]] = defaultdict(list)
    for page in pages:
        for finding in page.findings:
            members[finding.group].append((page, finding))
    found = []
    for key, items in members.items():
        first = items[0][1]
        urls = list(dict.fromkeys(page.final_url or page.url for page, _ in items))
        info = rules.get(first.rule)
        found.append(
            Group(
                id=key,
                rule=first.rule,
                outcome=first.outcome,
                impact=max((f.impact for _, f in items), key=IMPACTS.index),
                confidence=first.confidence,
                requirements=first.requirements,
                component=first.target[-1] if first.target else "",
                occurrences=len(items),
                pages=urls[:_MAX_PAGES],
                views=sorted({f.view for _, f in items}),
                titles=info.title if info else {"zh": first.rule, "en": first.rule},
                messages=first.messages,
                people=hindered(first.rule, first.requirements, rules),
                example=first,
            )
        )
    found.sort(key=lambda g: (_ORDER[g.outcome], -IMPACTS.index(g.impact), -len(g.pages), -g.occurrences, g.id))
    return found


def requirement_results(pages: list[Page], rules: dict[str, RuleInfo]) -> list[RequirementResult]:
    """What is known of each requirement that some rule serves."""
    serving: dict[str, set[str]] = defaultdict(set)
    for info in rules.values():
        for requirement in info.requirements:
            serving[requirement].add(info.id)
    failed: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    touched: dict[str, set[str]] = defaultdict(set)
    passed: set[str] = set()
    inapplicable: set[str] = set()
    for page in pages:
        passed.update(page.passed)
        inapplicable.update(page.inapplicable)
        for finding in page.findings:
            for requirement in finding.requirements:
                if finding.outcome == "failed":
                    failed[requirement] += 1
                    touched[requirement].add(page.url)
                else:
                    asked[requirement] += 1
    results = []
    for requirement, names in sorted(serving.items()):
        if failed[requirement]:
            outcome = "failed"
        elif asked[requirement]:
            outcome = "needs-review"
        elif names & passed:
            outcome = "machine-passed"
        elif names & inapplicable:
            outcome = "inapplicable"
        else:
            outcome = "untested"
        results.append(
            RequirementResult.model_validate(
                {
                    "id": requirement,
                    "result": outcome,
                    "failed": failed[requirement],
                    "cant_tell": asked[requirement],
                    "pages_failed": len(touched[requirement]),
                    "rules": sorted(names),
                }
            )
        )
    return results


def counts(found: list[Group]) -> dict[str, int]:
    """Groups by impact (`failed_critical` …), the number to look at, and all occurrences."""
    tally: Counter[str] = Counter()
    for group in found:
        tally[f"failed_{group.impact}" if group.outcome == "failed" else "needs_review"] += 1
        tally["occurrences_failed" if group.outcome == "failed" else "occurrences_review"] += group.occurrences
    tally["groups_failed"] = sum(group.outcome == "failed" for group in found)
    return dict(tally)

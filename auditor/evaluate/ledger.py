"""The coverage ledger: for each WCAG 2.2 A and AA criterion, what is decided by machine, put to a person, not tested.

Made from the rules' metadata, so it can't claim what no rule does. Used by audit.json, the report and docs/coverage.md.
"""

from __future__ import annotations

from auditor.model import LedgerEntry, RuleInfo
from auditor.rulekit.rule.standards import remainder, requirements


def ledger(rules: dict[str, RuleInfo]) -> list[LedgerEntry]:
    """All 55 criteria in their order. Best practices serve no criterion."""
    serving: dict[str, list[RuleInfo]] = {}
    for info in rules.values():
        if not info.best_practice:
            for key in info.requirements:
                serving.setdefault(key, []).append(info)
    left = remainder()
    found = []
    for requirement in requirements().values():
        if requirement.standard != "wcag22" or requirement.level not in ("A", "AA"):
            continue
        infos = serving.get(requirement.id, [])
        found.append(
            LedgerEntry(
                criterion=requirement.id,
                level=requirement.level,
                automatic=sorted(info.id for info in infos if "failed" in info.decides),
                asked=sorted(info.id for info in infos if "cantTell" in info.decides),
                remainder=left[requirement.number["en"]],
            )
        )
    return found


def markdown(rules: dict[str, RuleInfo]) -> str:
    """docs/coverage.md."""
    entries = ledger(rules)
    known = requirements()
    measured = sum(bool(entry.automatic or entry.asked) for entry in entries)
    asserted = sum(bool(entry.automatic) for entry in entries)
    lines = [
        "# Coverage of WCAG 2.2 A and AA",
        "",
        "Written by `auditor rules --format ledger` from the rules' metadata; a test compares it.",
        "",
        f"{measured} of {len(entries)} criteria have something measured; in {asserted} of them a rule may assert "
        "a failure.",
        "A criterion that a machine finds nothing wrong with is not thereby met: the last column is left to people.",
        "",
        "| criterion | may assert a failure | puts to a person, with evidence | left to people |",
        "|---|---|---|---|",
    ]
    for entry in entries:
        requirement = known[entry.criterion]
        cells = [
            f"{requirement.number['en']} {requirement.title['zh']} {requirement.title['en']} ({entry.level})",
            ", ".join(f"`{name}`" for name in entry.automatic) or "–",
            ", ".join(f"`{name}`" for name in entry.asked if name not in entry.automatic) or "–",
            f"{entry.remainder['zh']} / {entry.remainder['en']}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"

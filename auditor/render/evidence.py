"""Names and units of what rules measure: the catalogue `rules/evidence.*.toml`, and a rule's own `[evidence]`.

A value is looked up by rule, then by pack, then among the names for all rules, since one key means different things in
different rules: the height of a target is in px, that of a line in multiples of the font size.
"""

from __future__ import annotations

from collections.abc import Mapping

from auditor.content import folder, read_toml
from auditor.messages import language
from auditor.model import EvidenceLabel, Finding, Measured, RuleInfo

ANY_RULE = "any"


def shared_labels(lang: str) -> dict[str, dict[str, EvidenceLabel]]:
    """The catalogue in one language: section (`any`, a pack, a rule) → key → label."""
    sections = read_toml(folder("rules") / f"evidence.{lang}.toml")
    return {
        section: {key: EvidenceLabel.model_validate(label) for key, label in labels.items()}
        for section, labels in sections.items()
    }


class EvidenceNames:
    """Evidence in words of one language. `empty`: what is printed for a text of no letters."""

    def __init__(self, lang: str, rules: Mapping[str, RuleInfo], empty: str) -> None:
        self._lang, self._rules, self._empty, self._language = lang, rules, empty, language(lang)
        self._shared = shared_labels(lang)

    def label(self, rule: str, key: str) -> EvidenceLabel | None:
        """The name of a rule's key and how its value is written; None where no catalogue has it."""
        info = self._rules.get(rule)
        own = info.evidence.get(self._lang, {}) if info else {}
        if key in own:
            return own[key]
        for section in (rule, info.pack if info else "", ANY_RULE):
            if key in self._shared.get(section, {}):
                return self._shared[section][key]
        return None

    def measured(self, finding: Finding) -> list[Measured]:
        """In the order in which the rule gives them. What has no value, or is no plain one, is left to the data files;
        so is what axe-core's checks tell beyond the names known here."""
        info, rows = self._rules.get(finding.rule), []
        for key, value in finding.evidence.items():
            label = self.label(finding.rule, key)
            if label is None and info is not None and info.engine == "axe":
                continue
            text = self._text(label or EvidenceLabel(name=key), value)
            if text:
                rows.append(Measured(label.name if label else key, text))
        return rows

    def _text(self, label: EvidenceLabel, value: object) -> str:
        if isinstance(value, list | tuple):
            parts = (self._text(label, item) for item in value)
            return self._language.list.join(part for part in parts if part)
        if value is None or isinstance(value, Mapping) or not label.value:
            return ""
        return label.value.replace("{}", self._plain(label, value)) if value != "" else self._empty

    def _plain(self, label: EvidenceLabel, value: object) -> str:
        if isinstance(value, bool):
            return self._language.yes if value else self._language.no
        if isinstance(value, float):
            return f"{value:.2f}".rstrip("0").rstrip(".")
        return label.values.get(str(value), str(value))

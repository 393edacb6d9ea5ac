"""Every value that a rule measures has a name and a unit in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditor.content import folder, read_toml
from auditor.evaluate.catalogue import LANGUAGES, load
from auditor.model import EvidenceLabel, RuleInfo
from auditor.render.evidence import ANY_RULE, EvidenceNames, shared_labels
from auditor.render.output import Output
from tests.reports.evidence_keys import evidence_keys, rule_files
from tests.reports.sample import RULES, finding


@cache
def names(lang: str) -> EvidenceNames:
    return EvidenceNames(lang, load().infos(), "–")


@pytest.mark.parametrize("file", rule_files(), ids=lambda file: file.parent.name)
def test_every_key_of_a_rule_is_named(file: Path) -> None:
    """rules/evidence.*.toml, or `[evidence]` in the rule's own messages."""
    rule = file.parent.name.replace("_", "-")
    for lang in LANGUAGES:
        known = names(lang)
        assert [key for key in sorted(evidence_keys(file)) if known.label(rule, key) is None] == []


def test_the_languages_name_the_same() -> None:
    chinese, english = (shared_labels(lang) for lang in ("zh", "en"))
    assert {section: set(held) for section, held in chinese.items()} == {
        section: set(held) for section, held in english.items()
    }
    for section, labels in chinese.items():
        for key, label in labels.items():
            other = english[section][key]
            assert label.name, (section, key)
            assert other.name, (section, key)
            assert ("{}" in label.value, set(label.values)) == ("{}" in other.value, set(other.values)), (section, key)
            assert not any("\u4e00" <= letter <= "\u9fff" for letter in other.name + other.value), (section, key)


def test_no_name_is_left_over() -> None:
    """A name whose key no rule gives any more is taken out; axe-core's keys can't be read from a source of ours."""
    infos, labels, used = load().infos(), shared_labels("zh"), set()
    for file in rule_files():
        rule = file.parent.name.replace("_", "-")
        for key in evidence_keys(file):
            places = (rule, infos[rule].pack, ANY_RULE)
            # A rule of its own wording has the names in its message files.
            used |= {next(((place, key) for place in places if key in labels.get(place, {})), (rule, ""))}
    written = {(section, key) for section, held in labels.items() if section != "axe" for key in held}
    assert written - used == {(ANY_RULE, "checks")}


def test_sections_are_rules_or_packs() -> None:
    infos = load().infos()
    packs = {info.pack for info in infos.values()}
    assert set(read_toml(folder("rules") / "evidence.zh.toml")) - {ANY_RULE} <= packs | set(infos)
    assert not packs & set(infos)


def measured(rule: str, lang: str, **evidence: object) -> list[tuple[str, str]]:
    from auditor.model import Result
    from tests.reports.sample import sample_result

    result: Result = sample_result()
    output = Output(Path(), Path(), lang, result)
    return [(item.name, item.value) for item in output.measured(finding(rule, "#x", "。", ".", **evidence))]


@pytest.mark.parametrize(
    ("rule", "lang", "evidence", "said"),
    [
        ("touch-target", "zh", {"height": 28}, ("可点区域高", "28 像素")),
        ("line-spacing", "zh", {"height": 1.12}, ("行距", "字号的 1.12 倍")),
        ("line-spacing", "en", {"height": 1.1200001}, ("line spacing", "1.12 × the font size")),
        ("text-contrast", "en", {"ratio": 3.0}, ("contrast", "3:1")),
        ("text-contrast", "zh", {"bold": False}, ("粗体", "否")),
        ("text-contrast", "zh", {"words": ["甲", "乙"]}, ("页面上的话", "“甲”、“乙”")),
        ("text-contrast", "en", {"words": ["a", "b"]}, ("words on the page", "“a”, “b”")),
        ("text-contrast", "en", {"name": ""}, ("accessible name", "(empty)")),
        ("text-contrast", "zh", {"why": "moving"}, ("量不出的原因", "画面在动")),
        ("pack-rule", "zh", {"odd": 3}, ("odd", "3")),
    ],
)
def test_values_are_written_with_their_unit(
    rule: str, lang: str, evidence: dict[str, Any], said: tuple[str, str]
) -> None:
    assert measured(rule, lang, **evidence) == [said]


def test_what_is_no_plain_value_is_left_to_the_data() -> None:
    assert measured("text-contrast", "zh", ratio=None, seen={"a": 1}) == []
    assert measured("image-alt", "zh", messageKey="x", minSize=24) == [("要求宽高", "24 像素")]


def test_a_rule_names_its_own_keys() -> None:
    """What a pack brings along goes before the shared catalogue."""
    own = {"zh": {"ratio": EvidenceLabel(name="比例", value="{}%")}}
    infos: dict[str, RuleInfo] = {"text-contrast": RULES["text-contrast"].model_copy(update={"evidence": own})}
    known = EvidenceNames("zh", infos, "–")
    assert known.label("text-contrast", "ratio") == EvidenceLabel(name="比例", value="{}%")
    assert known.label("text-contrast", "best") == shared_labels("zh")[ANY_RULE]["best"]

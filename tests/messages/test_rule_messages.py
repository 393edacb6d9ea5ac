"""What rules say in English holds Chinese only where it quotes the page; brackets and commas are of the language."""

from __future__ import annotations

import re

import pytest

from auditor.model import Finding
from auditor.store.files import encoded
from tests.rules import examples, golden

CHINESE = re.compile("[\u4e00-\u9fff]+")
OURS = (
    "data-minimum",
    "footer-identity",
    "guide-elements",
    "locked-text-spacing",
    "notice-parts",
    "personal-data-in-address",
    "plain-http-form",
    "script-language",
)


def findings(rule: str) -> list[tuple[Finding, str]]:
    """Findings of a rule's own examples, with all that their pages hold."""
    found = []
    for example in examples.EXAMPLES:
        if examples.rule_of(example).rule.id == rule:
            for page in examples.pages_of(example):
                data = golden.golden(example, page)
                judged = examples.evaluate(data, examples.CATALOGUE, site="a", profile="full")
                text = re.sub(r"\s", "", encoded(data).decode())
                found += [(finding, text) for finding in judged.findings if finding.rule == rule]
    return found


@pytest.mark.parametrize("rule", OURS)
def test_no_words_of_ours_in_the_other_language(rule: str) -> None:
    info = examples.CATALOGUE.infos()[rule]
    held = findings(rule)
    assert held
    for finding, page in held:
        said = finding.messages["en"].removesuffix(info.fix["en"]).replace(info.who["en"], "")
        said = re.sub("“.*?”|`.*?`", "", said)
        assert not [words for words in CHINESE.findall(said) if words not in page], said
        assert not re.search("[（），、；。]", said), said
        assert CHINESE.search(finding.messages["zh"])

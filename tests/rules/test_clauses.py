"""Each clause with something to check has a rule, or a written reason why it has none."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.content import folder, read_toml
from auditor.evaluate.catalogue import load
from auditor.rulekit.rule.standards import requirements

FILES = (
    "accessibility-law-2023",
    "gbt-37668-2019",
    "gov-site-rules",
    "guoban-2020-45",
    "miit-app-2021",
    "miit-web-2021",
    "pipl-2021",
    "ydt-1761-2012",
)
UNCOVERED: list[dict[str, Any]] = read_toml(folder("rules") / "standards" / "uncovered.toml")["clause"]
COVERED = {key for info in load().infos().values() for key in info.requirements}


@pytest.mark.parametrize("file", FILES)
def test_every_clause_has_a_rule_or_a_reason(file: str) -> None:
    wanted = {r.id for r in requirements().values() if r.standard == file and r.check in ("auto", "semi", "crawl")}
    assert wanted - COVERED - {row["id"] for row in UNCOVERED} == set()


def test_reasons_are_given_once_for_clauses_that_exist_and_have_no_rule() -> None:
    named = [row["id"] for row in UNCOVERED]
    assert len(named) == len(set(named))
    assert set(named) <= set(requirements())
    assert not set(named) & COVERED
    assert all(row["reason_zh"] and row["reason_en"] for row in UNCOVERED)


def test_criteria_that_a_reason_relies_on_have_rules() -> None:
    relied = {key for row in UNCOVERED for key in row.get("through", ())}
    assert relied <= COVERED


def test_no_rule_rests_on_a_clause_that_may_not_be_printed() -> None:
    assert not {key for key in COVERED if not requirements()[key].printable}

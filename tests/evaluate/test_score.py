"""The score, the people's view and the ledger, from made results."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.evaluate.catalogue import load
from auditor.evaluate.ledger import ledger, markdown
from auditor.evaluate.people import people
from auditor.evaluate.score import score
from auditor.evaluate.sites import groups, requirement_results
from auditor.model import Finding, JourneyResult, JourneyWay, Page, RuleInfo
from auditor.rulekit.rule.standards import requirements

INFOS: dict[str, RuleInfo] = load().infos()


def finding(rule: str, impact: str = "serious", group: str = "g-1", **more: Any) -> Finding:
    return Finding.model_validate(
        {
            "rule": rule, "outcome": "failed", "impact": impact, "confidence": "certain",
            "requirements": INFOS[rule].requirements, "view": "desktop", "views": ["desktop"], "target": ["p"],
            "html": "<p>", "message": "m", "messages": {"zh": "m", "en": "m"}, "evidence": {}, "group": group, **more,
        }
    )  # fmt: skip


def page(number: int, *found: Finding, passed: tuple[str, ...] = (), **more: Any) -> Page:
    return Page(site="s", url=f"https://a.gov.cn/{number}", findings=list(found), passed=list(passed), **more)


def scored(*pages: Page) -> Any:
    listed = list(pages)
    return score(listed, groups(listed, INFOS), requirement_results(listed, INFOS), INFOS)


def test_nothing_tested_is_no_score() -> None:
    assert scored(page(1)) is None
    assert score([], [], [], INFOS) is None


def test_all_passed_is_a_hundred_and_says_how_much_was_tested() -> None:
    result = scored(page(1, passed=("image-alt",)), page(2, passed=("image-alt",)))
    assert result.total == 100
    assert result.spread == (100, 100)
    assert 0 < result.tested < result.testable


def test_impact_decides_what_a_failure_costs() -> None:
    def with_impact(impact: str) -> float:
        return float(scored(page(1, finding("image-alt", impact)), page(2, passed=("image-alt",))).total)

    assert with_impact("minor") > with_impact("moderate") > with_impact("serious") > with_impact("critical")
    # image-alt serves one criterion, failed on one of two pages with the full weight.
    assert with_impact("critical") == 50


def test_a_causes_points_are_what_its_mending_brings() -> None:
    pages = [
        page(1, finding("image-alt", "critical", "g-a"), passed=("document-title",)),
        page(2, passed=("image-alt",)),
    ]
    mended = [page(1, passed=("image-alt", "document-title")), page(2, passed=("image-alt",))]
    before, after = scored(*pages), scored(*mended)
    assert [cost.group for cost in before.costs] == ["g-a"]
    assert before.costs[0].points == pytest.approx(after.total - before.total, abs=0.1)


def test_two_causes_of_one_requirement_cost_nothing_each() -> None:
    """Mending one of them alone brings nothing: the page still fails."""
    result = scored(page(1, finding("image-alt", group="g-a"), finding("image-alt", group="g-b", target=["q"])))
    assert result.costs == []


def test_the_four_samples_are_kept_apart() -> None:
    result = scored(
        page(1, finding("line-spacing", views=["phone"], view="phone"), passed=("image-alt",)),
        page(2, passed=("image-alt", "line-spacing"), sample="elder"),
    )
    assert set(result.samples) == {"ordinary-desktop", "ordinary-phone", "elder-desktop", "elder-phone"}
    assert result.samples["ordinary-phone"] < result.samples["ordinary-desktop"]
    assert result.samples["elder-phone"] == 100


def test_the_spread_tells_of_uneven_pages() -> None:
    even = scored(*(page(n, finding("image-alt", "critical")) for n in range(6)))
    uneven = scored(
        *(page(n, finding("image-alt", "critical")) if n % 2 else page(n, passed=("image-alt",)) for n in range(6))
    )
    assert even.spread[0] == even.spread[1]
    assert uneven.spread[0] < uneven.total < uneven.spread[1]
    assert (
        uneven.spread
        == scored(
            *(page(n, finding("image-alt", "critical")) if n % 2 else page(n, passed=("image-alt",)) for n in range(6))
        ).spread
    )


def test_vetoes_stand_apart() -> None:
    result = scored(page(1, finding("label", "minor")))
    assert [entry["id"] for entry in result.veto] == ["form-names"]
    assert result.veto[0]["groups"] == ["g-1"]


def test_people() -> None:
    pages = [page(1, finding("image-alt", "critical")), page(2, finding("line-spacing", "minor", "g-2"))]
    journey = JourneyResult(
        name={"zh": "办证", "en": "a card"}, start="x", steps=[],
        ways=[JourneyWay(way="mouse", outcome="can"), JourneyWay(way="screen-reader", outcome="cannot"), JourneyWay(way="no-phone", outcome="can")],
    )  # fmt: skip
    found = {entry.id: entry for entry in people(pages, groups(pages, INFOS), [journey], INFOS)}
    blind = found["4.2.1"]
    assert (blind.causes, blind.pages_hindered, blind.pages) == (1, 1, 2)
    assert blind.journeys == {"办证": "cannot"}
    assert found["older"].causes == 1
    assert found["older"].pages_hindered == 0  # a minor cause hinders nobody seriously
    assert found["no-smartphone"].journeys == {"办证": "can"}


def test_the_ledger_has_every_criterion_and_claims_only_what_rules_do() -> None:
    entries = ledger(INFOS)
    wanted = [r.id for r in requirements().values() if r.standard == "wcag22" and r.level in ("A", "AA")]
    assert [entry.criterion for entry in entries] == wanted
    assert len(wanted) == 55
    for entry in entries:
        assert entry.remainder["zh"]
        assert entry.remainder["en"]
        for rule in entry.automatic:
            assert entry.criterion in INFOS[rule].requirements
            assert "failed" in INFOS[rule].decides
    assert markdown(INFOS).count("\n| ") == 56

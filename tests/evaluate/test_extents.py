"""A rule passes only on what was looked at wholly; what was found on a part of it stays found. No browser."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from auditor.capture.schema import PageCapture
from auditor.capture.schema.axe import AxeNode, AxeResult, AxeResults
from auditor.capture.schema.extent import PROBE_PARTS, Extent, joined, reached
from auditor.capture.schema.page import Observation
from auditor.capture.schema.probes import PROBES
from auditor.capture.schema.table import FOCUSABLE, RENDERED, TABBABLE
from auditor.evaluate.catalogue import Catalogue, load
from auditor.evaluate.evaluator import evaluate
from auditor.messages import note
from auditor.model import Page
from auditor.store.files import decoded, encoded
from tests.evaluate.test_captures import capture, document

CATALOGUE: Catalogue = load()
STOP = {"at": [0, 2], "box": [0, 0, 9, 9], "seen": "yes"}
CUT = [Extent("nodes", 4, 61_234, "limit")]


def page(**more: Any) -> PageCapture:
    """A page of one paragraph that a link stands in for: both views, looked at in depth."""
    flags = [RENDERED, RENDERED, RENDERED | TABBABLE | FOCUSABLE, RENDERED]
    made = capture(document(flags=flags))
    made.views["desktop"].documents[0].flags = flags
    return msgspec.structs.replace(made, deep=True, **more)


def walked(stops: list[dict[str, Any]], extents: list[Extent], end: str = "left") -> PageCapture:
    """The same with what a walk by Tab saw."""
    data = {"stops": stops, "end": end}
    return page(observations={"keyboard": Observation(msgspec.Raw(msgspec.json.encode(data)), extents=extents)})


def judged(made: PageCapture) -> Page:
    """Judged as it comes back from the store."""
    return evaluate(decoded(encoded(made)), CATALOGUE, site="a", profile="full")


def reason(result: Page, rule: str) -> str:
    """Why a rule is untested; fails where it is not, or passed as well."""
    assert rule not in result.passed
    assert rule not in result.inapplicable
    return next(item.reason for item in result.untested if item.rule == rule)


def test_a_whole_page_is_judged_as_ever() -> None:
    result = judged(walked([STOP], [reached("stops", 1, 1), reached("indicators", 1, 1)]))
    assert {"focus-visible", "keyboard-trap", "focus-order"} <= {*result.passed, *result.inapplicable}
    assert not [item for item in result.untested if item.code in ("rules.part", "rules.rest", "rules.both")]


def test_a_walk_that_did_not_come_to_its_end_passes_nothing() -> None:
    result = judged(walked([STOP], [reached("stops", 1, 213, "time")]))
    assert reason(result, "focus-visible") == "键盘操作：能用 Tab 键到达的控件共 213 个，只看了 1 个（时间用完）"
    assert "213" in reason(result, "lost-focus")
    assert "keyboard-trap" in result.passed  # it tries what the walk left out one by one


def test_focus_that_was_not_told_leaves_the_other_rules_alone() -> None:
    result = judged(
        walked([STOP, {**STOP, "seen": None}], [reached("stops", 2, 2), reached("indicators", 1, 2, "unsure")])
    )
    assert "焦点标记共 2 个，只看了 1 个（无法判断）" in reason(result, "focus-visible")
    assert "lost-focus" in result.passed


def test_what_was_found_on_a_part_stays_found() -> None:
    result = judged(walked([{**STOP, "seen": "no"}], [reached("stops", 1, None, "limit")]))
    assert [finding.outcome for finding in result.findings if finding.rule == "focus-visible"] == ["failed"]
    said = reason(result, "focus-visible")
    assert said.startswith("已列出的问题有效，其余部分没有检测：")
    assert "只看了 1 个，后面还有（数量上限）" in said


def test_nodes_that_a_table_has_no_room_for_leave_no_rule_passed() -> None:
    made = page()
    made.views["desktop"].documents[0].extents = CUT
    result = judged(made)
    whole = judged(page())
    blind = [key for key in (*result.passed, *result.inapplicable) if key in CATALOGUE.own]
    for key in blind:
        rule = CATALOGUE.own[key].rule
        assert "nodes" in rule.spared or "desktop" not in rule.views, key
    lost = {*whole.passed, *whole.inapplicable} - {*result.passed, *result.inapplicable}
    assert lost
    assert all("页面的元素和文字共 61,234 个，只看了 4 个（数量上限）" in reason(result, key) for key in lost)


def test_frames_and_names_that_could_not_be_had() -> None:
    made = page()
    made.views["desktop"].documents.append(document(parent_document=0, holder=2, lost=True))
    assert "文档共 2 个，只看了 1 个（没能读取）" in reason(judged(made), "label-in-name")
    made = page()
    made.views["desktop"].documents[0].name_error = "axe failed"
    assert "名称" in reason(judged(made), "label-in-name")


def test_a_view_that_was_not_captured_passes_nothing_by_the_other_one() -> None:
    whole = judged(page())
    both = next(key for key in (*whole.passed, *whole.inapplicable) if len(CATALOGUE.infos()[key].views) > 1)
    made = page(untested={"phone": note("capture.not-in-time", seconds=22)})
    del made.views["phone"]
    assert "手机视图：22 秒内没有完成" in reason(judged(made), both)


def axe_page(results: AxeResults) -> Page:
    """A page that axe-core said something of."""
    made = page()
    made.views["desktop"].axe = results
    return judged(made)


def test_axe_core_passes_nothing_in_frames_that_it_did_not_judge() -> None:
    lost = axe_page(AxeResults(passes=["image-alt"], inapplicable=["blink"], frames_lost=2))
    assert "axe-core" in reason(lost, "image-alt")
    assert "axe-core" in reason(lost, "blink")
    assert "image-alt" in axe_page(AxeResults(passes=["image-alt"])).passed


def test_occurrences_that_were_not_kept_are_counted_and_not_taken_for_checked() -> None:
    def nodes(count: int) -> list[AxeNode]:
        return [AxeNode([f"a{number}"]) for number in range(count)]

    many = axe_page(AxeResults(violations=[AxeResult("image-alt", 1000, nodes=nodes(300))]))
    assert many.truncated["image-alt"] == 1000
    # A second check dismisses the 300 that are kept: of the others nobody knows.
    checked = axe_page(AxeResults(violations=[AxeResult("avoid-inline-spacing", 1000, nodes=nodes(0))]))
    assert "1000" in reason(checked, "avoid-inline-spacing")


def test_captures_of_the_format_before_say_it_as_far_as_they_tell() -> None:
    made = json.loads(encoded(walked([STOP, {**STOP, "seen": None}], [], end="time")))
    made["format"] = 4
    made["observations"]["keyboard"].pop("extents", None)
    made["views"]["desktop"]["documents"][0]["truncated"] = True
    read = decoded(json.dumps(made).encode())
    assert read.views["desktop"].documents[0].extents == [Extent("nodes", 4, None, "limit")]
    parts = {extent.part: extent for extent in read.observations["keyboard"].extents}
    assert parts["stops"] == Extent("stops", 2, None, "time")
    assert parts["indicators"] == Extent("indicators", 1, 2, "unsure")
    whole = evaluate(read, CATALOGUE, site="a", profile="full")
    assert "还有" in reason(whole, "focus-visible")


def test_an_extent_says_why_only_where_something_was_left() -> None:
    assert reached("stops", 3, 3) == Extent("stops", 3, 3)
    assert joined(reached("clicks", 3, 3), reached("clicks", 1, 5)) == Extent("clicks", 4, 8, "limit")
    assert joined(reached("clicks", 3, 3), reached("clicks", 1, None)) == Extent("clicks", 4, None, "limit")
    with pytest.raises(KeyError):
        reached("pages", 1, 2)


def test_rules_name_parts_that_there_are() -> None:
    assert PROBE_PARTS.keys() == PROBES.keys()
    for own in CATALOGUE.own.values():
        rule = own.rule
        known = {part for probe in (*rule.needs, *rule.uses) for part in PROBE_PARTS[probe]}
        assert set(rule.parts) <= {*known, "generated", "icons"}, rule.id

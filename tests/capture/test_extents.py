"""Probes and tables say how far they came, on pages that are larger than what is looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.capture.probes import keyboard, names
from auditor.capture.schema import PageCapture
from auditor.capture.schema.extent import PROBE_PARTS, Extent
from auditor.capture.schema.table import LIMITS
from auditor.evaluate.catalogue import load
from auditor.evaluate.evaluator import evaluate
from auditor.masking import Mask
from auditor.model import Page
from auditor.run.covered_screenshots import covered
from tests.conftest import capture_all, serve

HEAD = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>办事大厅</title>'
NUMBER = "11010519491231002X"


def captured(tmp_path: Path, pages: dict[str, str], probes: tuple[str, ...] = ()) -> dict[str, PageCapture]:
    """Pages by name, captured with these probes."""
    for name, body in pages.items():
        (tmp_path / f"{name}.html").write_text(HEAD + body, "utf-8")
    with serve(tmp_path) as base:
        urls = {name: f"{base}/{name}.html" for name in pages if not name.startswith("_")}
        found = capture_all(list(urls.values()), change=lambda o: replace(o, probes=probes))
    return {name: found[url] for name, url in urls.items()}


def judged(capture: PageCapture) -> tuple[Page, dict[str, str]]:
    """The page, and why each untested rule is."""
    page = evaluate(capture, load(), site="a", profile="full")
    return page, {item.rule: item.reason for item in page.untested}


def extents(capture: PageCapture, probe: str) -> dict[str, Extent]:
    """How far a probe came, by part."""
    seen = capture.observations[probe]
    assert seen.was_run, seen.untested
    return {extent.part: extent for extent in seen.extents}


@pytest.mark.browser
def test_tables_say_what_they_have_no_room_for(tmp_path: Path, browser_available: None) -> None:
    pages = {
        "nodes": "<main><h1>一</h1><p>二</p>" + "<br>" * 2000 + f"<p style='position:absolute;top:40px'>{NUMBER}</p>",
        "text": "<main><p>" + "字" * 3000 + NUMBER + "</p>",
        "edge": "<main><p>" + "字" * 1990 + NUMBER + "字" * 9 + "</p>",
    }
    limits = {"nodes": 1000, "text": 2000}
    before = {name: LIMITS[name] for name in limits}
    LIMITS.update(limits)
    try:
        found = captured(tmp_path, pages)
    finally:
        LIMITS.update(before)
    table = found["nodes"].views["desktop"].documents[0]
    (cut,) = table.extents
    assert (cut.part, cut.done, cut.why) == ("nodes", 1000, "limit")
    assert cut.total is not None
    assert cut.total > 2000
    page, why = judged(found["nodes"])
    assert f"页面的元素和文字共 {cut.total} 个，只看了 1000 个" in why["exposed-id-number"]
    assert "exposed-id-number" not in page.passed + page.inapplicable
    (long,) = found["text"].views["desktop"].documents[0].extents
    assert (long.part, (long.total or 0) - long.done) == ("characters", 1018)
    assert "字符" in judged(found["text"])[1]["exposed-id-number"]
    # Whatever the table has no room for, the picture is covered, and no number is kept.
    for capture in found.values():
        masked = Mask().data(capture)
        assert covered(capture, masked)["desktop"] != capture.screenshots["desktop"]
        assert not any(NUMBER[:6] in text for text in masked.views["desktop"].documents[0].strings)


@pytest.mark.browser
def test_an_outline_of_0_on_a_long_page_never_passes(
    tmp_path: Path, browser_available: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyboard, "MAX_STOPS", 200)
    many = "".join(f'<a href="/{number}">事项 {number}</a> ' for number in range(260))
    few = "".join(f'<p style="margin:0 0 600px"><a href="/{number}">事项 {number}</a>' for number in range(24))
    found = captured(
        tmp_path,
        {
            "many": f"<style>a{{outline:0}}a:focus{{outline:0}}</style><main>{many}",
            "long": f"<style>a:focus{{outline:0}}</style><main>{few}",
            "whole": '<main><a href="/1">一</a> <a href="/2">二</a>',
        },
        ("keyboard",),
    )
    for name in ("many", "long"):
        page, why = judged(found[name])
        assert "focus-visible" not in page.passed + page.inapplicable, name
        assert "focus-visible" in {finding.rule for finding in page.findings if finding.outcome == "failed"}, name
    assert "Tab" in judged(found["many"])[1]["focus-visible"]
    assert (extents(found["many"], "keyboard")["stops"].done, extents(found["many"], "keyboard")["stops"].why) == (
        200,
        "limit",
    )
    assert extents(found["long"], "keyboard")["stops"] == Extent("stops", 24, 24)
    whole, why = judged(found["whole"])
    assert "focus-visible" in whole.passed
    assert {extent.why for extent in extents(found["whole"], "keyboard").values()} == {None}
    assert "lost-focus" not in why


@pytest.mark.browser
def test_probes_say_what_they_left(tmp_path: Path, browser_available: None) -> None:
    field = '<input aria-label="姓名"><button>提交</button>'
    body = (
        "<style>b span{display:none}b:hover span{display:block}</style><main>"
        + "".join(f"<form action='/{number}'>{field}</form>" for number in range(9))
        + "".join(f"<i><b>词{number}<span>解释{number}</span></b></i> " for number in range(60))
        + '<div id="all"></div><iframe src="_inner.html"></iframe>'
        + "<script>for (let at = 0; at < 50; at++) { const one = document.createElement('div');"
        "one.textContent = '项' + at; one.onclick = () => one.remove(); all.append(one); }</script>"
    )
    found = captured(
        tmp_path, {"page": body, "_inner": "<p>框架里的内容</p>"}, ("forms", "hover_content", "mouse_only", "listeners")
    )["page"]
    forms, hover = extents(found, "forms"), extents(found, "hover_content")
    assert forms["forms"].why is not None
    assert forms["forms"].total == 9
    assert (hover["triggers"].total, hover["triggers"].why is not None) == (60, True)
    assert hover["shown-frames"] == Extent("shown-frames", 1, 2, "limit")
    clicks = extents(found, "mouse_only")["clicks"]
    assert (clicks.total, clicks.why is not None) == (50, True)
    assert extents(found, "listeners")["listeners"].why is None
    page, why = judged(found)
    assert {"hover-content", "keyboard-reach", "status-message"} <= why.keys()
    assert "drag-only" in page.passed + page.inapplicable


@pytest.mark.browser
def test_every_probe_comes_to_its_end_on_a_plain_page(tmp_path: Path, browser_available: None) -> None:
    found = captured(tmp_path, {"page": '<main><h1>通知</h1><p>正文</p><a href="#a">一</a>'}, names())["page"]
    for probe in names():
        cut = {part: extent for part, extent in extents(found, probe).items() if extent.why is not None}
        assert not cut, (probe, cut)
        assert set(extents(found, probe)) <= set(PROBE_PARTS[probe]), probe

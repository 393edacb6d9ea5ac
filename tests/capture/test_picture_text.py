"""The probe that looks at pictures: what it finds, with and without a recogniser."""

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.capture import reading
from auditor.rulekit.capture import PageView
from auditor.rulekit.pictures import seen_pictures
from tests.conftest import capture_all, serve

PAGE = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>t</title>
<p><img id="flat" alt="通知" src="data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='400' height='80'>
<rect width='400' height='80' fill='white'/><text x='10' y='45'>notice of works</text></svg>"></p>
<div id="many" style="width:300px;height:200px;background:conic-gradient(red,yellow,lime,aqua,blue,magenta,red),url(x.png)"></div>
<p><img id="tiny" alt="" width="8" height="8" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></p></html>"""


@pytest.mark.browser
@pytest.mark.parametrize("reads", [False, True])
def test_pictures(tmp_path: Path, browser_available: None, monkeypatch: pytest.MonkeyPatch, reads: bool) -> None:
    (tmp_path / "p.html").write_text(PAGE, "utf-8")
    monkeypatch.setattr(reading, "available", lambda: reads)
    monkeypatch.setattr(reading, "prepare", lambda: None)
    monkeypatch.setattr(reading, "read", lambda picture: [("notice of works", 0.99, 10, 30, 120, 20)])
    with serve(tmp_path) as base:
        found = capture_all(
            [f"{base}/p.html"],
            axe_rules=[],
            change=lambda options: replace(options, views=("desktop",), probes=("picture_text",)),
        )
    view = PageView(found[f"{base}/p.html"]).views["desktop"]
    seen = {picture.node.attr("id"): picture for picture in seen_pictures(view)}
    assert set(seen) == {"flat", "many"}
    assert seen["flat"].flat
    assert seen["flat"].alone
    assert seen["flat"].text == "notice of works"
    assert seen["flat"].only_text
    assert not seen["many"].flat
    raw = {tuple(entry["at"]): entry for entry in view.observed("picture_text")["pictures"]}
    flat = raw[(0, seen["flat"].node.number)]
    assert bool(flat["lines"]) is reads
    assert not raw[(0, seen["many"].node.number)]["lines"]

"""What lies behind a text when something else shares its place: a floating window over it, a card under it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.rulekit.capture import PageView
from tests.conftest import capture_all, serve

PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>飘窗</title>
<style>div, h4, p { position: absolute; margin: 0; width: 200px; height: 40px; color: #222; background: #fff } .over { background: #036 }</style>
<h4 id="part" style="top: 20px; left: 20px">街道要闻最新消息</h4>
<div class="over" style="position: fixed; top: 0; left: 60px; width: 60px; height: 80px; z-index: 9"></div>
<h4 id="whole" style="top: 120px; left: 20px">通知公告最新消息</h4>
<div class="over" style="position: fixed; top: 100px; left: 0; width: 300px; height: 80px; z-index: 9"></div>
<div style="top: 220px; left: 20px; background: none" id="under">便民服务最新消息</div>
<div class="over" style="top: 200px; left: 60px; width: 60px; height: 80px; z-index: -1"></div>
<p id="veiled" style="top: 320px; left: 20px">政策解读最新消息</p>
<div style="top: 300px; left: 0; width: 300px; height: 80px; z-index: 9; background: rgba(0, 0, 0, .5)"></div>
<div style="top: 420px; left: 20px; z-index: 10; background: none" id="above">办事指南最新消息</div>
<div class="over" style="top: 400px; left: 60px; width: 60px; height: 80px; z-index: 9"></div>
</html>"""


@pytest.mark.browser
def test_what_lies_over_a_text_is_not_behind_it(tmp_path: Path, browser_available: None) -> None:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    with serve(tmp_path) as base:
        url = base + "/index.html"
        view = PageView(capture_all([url])[url]).views["desktop"]
    grounds: dict[str, dict[str, Any]] = {
        node.attr("id"): next(child for child in node.children if child.is_text).ground
        for node in view.elements(lambda node: bool(node.attr("id")))
    }
    assert grounds["part"] == {"how": "exact", "fg": [34, 34, 34], "bg": [[255, 255, 255]]}
    assert grounds["whole"]["how"] == "hidden"
    assert grounds["under"]["how"] == "pixels"
    assert grounds["veiled"]["how"] == "pixels"
    assert grounds["above"]["how"] == "pixels"

"""What lies behind a text when something else shares its place: a floating window over it, a card under it."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.rulekit.page import PageView, TextBackground
from auditor.rulekit.text import generated_texts
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
    backgrounds: dict[str, TextBackground] = {
        node.attr("id"): next(child for child in node.children if child.is_text).background
        for node in view.elements(lambda node: bool(node.attr("id")))
    }
    assert backgrounds["part"] == TextBackground("exact", text=(34, 34, 34), colours=((255, 255, 255),))
    assert backgrounds["whole"].how == "hidden"
    assert backgrounds["under"].how == "pixels"
    assert backgrounds["veiled"] == TextBackground("exact", text=(17, 17, 17), colours=((128, 128, 128),))
    assert backgrounds["above"].how == "pixels"


GENERATED = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>按钮</title>
<style>a, p { position: relative; z-index: 0; display: inline-block; background: #ccc; color: #fff; padding: 8px }
#filled::before { content: ""; position: absolute; inset: 0; background: #036; z-index: -1 }
#lined::after { content: ""; position: absolute; left: 0; bottom: 0; width: 100%; height: 2px; background: #036 }
#badge { padding-right: 60px } #badge::after { content: "新" / "新的"; position: absolute; right: 0; top: 0; background: #036 }
#under { padding-right: 60px } #under::after { content: "热"; position: absolute; right: 0; top: 0; background: #036 }
#under i { position: absolute; right: 0; top: 0; width: 40px; height: 40px; background: #fc0 }
#quoted::before { content: "\\6ce8 意“" counter(page) "”"; opacity: .5; color: #000 }
</style><a id="filled" href="/1">立即办理</a> <a id="lined" href="/2">办事指南</a> <a id="badge" href="/3">公告</a>
<a id="under" href="/4">通知<i></i></a> <p id="quoted">须知</p></html>"""


@pytest.mark.browser
def test_generated_boxes_are_grounds_and_their_text_has_one(tmp_path: Path, browser_available: None) -> None:
    (tmp_path / "index.html").write_text(GENERATED, "utf-8")
    with serve(tmp_path) as base:
        url = base + "/index.html"
        view = PageView(capture_all([url])[url]).views["desktop"]
    backgrounds = {
        node.attr("id"): next(child for child in node.children if child.is_text).background
        for node in view.elements(lambda node: bool(node.attr("id")))
    }
    assert backgrounds["filled"].how == "pixels"
    assert set(backgrounds["filled"].colours) == {(0, 51, 102)}
    assert backgrounds["lined"].how == "exact"
    found = {item.node.attr("id"): (item.text, item.colour, item.background) for item in generated_texts(view)}
    assert found == {
        "badge": ("新", (255, 255, 255), (0, 51, 102)),
        "quoted": ("注意“”", (102, 102, 102), (204, 204, 204)),
    }


RESIZED = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>窗口</title>
<style>body { background: linear-gradient(#036, #024); color: #fff } .narrow { background: #fff }</style>
<p id="text">办事指南</p>
<script>addEventListener("resize", () => { if (innerWidth < 300) document.body.className = "narrow" })</script></html>"""


@pytest.mark.browser
def test_a_page_hears_of_no_window_of_one_pixel(tmp_path: Path, browser_available: None) -> None:
    (tmp_path / "index.html").write_text(RESIZED, "utf-8")
    with serve(tmp_path) as base:
        # Whether the browser tells the page is a matter of chance.
        urls = [f"{base}/index.html?{number}" for number in range(8)]
        captured = capture_all(urls, views=("desktop",))
    for url in urls:
        text = next(PageView(captured[url]).views["desktop"].texts())
        assert text.background.how == "pixels"
        assert max(text.background.colours[-1]) < 110

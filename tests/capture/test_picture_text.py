"""The probe that looks at pictures: what it finds, with and without a recogniser, and what the rules make of it."""

import importlib
import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from auditor.capture import ocr
from auditor.capture.schema.probes import IMAGE_TEXT
from auditor.evaluate import catalogue
from auditor.evaluate.evaluator import evaluate
from auditor.rulekit.page import PageView
from auditor.rulekit.probes import seen_images, sure_words
from auditor.rulekit.probes.svg_code import svg_code, svg_ordinary, svg_words
from tests.conftest import capture_all, serve

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80"><rect width="400" height="80" fill="white"/>
<text x="10" y="45" font-family="Arial, '微软雅黑'" style="font-size: 20px">本周 &amp; 停水</text></svg>"""
PAGE = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>t</title>
<p><img id="flat" alt="通知" src="data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='400' height='80'>
<rect width='400' height='80' fill='white'/><text x='10' y='45'>notice of works</text></svg>"></p>
<div id="many" style="width:300px;height:200px;background:conic-gradient(red,yellow,lime,aqua,blue,magenta,red),url(x.png)"></div>
<p><img id="file" alt="停水" src="words.svg"></p><p><img id="lost" alt="停水" width="90" height="90" src="lost.png"></p>
<p><svg id="drawing" width="60" height="60"><circle cx="30" cy="30" r="20"/><svg width="50" height="50"><path d="M0 0h40v40"/></svg></svg></p>
<p><img id="tiny" alt="" width="8" height="8" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></p></html>"""
DRAWN = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>便民</title><h1>助老</h1>
<div><canvas id="words" width="240" height="60"></canvas></div><div><canvas id="blank" width="240" height="160"></canvas></div>
<div><canvas id="named" role="img" aria-label="免费体检" width="240" height="60"></canvas></div><script>
for (const id of ["words", "named"]) { const g = document.getElementById(id).getContext("2d"); g.fillRect(12, 22, 40, 16); }
</script></html>"""


def _captured(tmp_path: Path, page: str) -> dict[str, Any]:
    (tmp_path / "p.html").write_text(page, "utf-8")
    (tmp_path / "words.svg").write_text(SVG, "utf-8")
    with serve(tmp_path) as base:
        return capture_all(
            [f"{base}/p.html"],
            axe_rules=[],
            change=lambda options: replace(options, views=("desktop",), probes=("image_text",)),
        )[f"{base}/p.html"]


@pytest.mark.browser
@pytest.mark.parametrize("reads", [False, True])
def test_pictures(tmp_path: Path, browser_available: None, monkeypatch: pytest.MonkeyPatch, reads: bool) -> None:
    monkeypatch.setattr(ocr, "available", lambda: reads)
    monkeypatch.setattr(ocr, "read", lambda picture: [("notice of works", 0.99, 10, 30, 120, 20)])
    view = PageView(_captured(tmp_path, PAGE)).views["desktop"]
    seen = {picture.node.attr("id"): picture for picture in seen_images(view)}
    assert set(seen) == {"flat", "many", "file", "drawing"}
    assert seen["flat"].flat
    assert seen["flat"].alone
    assert seen["flat"].text == "notice of works"
    assert seen["flat"].only_text
    assert seen["file"].text == "本周 & 停水"
    assert seen["file"].ordinary
    assert not seen["many"].flat
    raw = {entry.at: entry for entry in view.observed(IMAGE_TEXT).images}
    flat = raw[(0, seen["flat"].node.number)]
    assert bool(flat.lines) is reads
    assert not raw[(0, seen["many"].node.number)].lines


@pytest.mark.browser
@pytest.mark.parametrize("reads", [False, True])
def test_rules(tmp_path: Path, browser_available: None, monkeypatch: pytest.MonkeyPatch, reads: bool) -> None:
    """What was read is one rule's, and the others needn't ask; without a recogniser they do."""

    def read(picture: Any) -> list[ocr.Line]:
        return [("免费体检", 0.99, 10, 20, 60, 20)] if (picture == 0).any() else []

    monkeypatch.setattr(ocr, "available", lambda: reads)
    monkeypatch.setattr(ocr, "read", read)
    page = evaluate(_captured(tmp_path, DRAWN), catalogue.load(), site="x", profile="full")
    rules = ("picture-text", "hidden-picture", "image-name")
    found = {(f.rule, f.outcome, f.target[-1]) for f in page.findings if f.rule in rules}
    if reads:
        assert found == {("picture-text", "cantTell", "#words")}  # the words stand elsewhere, in the other's name
    else:
        assert found == {("hidden-picture", "cantTell", "#words"), ("image-name", "cantTell", "#named")}


@pytest.fixture
def fresh() -> Iterator[None]:
    """The recogniser is looked for anew, and again after the test."""
    kept = dict(ocr._READ)
    ocr._engine.cache_clear()
    yield
    ocr._engine.cache_clear()
    ocr._READ.clear()
    ocr._READ.update(kept)


def test_not_installed(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not ocr.available()


def test_a_system_library_is_missing(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> None:
        raise OSError("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: True)
    monkeypatch.setattr(importlib, "import_module", fail)
    assert not ocr.available()


def test_small_pictures_are_enlarged(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places come back as they are in the picture, and a picture that was read is not read again."""
    shapes = []

    def engine(picture: Any) -> SimpleNamespace:
        shapes.append(picture.shape)
        box = np.array([[54, 54], [114, 54], [114, 84], [54, 84]])
        return SimpleNamespace(txts=("服务",), scores=(0.98,), boxes=[box])

    monkeypatch.setattr(ocr, "_engine", lambda: engine)
    monkeypatch.setattr(ocr, "_READ", ocr._READ.__class__())
    small, large = np.full((48, 72, 3), 255, np.uint8), np.full((900, 900, 3), 255, np.uint8)
    assert ocr.read(small) == [("服务", 0.98, 10, 10, 20, 10)]
    assert ocr.read(small.copy()) == ocr.read(small)
    assert ocr.read(large) == [("服务", 0.98, 46, 46, 60, 30)]
    assert shapes == [(192, 264, 3), (916, 916, 3)]


def test_pieces_stand_in_reading_order() -> None:
    pieces = [("Rules!", 1.0, 40, 8, 50, 20), ("ACT", 1.0, 5, 10, 30, 18), ("below", 1.0, 5, 32, 30, 18)]
    assert [piece[0] for piece in ocr.in_order(pieces)] == ["ACT", "Rules!", "below"]


@pytest.mark.parametrize("sign", ["一二三", "回口", "Q", "OOO", "xlv", "5G", "123", "ab", "I0I"])
def test_signs_are_no_words(sign: str) -> None:
    assert not sure_words(sign)


def test_words_are_words() -> None:
    assert sure_words("通知 NEWS W3C 一") == ["通知", "news", "w3c"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Arial", "Pacifico"),
        ("<text ", "<text transform='rotate(3)' "),
        ("<rect", "<path d='M0 0h9'/><rect"),
        ("<rect", "<rect width='9' height='9'/><rect"),
        ("<rect", "<style>@font-face{}</style><rect"),
        ("<rect", "<style>.a { filter: blur(2px) }</style><rect"),
        ("white", "url(#sky)"),
        ("font-size: 20px", "opacity: 0.5"),
        ("</svg>", ""),
    ],
)
def test_what_is_no_ordinary_text(old: str, new: str) -> None:
    assert svg_ordinary(SVG)
    assert old in SVG
    assert not svg_ordinary(SVG.replace(old, new))


def test_code_of_a_data_address() -> None:
    assert svg_code("data:image/svg+xml,%3Csvg/%3E") == "<svg/>"
    assert svg_code("data:image/svg+xml;base64,PHN2Zy8+") == "<svg/>"
    assert svg_code("data:image/svg+xml;base64,P") == ""
    assert svg_code("words.svg", "<svg/>") == "<svg/>"
    assert svg_words(SVG) == ("本周 & 停水", True)

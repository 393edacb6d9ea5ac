"""Stored captures: read as they were written, in older form too; judging one leaves nothing behind."""

from __future__ import annotations

import copy
import gc
import gzip
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from auditor.capture.schema import CAPTURE_FORMAT, DocumentCapture, PageCapture, ViewCapture
from auditor.capture.schema.document import ElementProperties, TextBackground
from auditor.capture.schema.page import Observation
from auditor.capture.schema.probes import KEYBOARD, LISTENERS
from auditor.capture.schema.table import STYLE_PROPERTIES
from auditor.evaluate.catalogue import load
from auditor.evaluate.evaluator import evaluate
from auditor.messages import note
from auditor.model.note import as_note
from auditor.rulekit.page import PageView
from auditor.store.errors import StoreError
from auditor.store.files import decoded, encoded, read_capture, write_capture

STRINGS = ["", "html", "body", "p", "#text", "你好 world", "id", "a", "block", "inline"]


def document(**more: Any) -> DocumentCapture:
    """`<html><body><p id="a">你好 world</p></body></html>`, as the collector has it."""
    held = DocumentCapture(
        url="https://a.gov.cn/", compatibility_mode="CSS1Compat", strings=list(STRINGS), properties=list(STYLE_PROPERTIES),
        styles=[[8] * len(STYLE_PROPERTIES)], kind=[1, 1, 1, 3], tag=[1, 2, 3, 4], text=[0, 0, 0, 5], parent=[-1, 0, 1, 2],
        scroll_size=(1280, 600), viewport=(1280, 600), attrs=[[], [], [6, 7], []], box=[0, 0, 1280, 600] * 4, style=[0] * 4,
        flags=[1] * 4, lines=[0, 0, 0, 1], pitch=[0] * 4, uid=[1, 2, 3, 4],
    )  # fmt: skip
    return msgspec.structs.replace(held, **more)


def capture(phone: DocumentCapture) -> PageCapture:
    """A page with `document()` in its desktop view."""
    return PageCapture(
        "https://a.gov.cn/",
        views={
            "desktop": ViewCapture("desktop", 1280, 600, [document()]),
            "phone": ViewCapture("phone", 360, 600, [phone]),
        },
    )


def in_format_3() -> dict[str, Any]:
    """`capture(document())` as the program before this format stored it, every view whole, with some more columns."""
    named = {
        "content_type": "contentType", "compatibility_mode": "compat", "scroll_size": "scroll", "viewport": "client",
        "name_error": "nameError", "names_computed": "asked", "newly_shown": "fresh", "properties": "props",
        "element_properties": "extra", "pseudo_elements": "pseudo", "generated_texts": "generated",
    }  # fmt: skip
    view: dict[str, Any] = {"width": 1280, "height": 600, "axe": None, "screenshot": "", "notes": []}
    held = {named.get(name, name): value for name, value in msgspec.to_builtins(document(), str_keys=True).items()}
    held |= {"attrs": [[], [], [6, 7], 0], "ground": [-1, -1, -1, 0]}
    held |= {
        "grounds": [{"how": "exact", "fg": [0, 0, 0], "bg": [[255, 255, 255]]}],
        "extra": {"2": {"nw": 9, "host": 1}},
    }
    return {
        "url": "https://a.gov.cn/", "error": None, "links": [], "screenshots": {}, "format": 3,
        "views": {name: {**view, "name": name, "documents": [copy.deepcopy(held)]} for name in ("desktop", "phone")},
        "observations": {
            "keyboard": {"data": {
                "stops": [{"at": [0, 2], "box": [0, 0, 9, 9], "outline": True, "caret": False, "seen": "yes", "shown": True,
                           "ring": {"ratio": 4.5, "colour": [0, 0, 0], "ground": [255, 255, 255]}}],
                "end": "left", "traps": [{"stops": [[0, 2]], "way": "Escape", "standard": True}],
            }},
            "media": {"untested": "no time left for this page"},
        },
    }  # fmt: skip


def stored(folder: Path, content: Any) -> PageCapture:
    """Read what a file with this content holds."""
    (folder / "1.json.gz").write_bytes(
        gzip.compress(content if isinstance(content, bytes) else json.dumps(content).encode())
    )
    return read_capture(folder, "1.json.gz")


def test_a_capture_comes_back_as_it_was_and_holds_equal_columns_once(tmp_path: Path) -> None:
    data = capture(document())
    before = copy.deepcopy(data)
    relative = write_capture(tmp_path, "a/1", data)
    assert data == before
    assert read_capture(tmp_path, relative) == msgspec.structs.replace(before, format=CAPTURE_FORMAT)
    phone = json.loads(gzip.decompress((tmp_path / relative).read_bytes()))["views"]["phone"]["documents"][0]
    assert "box" in phone["same"]
    assert "strings" not in phone


def test_a_frame_that_only_the_second_view_has_comes_back(tmp_path: Path) -> None:
    data = capture(document())
    data.views["phone"].documents.append(document(parent_document=0, holder=2))
    assert read_capture(tmp_path, write_capture(tmp_path, "a/1", data)).views == data.views


def test_captures_of_earlier_programs_are_read(tmp_path: Path) -> None:
    page = stored(tmp_path, in_format_3())
    held = page.views["phone"].documents[0]
    assert held.attrs == [[], [], [6, 7], []]
    assert held.element_properties == {2: ElementProperties(natural_width=9, host=True)}
    assert held.backgrounds == [TextBackground("exact", text=(0, 0, 0), colours=((255, 255, 255),))]
    (stop,) = PageView(page).views["desktop"].observed(KEYBOARD).stops
    assert stop.indicator is not None
    assert stop.indicator.background == (255, 255, 255)
    assert PageView(page).why_untested("media") == as_note("no time left for this page")
    first = in_format_3()
    del first["format"]
    assert stored(tmp_path, first).views == page.views
    second = in_format_3() | {"format": 2}
    second["observations"] = {"pointer": {"data": {"clicks": [], "downs": [], "listeners": {"2": ["click"]}}}}
    assert PageView(stored(tmp_path, second)).why_untested("mouse_only") is None


def test_a_result_of_another_shape_leaves_that_probe_untested_and_no_other() -> None:
    page = capture(document())
    page.deep = True
    page.observations["listeners"] = Observation(msgspec.Raw(b'{"documents": [{"elements": {"2": ["click"]}}]}'))
    for broken in (b'{"stops": 7, "end": "left"}', b"[]", b'{"stops": [{"at": [0]}], "end": "left"}'):
        page.observations["keyboard"] = Observation(msgspec.Raw(broken))
        read = decoded(encoded(page))
        view = PageView(read).views["desktop"]
        why = view.page.why_untested("keyboard")
        assert why is not None
        assert why.code == "rules.unreadable"
        assert view.perhaps_observed(KEYBOARD) is None
        assert view.observed(LISTENERS).documents[0] is not None
        untested = {item.rule: item for item in evaluate(read, load(), site="a", profile="full").untested}
        assert untested["keyboard-trap"].code == "rules.probe"
        assert not [item for item in untested.values() if item.code == "rules.failed"]


def test_half_characters_are_stored(tmp_path: Path) -> None:
    page = msgspec.structs.replace(
        capture(document()),
        title="\ud83d",
        observations={"media": Observation(untested=note("capture.script", what="\udc00"))},
    )
    assert read_capture(tmp_path, write_capture(tmp_path, "a/1", page)).title == "?"


def test_views_share_answers_only_where_all_but_places_is_the_same() -> None:
    moved = PageView(capture(document(box=[0, 0, 360, 900] * 4))).views["phone"]
    assert moved.top.like is not None
    assert moved.root.box == (0, 0, 360, 900)
    assert [node.doc for node in moved.texts()] == [moved.top]
    for change in (
        {"flags": [1, 1, 1, 9]},
        {"attrs": [[], [], [], []]},
        {"strings": [*STRINGS[:5], "hello", *STRINGS[6:]]},
    ):
        assert PageView(capture(document(**change))).views["phone"].top.like is None


def test_a_judged_page_leaves_nothing_to_the_garbage_collector() -> None:
    catalogue = load()
    evaluate(capture(document()), catalogue, site="a")  # what rules make once
    gc.collect()
    gc.disable()
    try:
        page = evaluate(capture(document()), catalogue, site="a")
        assert not gc.isenabled()
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert not [item for item in page.untested if item.code == "rules.failed"]
    evaluate(capture(document()), catalogue, site="a")
    assert gc.isenabled()


def damaged() -> list[bytes]:
    """Files that are no whole capture of ours."""
    whole = json.loads(encoded(capture(document(box=[0, 0, 360, 900] * 4))))
    found = [b"no capture at all", b"[]", b"{}", json.dumps(in_format_3() | {"views": 5}).encode()]
    for change in (
        {"tag": [1, 2, 3]}, {"tag": [1, 2, 3, 99]}, {"parent": [-1, 2, 1, 2]}, {"box": [0.5] * 16}, {"kind": ["a"] * 4},
        {"names": {"77": 1}}, {"style": [0, 0, 0, -1]}, {"parent_document": 3}, {"pseudo_elements": [[9, 0, 0, 0]]},
    ):  # fmt: skip
        other = copy.deepcopy(whole)
        other["views"]["desktop"]["documents"][0].update(change)
        found.append(json.dumps(other).encode())
    other = copy.deepcopy(whole)
    other["views"]["phone"]["documents"][0]["same"] = ["check"]
    return [*found, json.dumps(other).encode()]


def test_a_capture_that_cannot_be_read_says_so_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / write_capture(tmp_path, "a/1", capture(document()))
    whole = path.read_bytes()
    for content in (whole[:100], b"no capture at all", *map(gzip.compress, damaged())):
        path.write_bytes(content)
        with pytest.raises(StoreError, match="请重新检测"):
            read_capture(tmp_path, "captures/a/1.json.gz")
    newer = json.loads(gzip.decompress(whole)) | {
        "format": CAPTURE_FORMAT + 1,
        "views": {"desktop": "of another shape"},
    }
    path.write_bytes(gzip.compress(json.dumps(newer).encode()))
    with pytest.raises(StoreError, match="较新的版本"):
        read_capture(tmp_path, "captures/a/1.json.gz")
    path.unlink()
    with pytest.raises(StoreError, match="请重新检测"):
        read_capture(tmp_path, "captures/a/1.json.gz")

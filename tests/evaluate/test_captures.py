"""Stored captures: read as they were written, in older form too; judging one leaves nothing behind."""

from __future__ import annotations

import copy
import gc
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from auditor.capture.schema.table import STYLE_PROPERTIES
from auditor.evaluate.catalogue import load
from auditor.evaluate.evaluator import evaluate
from auditor.rulekit.page import PageView
from auditor.store.errors import StoreError
from auditor.store.files import FORMAT, read_capture, write_capture

STRINGS = ["", "html", "body", "p", "#text", "你好 world", "id", "a", "block", "inline"]


def document(**more: Any) -> dict[str, Any]:
    """`<html><body><p id="a">你好 world</p></body></html>`, as the collector has it."""
    return {
        "url": "https://a.gov.cn/", "title": "", "compat": "CSS1Compat", "strings": list(STRINGS), "props": list(STYLE_PROPERTIES),
        "styles": [[8] * len(STYLE_PROPERTIES)], "kind": [1, 1, 1, 3], "tag": [1, 2, 3, 4], "text": [0, 0, 0, 5],
        "parent": [-1, 0, 1, 2], "scroll": [1280, 600], "client": [1280, 600], "truncated": False,
        "attrs": [[], [], [6, 7], None], "box": [0, 0, 1280, 600] * 4, "style": [0] * 4, "flags": [1] * 4,
        "lines": [0, 0, 0, 1], "pitch": [0] * 4, "uid": [1, 2, 3, 4], "names": {}, "roles": {}, "extra": {}, **more,
    }  # fmt: skip


def capture(phone: dict[str, Any]) -> dict[str, Any]:
    """A page with `document()` in its desktop view."""

    def view(name: str, width: int, held: dict[str, Any]) -> dict[str, Any]:
        return {"name": name, "width": width, "height": 600, "documents": [held], "axe": None}

    return {
        "url": "https://a.gov.cn/", "error": None, "links": [],
        "views": {"desktop": view("desktop", 1280, document()), "phone": view("phone", 360, phone)},
    }  # fmt: skip


def test_a_capture_comes_back_as_it_was_and_holds_equal_columns_once(tmp_path: Path) -> None:
    data = capture(document(box=[0, 0, 360, 900] * 4))
    before = copy.deepcopy(data)
    relative = write_capture(tmp_path, "a/1", data, {})
    assert data == before
    assert read_capture(tmp_path, relative) == before
    stored = json.loads(gzip.decompress((tmp_path / relative).read_bytes()))["views"]["phone"]["documents"][0]
    assert "box" in stored
    assert "strings" not in stored


def test_a_frame_that_only_the_second_view_has_comes_back(tmp_path: Path) -> None:
    data = capture(document())
    data["views"]["phone"]["documents"].append(document(parent_document=0, holder=2))
    assert read_capture(tmp_path, write_capture(tmp_path, "a/1", data, {})) == data


def test_captures_of_earlier_days_hold_every_column_and_are_read(tmp_path: Path) -> None:
    data = capture(document())
    (tmp_path / "1.json.gz").write_bytes(gzip.compress(json.dumps(data).encode()))
    assert read_capture(tmp_path, "1.json.gz") == data


def test_views_share_answers_only_where_all_but_places_is_the_same() -> None:
    moved = PageView(capture(document(box=[0, 0, 360, 900] * 4))).views["phone"]
    assert moved.top.like is not None
    assert moved.root.box == (0, 0, 360, 900)
    assert [node.doc for node in moved.texts()] == [moved.top]
    for change in (
        {"flags": [1, 1, 1, 9]},
        {"attrs": [[], [], [], None]},
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


def test_a_capture_that_cannot_be_read_says_so_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / write_capture(tmp_path, "a/1", capture(document()), {})
    whole = path.read_bytes()
    newer = json.loads(gzip.decompress(whole)) | {"format": FORMAT + 1}
    for content in (whole[:100], b"no capture at all", gzip.compress(json.dumps(newer).encode())):
        path.write_bytes(content)
        with pytest.raises(StoreError, match="请重新检测"):
            read_capture(tmp_path, "captures/a/1.json.gz")
    path.unlink()
    with pytest.raises(StoreError, match="请重新检测"):
        read_capture(tmp_path, "captures/a/1.json.gz")

"""A page whose fields and images are named like properties of forms and documents is read like any other."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.capture import axe, browser, page
from auditor.capture.page.own_names import NAMES
from auditor.capture.schema import PageCapture
from tests.conftest import capture_all, serve

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("browser_available")]
FAULTS = '<p style="color:#ccc">浅色的说明文字在此</p><img src="data:," width="40" height="40">'
MORE = ("form", "method", "length", "firstElementChild", "toString", "constructor", "location", "axe", "__auditor")
RULES = ["color-contrast", "image-alt", "label", "button-name", "heading-order"]
# Every property of a form and of a document.
PROPERTIES = """() => [EventTarget, Node, Element, HTMLElement, HTMLFormElement, Document, HTMLDocument].flatMap(
    (one) => Object.getOwnPropertyNames(one.prototype))"""
SPARED = {"constructor", "length"}  # of a form neither is asked


def _written(attribute: str, names: tuple[str, ...]) -> str:
    fields = "".join(f'<input {attribute}="{name}" aria-label="字段">' for name in names)
    images = "".join(f'<img {attribute}="{name}" alt="图" src="data:," width="20" height="20">' for name in names)
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>办事指南</title></head><body><main>'
        f'<h1>办事</h1><p>{"申请材料与办理流程见下文。" * 20}</p><form {attribute}="body">{FAULTS}{fields}'
        f'<button>提交</button></form><form {attribute}="title"></form>{images}</main></body></html>'
    )


def _told(capture: PageCapture) -> object:
    """What is known of a page, its address and attributes aside."""
    views = {}
    for name, view in capture.views.items():
        table, found = view.documents[0], view.axe
        assert found is not None
        failed = {rule.id: rule.count for rule in found.violations}
        tags = [table.strings[number] for number in table.tag]
        columns = table.parent, table.box, table.flags, sorted(table.names)
        views[name] = tags, columns, failed, found.passes, found.unfinished
    return capture.error, capture.title, capture.untested, views


def test_names_stand_before_nothing(tmp_path: Path) -> None:
    for file, attribute in (("named", "name"), ("plain", "data-name")):
        (tmp_path / f"{file}.html").write_text(_written(attribute, (*NAMES, *MORE)), "utf-8")
    probes = ("listeners", "forms", "hover_content")
    with serve(tmp_path) as base:
        seen = capture_all(
            [f"{base}/named.html", f"{base}/plain.html"],
            {"desktop": RULES, "phone": RULES},
            change=lambda options: replace(options, probes=probes),
        )
    named, plain = seen.values()
    assert _told(named) == _told(plain)
    assert named.views["desktop"].axe is not None
    assert {rule.id for rule in named.views["desktop"].axe.violations} == {"color-contrast", "image-alt"}
    assert all(named.observations[probe].untested is None for probe in probes)


def test_list_of_names_is_whole_and_a_page_keeps_its_own_world() -> None:
    async def work() -> tuple[list[str], list[object]]:
        async with browser.launched() as running:
            tab = await running.new_page()
            await tab.set_content('<img name="body"><img name="createTreeWalker"><label>姓名</label><input>')
            properties = await tab.evaluate(PROPERTIES)
            field = await tab.evaluate_handle(page.local("targets.fieldBeside"), "姓名")
            name = await field.evaluate("(field) => field.localName")
            left = await tab.evaluate(
                "() => [Object, Element, Document].map((one) => "
                "Object.getOwnPropertySymbols(one.prototype).map(String).join())"
            )
            return properties, [name, left]

    properties, found = asyncio.run(work())
    scripts = [slot.read_text("utf-8") for slot in page.slots().values()] + [axe.load().source]
    asked = {name for script in scripts for name in re.findall(r"\.([A-Za-z]\w*)", script)}
    assert sorted(asked & set(properties) - SPARED - set(NAMES)) == []
    symbols = "Symbol(Symbol.toStringTag),Symbol(Symbol.unscopables)"
    assert found == ["input", ["", symbols, symbols]]

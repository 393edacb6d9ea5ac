"""What the scripts in the page answer is what the schema says, name for name."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from auditor.capture import axe, browser
from auditor.capture.isolated_worlds import ScriptError, World, open_worlds
from auditor.capture.schema import DocumentCapture, NodeFlag, NodeKind
from auditor.capture.schema.axe import AxeNode
from auditor.capture.schema.document import ElementProperties
from auditor.capture.schema.javascript import constants
from auditor.capture.schema.page import PageFacts
from auditor.capture.schema.table import BOX, COLUMNS, LIMITS
from tests.conftest import serve

SCRIPTS = Path(__file__).resolve().parents[2] / "auditor" / "capture" / "page"
# What Python adds to a document's table.
ADDED = {
    "lost",
    "refused",
    "parent_document",
    "holder",
    "background",
    "backgrounds",
    "generated_texts",
    "icons",
    "same",
    "in_tree",
}
PAGE = """<!doctype html><html lang="zh"><title>表</title><style>p::before{content:"注";position:absolute}</style>
<p id="p">文字</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><input value="1" placeholder="x"><input type="checkbox" checked>
<input placeholder="名"><video></video><button><svg width="9" height="9"><path d="M0 0h9v9z"/></svg></button><div id="h"></div>
<div style="transform:scale(1e30)"><b>大</b></div><script>h.attachShadow({mode:"open"}).innerHTML = "<i>内</i>";
p.append("\\ud83d"); p.title = "x".repeat(1999) + "\\u{1f600}"</script></html>"""


def test_scripts_know_no_other_names_than_the_schema() -> None:
    collector = (SCRIPTS / "collector.js").read_text("utf-8")
    (flags,) = re.findall(r"const \{([^}]*)\} = SCHEMA\.flags", collector)
    assert {name.strip() for name in flags.split(",")} == {flag.name for flag in NodeFlag}
    for script in SCRIPTS.glob("*.js"):
        text = script.read_text("utf-8")
        assert set(re.findall(r"\bLIMITS\.(\w+)", text)) <= set(LIMITS), script.name
        assert set(re.findall(r"\bKIND\.(\w+)", text)) <= {kind.name for kind in NodeKind}, script.name
    assert set(re.findall(r"\bout\.(\w+)\.push", collector)) == {*COLUMNS, BOX}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory, browser_available: None) -> dict[str, Any]:
    """By script, what it answers for a page, and the table as it is read."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_text(PAGE, "utf-8", errors="replace")

    async def work(url: str) -> dict[str, Any]:
        async with browser.launched() as running:
            page = await (await running.new_context()).new_page()
            await page.goto(url)
            worlds = await open_worlds(page, await page.context.new_cdp_session(page))
            ready = await axe.inject(worlds, axe.load())
            return {
                "facts": await worlds[0].call("facts.read", 100, None),
                "collector": await worlds[0].call("collector.collect", constants()),
                "read": await worlds[0].call_as(DocumentCapture, "collector.collect", constants()),
                "axe": await axe.run(worlds, ready, ["image-alt"]),
                "refused": await refused(worlds[0]),
            }

    async def refused(world: World) -> str:
        try:
            await world.call_as(PageFacts, "collector.collect", constants())
        except ScriptError as error:
            return str(error)
        return ""

    with serve(folder) as base:
        return asyncio.run(work(f"{base}/index.html"))


@pytest.mark.browser
def test_the_collector_answers_in_the_schemas_names(answers: dict[str, Any]) -> None:
    table = answers["collector"]
    assert set(table) == set(DocumentCapture.__struct_fields__) - ADDED
    named = {name for properties in table["element_properties"].values() for name in properties}
    assert named == set(ElementProperties.__struct_fields__)
    assert table["properties"] == constants()["properties"] or tuple(table["properties"]) == constants()["properties"]


@pytest.mark.browser
def test_the_gate_is_told_in_the_schemas_names(answers: dict[str, Any]) -> None:
    assert set(answers["facts"]) == set(PageFacts.__struct_fields__)


@pytest.mark.browser
def test_axe_results_are_read(answers: dict[str, Any]) -> None:
    (node,) = answers["axe"].violations[0].nodes
    assert isinstance(node, AxeNode)
    assert node.number >= 0
    assert {check.id for check in node.checks} >= {"has-alt"}


@pytest.mark.browser
def test_half_characters_and_boxes_without_measure_are_read(answers: dict[str, Any]) -> None:
    """A text that is cut in the middle of a character, and an element that is as wide as no screen."""
    document: DocumentCapture = answers["read"]
    document.check()
    assert any("\ufffd" in text for text in document.strings)
    assert max(document.box) <= 10**9


@pytest.mark.browser
def test_an_answer_of_another_shape_is_refused(answers: dict[str, Any]) -> None:
    assert "another shape" in answers["refused"]

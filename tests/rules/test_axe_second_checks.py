"""Names and roles that only the browser's accessibility tree has: axe-core's alarms about them are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.evaluate.evaluator import evaluate
from auditor.rulekit.page import PageView
from tests.conftest import capture_all, serve
from tests.rules.examples import CATALOGUE

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Names</title>
<main><h1>Names</h1><p id="words">Street</p>
<button id="by-element"></button><select id="select"><option>one</select><a id="link" href="#"></a>
<input id="nested"><h2 id="heading"><closed-text></closed-text></h2>
<button id="closed"><closed-text></closed-text></button><a id="slot" href="#"><closed-text></closed-text></a>
<tab-list id="list"><div id="tab" role="tab" tabindex="0">One</div></tab-list>
<push-button id="own" tabindex="0" aria-pressed="false">Push</push-button>
<button id="gone"></button><input type="image" id="image" src="data:,"><div id="graphic" role="img"></div><input type="file" id="file">
<div id="orphan" role="tab" tabindex="0">Two</div></main>
<iframe title="Within" srcdoc="<p id=w>City</p><input id=inner><script>inner.ariaLabelledByElements=[w]</script>"></iframe>
<script>
for (const id of ["by-element", "select", "link", "nested"])
  document.getElementById(id).ariaLabelledByElements = [document.getElementById("words")];
customElements.define("closed-text", class extends HTMLElement {
  constructor() { super(); this.attachShadow({ mode: "closed" }).innerHTML = "<b>Closed</b>"; } });
for (const [name, role] of [["tab-list", "tablist"], ["push-button", "button"]])
  customElements.define(name, class extends HTMLElement {
    constructor() { super(); this.attachInternals().role = role; } });
</script></html>"""


@pytest.mark.browser
def test_what_the_tree_names_is_named(tmp_path: Path, browser_available: None) -> None:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    with serve(tmp_path) as base:
        url = base + "/index.html"
        rules = {"desktop": list(CATALOGUE.axe)}
        capture = capture_all([url], rules, ("desktop",))[url]
    view = PageView(capture).views["desktop"]
    named = {node.attr("id"): (node.role, node.name) for node in view.elements(lambda node: node.has("id"))}
    assert named["own"] == ("button", "Push")
    assert named["list"][0] == "tablist"
    assert named["closed"] == ("button", "Closed")
    assert named["inner"] == ("textbox", "City")
    assert capture.views["desktop"].axe is not None
    told = {node.number for result in capture.views["desktop"].axe.violations for node in result.nodes}
    assert len(told) > 6, "axe-core itself takes them for nameless"
    findings = evaluate(capture, CATALOGUE, site="s").findings
    failed = {(f.target[-1].strip("#"), f.rule) for f in findings if f.outcome == "failed" and f.rule != "target-size"}
    assert {about for about in failed if about[0] in named} == {
        ("gone", "button-name"),
        ("image", "input-image-alt"),
        ("file", "label"),  # what the browser writes on it is no name of the page's
        ("graphic", "role-img-alt"),
        ("orphan", "aria-required-parent"),
    }

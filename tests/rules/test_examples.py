"""Every example of every rule, in a real browser: the outcome, and which elements.

`AUDITOR_RULE=line-spacing pytest tests/rules/test_examples.py` runs one rule's only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.content import folder, rule_folders
from auditor.evaluate import catalogue as catalogue_module
from auditor.evaluate.evaluator import evaluate
from auditor.rulekit.capture import PageView
from tests.conftest import capture_all, serve

RULES = folder("rules")
ONLY = os.environ.get("AUDITOR_RULE", "").replace("-", "_")
FOLDERS = [path for _, path in rule_folders() if not ONLY or path.name == ONLY]
EXAMPLES = [
    file
    for path in FOLDERS
    for file in sorted((path / "examples").glob("*.html"))
    if re.match(r"(passed|failed|cantTell|inapplicable)_\d+\.html$", file.name)
]


@pytest.fixture(scope="module")
def catalogue() -> catalogue_module.Catalogue:
    return catalogue_module.load()


@pytest.fixture(scope="module")
def captures(browser_available: None) -> Iterator[dict[Path, dict[str, Any]]]:
    with serve(RULES) as base:
        urls = {file: f"{base}/{file.relative_to(RULES).as_posix()}" for file in EXAMPLES}
        found = capture_all(list(urls.values()))
        yield {file: found[url] for file, url in urls.items()}


def _views(file: Path) -> set[str] | None:
    found = re.search(r'<meta name="example-view" content="(\w+)"', file.read_text("utf-8"))
    return {found.group(1)} if found else None


@pytest.mark.browser
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.parent.name}/{file.stem}")
def test_example(file: Path, captures: dict[Path, dict[str, Any]], catalogue: catalogue_module.Catalogue) -> None:
    rule_id = file.parent.parent.name.replace("_", "-")
    data = dict(captures[file])
    assert data["error"] is None, data["error"]
    only = _views(file)
    if only:
        data["views"] = {name: view for name, view in data["views"].items() if name in only}
    page = evaluate(data, catalogue, site="example", profile="full")
    untested = [item.reason for item in page.untested if item.rule == rule_id]
    assert not untested, untested
    findings = [finding for finding in page.findings if finding.rule == rule_id]
    expected = file.name.split("_")[0]
    if expected in ("passed", "inapplicable"):
        assert not findings, [(f.outcome, f.target, f.evidence) for f in findings]
        assert rule_id in getattr(page, expected), f"not {expected}"
        return
    wanted: set[str] = set()
    for view in PageView(data).views.values():
        wanted |= {" ".join(view.selector(node)) for node in view.elements(lambda n: "data-expect" in n.attrs)}
    assert wanted, "no element carries data-expect"
    assert {" ".join(f.target) for f in findings if f.outcome == expected} == wanted
    assert {f.outcome for f in findings} == {expected}


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_rule_is_complete(path: Path, catalogue: catalogue_module.Catalogue) -> None:
    names = {file.name.split("_")[0] for file in (path / "examples").glob("*.html")}
    assert "passed" in names
    assert "inapplicable" in names
    assert names & {"failed", "cantTell"}
    rule = catalogue.own[path.name.replace("_", "-")]
    assert set(rule.messages["zh"]) == set(rule.messages["en"])
    for lang in ("zh", "en"):
        assert all((rule.info.title[lang], rule.info.what[lang], rule.info.who[lang], rule.info.fix[lang]))
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in (*rule.messages["zh"].values(), rule.info.title["zh"]))
    for key, text in rule.messages["zh"].items():
        assert set(re.findall(r"{(\w+)", text)) == set(re.findall(r"{(\w+)", rule.messages["en"][key])), key
    for section in ("What it checks", "Who is affected", "How to fix", "Assumptions", "Source"):
        assert section + ":" in rule.doc, section

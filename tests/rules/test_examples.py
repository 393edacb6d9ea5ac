"""Every example of every rule, in a real browser: the outcome, and which elements.

`AUDITOR_RULE=line-spacing pytest tests/rules/test_examples.py` runs one rule's only (a comma between several).
"""

from __future__ import annotations

import functools
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from auditor.capture import ocr
from auditor.content import folder, rule_folders
from auditor.documents import pdf
from auditor.evaluate import catalogue as catalogue_module
from auditor.evaluate.catalogue import EVERY_PAGE
from auditor.evaluate.evaluator import evaluate
from auditor.evaluate.siterules import judge_site
from auditor.model import Page
from auditor.rulekit.page import PageView
from tests.conftest import capture_all, serve

RULES = folder("rules")
RECOGNISER = '<meta name="example-needs" content="recogniser">'
CHUNK = 80  # examples captured in one go: what one worker of a test run takes at a time
ONLY = [name for name in os.environ.get("AUDITOR_RULE", "").replace("-", "_").split(",") if name]
FOLDERS = [path for _, path in rule_folders() if not ONLY or path.name in ONLY]


def _pages(example: Path) -> list[Path]:
    return sorted(example.glob("*.html")) if example.is_dir() else [example]


def _can_be_read(example: Path) -> bool:
    """Some examples are about words in pixels: they are there where the recogniser is installed."""
    asked = any(RECOGNISER in page.read_text("utf-8", "replace") for page in _pages(example))
    return not asked or ocr.available()


# An example is a page, or for a rule over a site a folder of pages.
EXAMPLES = [
    entry
    for path in FOLDERS
    for entry in sorted((path / "examples").glob("*"))
    if re.match(r"(passed|failed|cantTell|inapplicable)_\d+(\.html)?$", entry.name) and _can_be_read(entry)
]


CATALOGUE = catalogue_module.load()


@pytest.fixture(scope="module")
def catalogue() -> catalogue_module.Catalogue:
    return CATALOGUE


def _rule(example: Path, catalogue: catalogue_module.Catalogue) -> catalogue_module.OwnRule:
    return catalogue.own[example.parent.parent.name.replace("_", "-")]


def _needs(rule: catalogue_module.OwnRule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(views, probes) that the rule's examples are captured with."""
    views = (*EVERY_PAGE, *(name for name in sorted(rule.rule.views) if name not in EVERY_PAGE))
    return views, tuple(sorted({*rule.rule.needs, *rule.rule.uses}))


def _limited(file: Path, data: dict[str, Any]) -> dict[str, Any]:
    """The capture with the view only that the example is about."""
    found = re.search(r'<meta name="example-view" content="([\w-]+)"', file.read_text("utf-8"))
    if not found:
        return dict(data)
    return {**data, "views": {name: view for name, view in data["views"].items() if name == found.group(1)}}


def _documents(example: Path, datas: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The PDF files in an example's folder, as the crawl would have read them."""
    base = datas[0]["url"].rsplit("/", 1)[0]
    return [
        {"url": f"{base}/{file.name}", "kind": "pdf", "from": datas[0]["url"], "pdf": pdf.read(file.read_bytes())}
        for file in sorted(example.glob("*.pdf"))
    ]


def _missing(files: list[Path], datas: list[dict[str, Any]]) -> tuple[list[Page], list[dict[str, Any]]]:
    """Pages and files that an example says were asked for in vain: `<meta name="example-missing" content="404 b.html">`."""
    pages: list[Page] = []
    documents: list[dict[str, Any]] = []
    for file, data in zip(files, datas, strict=True):
        for word, name in re.findall(r'name="example-missing" content="([\w-]+) (\S+)"', file.read_text("utf-8")):
            url, code = urljoin(data["url"], name), int(word) if word.isdigit() else 200
            if name.endswith(".html"):
                status = "blocked" if code == 403 else "http-error" if word.isdigit() else word
                pages.append(Page(site="example", url=url, http_status=code, status=status))
            else:
                documents.append({"url": url, "kind": "pdf", "from": data["url"], "status": code})
    return pages, documents


def _chunks() -> dict[Path, tuple[str, list[Path]]]:
    """By example: the name of its chunk, and all of the chunk. Only rules that need a deeper look pay for it."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Path]] = {}
    for example in EXAMPLES:
        alike.setdefault(_needs(_rule(example, CATALOGUE)), []).append(example)
    found: dict[Path, tuple[str, list[Path]]] = {}
    for (views, probes), examples in sorted(alike.items(), key=lambda item: -len(item[0][1])):
        for start in range(0, len(examples), CHUNK):
            chunk = examples[start : start + CHUNK]
            found |= dict.fromkeys(chunk, (f"examples {'+'.join((*views, *probes))} {start}", chunk))
    return found


def _name(example: Path) -> str:
    return f"{example.parent.parent.name}/{example.stem}"


CHUNKS = _chunks()
WORK = {_name(example): chunk for example, (chunk, _) in CHUNKS.items()}


@functools.lru_cache(maxsize=2)
def _captured(name: str) -> dict[Path, dict[str, Any]]:
    chunk = next(chunk for held, chunk in CHUNKS.values() if held == name)
    views, probes = _needs(_rule(chunk[0], CATALOGUE))
    files = [file for example in chunk for file in _pages(example)]
    with serve(RULES) as base:
        urls = {file: f"{base}/{file.relative_to(RULES).as_posix()}" for file in files}
        seen = capture_all(list(urls.values()), change=functools.partial(replace, views=views, probes=probes))
    return {file: seen[url] for file, url in urls.items()}


@pytest.mark.browser
@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            example, id=_name(example), marks=[pytest.mark.timed] if _needs(_rule(example, CATALOGUE))[1] else []
        )
        for example in CHUNKS
    ],
)
def test_example(example: Path, browser_available: None, catalogue: catalogue_module.Catalogue) -> None:
    captures = _captured(CHUNKS[example][0])
    rule = _rule(example, catalogue)
    rule_id = rule.rule.id
    files = _pages(example)
    datas = [_limited(file, captures[file]) for file in files]
    assert not [data["error"] for data in datas if data["error"]]
    pages = [evaluate(data, catalogue, site="example", profile="full") for data in datas]
    if rule.judge is not None:
        missing, lost = _missing(files, datas)
        judge_site([*pages, *missing], _documents(example, datas) + lost, catalogue, "full", "zh")
    untested = [item.reason for page in pages for item in page.untested if item.rule == rule_id]
    assert not untested, untested
    expected = example.name.split("_")[0]
    found: dict[Path, set[str]] = {}
    wanted: dict[Path, set[str]] = {}
    outcomes: set[str] = set()
    for file, data, page in zip(files, datas, pages, strict=True):
        findings = [finding for finding in page.findings if finding.rule == rule_id]
        outcomes |= {finding.outcome for finding in findings}
        found[file] = {" ".join(finding.target) for finding in findings}
        wanted[file] = {
            " ".join(view.selector(node))
            for view in PageView(data).views.values()
            for node in view.elements(lambda n: "data-expect" in n.attrs)
        }
    if expected in ("passed", "inapplicable"):
        assert not outcomes, found
        assert all(rule_id in getattr(page, expected) for page in pages), f"not {expected}"
        return
    assert any(wanted.values()), "no element carries data-expect"
    assert found == wanted
    assert outcomes == {expected}


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_rule_is_complete(path: Path, catalogue: catalogue_module.Catalogue) -> None:
    names = {file.name.split("_")[0] for file in (path / "examples").glob("*_*")}
    rule = catalogue.own[path.name.replace("_", "-")]
    # Some things can be found wrong by machine and never right: such a rule says so.
    assert "passed" in names or "Never passes:" in rule.doc
    assert "inapplicable" in names
    assert names & {"failed", "cantTell"}
    assert set(rule.messages["zh"]) == set(rule.messages["en"])
    for lang in ("zh", "en"):
        assert all((rule.info.title[lang], rule.info.what[lang], rule.info.who[lang], rule.info.fix[lang]))
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in (*rule.messages["zh"].values(), rule.info.title["zh"]))
    for key, text in rule.messages["zh"].items():
        assert set(re.findall(r"{(\w+)", text)) == set(re.findall(r"{(\w+)", rule.messages["en"][key])), key
    for section in ("What it checks", "Who is affected", "How to fix", "Assumptions", "Source"):
        assert section + ":" in rule.doc, section

"""The examples of the rules: which there are, how they are captured, and what must come out of judging them.

Two tests share this: in a real browser (`test_examples`) and from golden captures (`test_golden`).
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import msgspec

from auditor.capture import ocr
from auditor.capture.schema import PageCapture
from auditor.content import folder, rule_folders
from auditor.documents import pdf
from auditor.evaluate import catalogue as catalogue_module
from auditor.evaluate.catalogue import EVERY_PAGE, Catalogue, OwnRule
from auditor.evaluate.evaluator import evaluate
from auditor.evaluate.siterules import judge_site
from auditor.model import Page
from auditor.render.evidence import EvidenceNames
from auditor.rulekit.page import PageView
from tests.conftest import capture_all, serve

RULES = folder("rules")
RECOGNISER = '<meta name="example-needs" content="recogniser">'
CHUNK = 80  # examples captured in one go: what one worker of a test run takes at a time
ONLY = [name for name in os.environ.get("AUDITOR_RULE", "").replace("-", "_").split(",") if name]
FOLDERS = [path for _, path in rule_folders() if not ONLY or path.name in ONLY]
CATALOGUE: Catalogue = catalogue_module.load()
NAMES = EvidenceNames("zh", CATALOGUE.infos(), "–")

Capture = PageCapture


def pages_of(example: Path) -> list[Path]:
    """An example's pages: itself, or those of its folder for a rule over a site."""
    return sorted(example.glob("*.html")) if example.is_dir() else [example]


def needs_recogniser(example: Path) -> bool:
    """Whether the example is about words in pixels, which are read only where a recogniser is installed."""
    return any(RECOGNISER in page.read_text("utf-8", "replace") for page in pages_of(example))


EXAMPLES = [
    entry
    for path in FOLDERS
    for entry in sorted((path / "examples").glob("*"))
    if re.match(r"(passed|failed|cantTell|inapplicable)_\d+(\.html)?$", entry.name)
]


def rule_of(example: Path) -> OwnRule:
    """The rule whose example it is."""
    return CATALOGUE.own[example.parent.parent.name.replace("_", "-")]


CAPTURABLE = [
    example
    for example in EXAMPLES
    # Where nothing reads images, rules about what stands in them are untested.
    if ocr.available() or not (needs_recogniser(example) or "image_text" in rule_of(example).rule.needs)
]


def name_of(example: Path) -> str:
    """`line_spacing/failed_1`."""
    return f"{example.parent.parent.name}/{example.stem}"


def needs_of(rule: OwnRule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(views, probes) that the rule's examples are captured with."""
    views = (*EVERY_PAGE, *(name for name in sorted(rule.rule.views) if name not in EVERY_PAGE))
    return views, tuple(sorted({*rule.rule.needs, *rule.rule.uses}))


@dataclass(frozen=True)
class Chunk:
    """Examples that are captured in one go: alike in views and probes."""

    name: str
    examples: tuple[Path, ...]


def _chunks() -> dict[Path, Chunk]:
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Path]] = {}
    for example in CAPTURABLE:
        alike.setdefault(needs_of(rule_of(example)), []).append(example)
    chunks: dict[Path, Chunk] = {}
    for (views, probes), examples in sorted(alike.items(), key=lambda item: -len(item[0][1])):
        for start in range(0, len(examples), CHUNK):
            chunk = Chunk(f"examples {'+'.join((*views, *probes))} {start}", tuple(examples[start : start + CHUNK]))
            chunks |= dict.fromkeys(chunk.examples, chunk)
    return chunks


CHUNKS = _chunks()
WORK = {name_of(example): chunk.name for example, chunk in CHUNKS.items()}


@functools.lru_cache(maxsize=2)
def captured(chunk: Chunk) -> dict[Path, Capture]:
    """The chunk's pages, captured now in a browser; capture data by file."""
    views, probes = needs_of(rule_of(chunk.examples[0]))
    files = [file for example in chunk.examples for file in pages_of(example)]
    with serve(RULES) as base:
        urls = {file: f"{base}/{file.relative_to(RULES).as_posix()}" for file in files}
        captures = capture_all(list(urls.values()), change=functools.partial(replace, views=views, probes=probes))
    return {file: captures[url] for file, url in urls.items()}


def _limited(file: Path, data: Capture) -> Capture:
    """The capture with the view only that the example is about."""
    wanted = re.search(r'<meta name="example-view" content="([\w-]+)"', file.read_text("utf-8"))
    if not wanted:
        return data
    return msgspec.structs.replace(data, views={n: view for n, view in data.views.items() if n == wanted.group(1)})


def _documents(example: Path, captures: list[Capture]) -> list[dict[str, Any]]:
    """The PDF files in an example's folder, as the crawl would have read them."""
    base = captures[0].url.rsplit("/", 1)[0]
    return [
        {"url": f"{base}/{file.name}", "kind": "pdf", "from": captures[0].url, "pdf": pdf.read(file.read_bytes())}
        for file in sorted(example.glob("*.pdf"))
    ]


def _missing(files: list[Path], captures: list[Capture]) -> tuple[list[Page], list[dict[str, Any]]]:
    """Pages and files that an example says were asked for in vain:
    `<meta name="example-missing" content="404 b.html">`."""
    pages: list[Page] = []
    documents: list[dict[str, Any]] = []
    for file, data in zip(files, captures, strict=True):
        for word, name in re.findall(r'name="example-missing" content="([\w-]+) (\S+)"', file.read_text("utf-8")):
            url, code = urljoin(data.url, name), int(word) if word.isdigit() else 200
            if name.endswith(".html"):
                status = "blocked" if code == 403 else "http-error" if word.isdigit() else word
                pages.append(Page(site="example", url=url, http_status=code, status=status))
            else:
                documents.append({"url": url, "kind": "pdf", "from": data.url, "status": code})
    return pages, documents


@dataclass(frozen=True)
class Judged:
    """What judging an example gave: outcomes, and by page the elements of its findings (selector paths, joined)."""

    outcomes: frozenset[str]
    elements: dict[str, list[str]]
    expected: dict[str, list[str]]  # the elements that carry `data-expect`
    untested: tuple[str, ...]
    quiet: dict[str, str]  # by page without a finding: passed, inapplicable or ""
    measured: frozenset[str]  # keys of the findings' evidence


def judged(example: Path, capture_of: Callable[[Path], Capture], catalogue: Catalogue = CATALOGUE) -> Judged:
    """Judge an example's captures as an audit would."""
    rule = catalogue.own[rule_of(example).rule.id]
    rule_id = rule.rule.id
    files = pages_of(example)
    captures = [_limited(file, capture_of(file)) for file in files]
    errors = [data.error for data in captures if data.error]
    assert not errors, f"{name_of(example)} could not be captured: {errors}"
    pages = [evaluate(data, catalogue, site="example", profile="full") for data in captures]
    if rule.judge is not None:
        missing, lost = _missing(files, captures)
        said = judge_site([*pages, *missing], _documents(example, captures) + lost, catalogue, "full", "zh")
        for page, added in zip(pages, said, strict=False):
            added.add_to(page)
    mine = {file.name: [f for f in page.findings if f.rule == rule_id] for file, page in zip(files, pages, strict=True)}
    return Judged(
        outcomes=frozenset(finding.outcome for findings in mine.values() for finding in findings),
        elements={name: sorted({" ".join(f.target) for f in findings}) for name, findings in mine.items()},
        expected={
            file.name: sorted(
                {
                    " ".join(view.selector(node))
                    for view in PageView(data).views.values()
                    for node in view.elements(lambda n: "data-expect" in n.attrs)
                }
            )
            for file, data in zip(files, captures, strict=True)
        },
        untested=tuple(
            str(item)
            for page in pages
            for item in page.untested
            if item.rule == rule_id and item.code != "rules.rest"  # what was found stands
        ),
        quiet={
            file.name: next((kind for kind in ("passed", "inapplicable") if rule_id in getattr(page, kind)), "")
            for file, page in zip(files, pages, strict=True)
        },
        measured=frozenset(key for findings in mine.values() for finding in findings for key in finding.evidence),
    )


def check(example: Path, result: Judged, source: str) -> None:
    """Fail with the example, the elements, what was expected and where the capture came from."""
    expected = example.name.split("_")[0]
    place = f"{example.relative_to(RULES).as_posix()} (capture: {source})"
    assert not result.untested, f"{place}: expected {expected}, the rule is untested: {result.untested}"
    if expected in ("passed", "inapplicable"):
        assert not result.outcomes, f"{place}: expected {expected}, but {set(result.outcomes)} for {result.elements}"
        other = {page: kind or "neither" for page, kind in result.quiet.items() if kind != expected}
        assert not other, f"{place}: expected {expected}, but {other}"
        return
    nameless = sorted(key for key in result.measured if NAMES.label(rule_of(example).rule.id, key) is None)
    assert not nameless, f"{place}: no name in rules/evidence.*.toml for {nameless}"
    assert any(result.expected.values()), f"{place}: no element carries data-expect"
    for page, elements in result.expected.items():
        lacking = sorted(set(elements) - set(result.elements[page]))
        extra = sorted(set(result.elements[page]) - set(elements))
        assert not lacking, f"{place}: {expected} expected on {elements} of {page}; not reported: {lacking}"
        assert not extra, f"{place}: {expected} expected on {elements} of {page}; reported besides: {extra}"
    assert result.outcomes == {expected}, f"{place}: expected {expected}, got {set(result.outcomes)}"

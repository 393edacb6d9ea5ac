"""What comes out of a page, and what is stored of it: read, judged, masked and stored again, or refused in our words."""

from __future__ import annotations

import functools
import gzip
import json
import lzma
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st

from auditor.capture.isolated_worlds import _decoded
from auditor.capture.schema import CAPTURE_FORMAT, DocumentCapture, PageCapture, ViewCapture
from auditor.capture.schema.axe import AxeResults
from auditor.capture.schema.page import PageFacts
from auditor.evaluate.catalogue import Catalogue, load
from auditor.evaluate.evaluator import evaluate
from auditor.masking import Mask
from auditor.store.errors import StoreError
from auditor.store.files import encoded, read_capture
from tests.fuzz import drawn
from tests.fuzz.fuzzing import fuzz
from tests.rules.examples import RULES

RULE = ("wcag/error_message", "wcag/keyboard_trap", "privacy/exposed_id_number", "contrast/text_contrast")


@functools.cache
def catalogue() -> Catalogue:
    """All rules."""
    return load()


@functools.cache
def stored() -> list[dict[str, Any]]:
    """Some captures as they are stored."""
    kept = []
    for rule in RULE:
        file = RULES / rule / "captures" / "golden.json.xz"
        kept += list(json.loads(lzma.decompress(file.read_bytes()))["captures"].values())[:2]
    assert all(capture["format"] <= CAPTURE_FORMAT for capture in kept)
    return sorted(kept, key=lambda capture: len(json.dumps(capture)))[:6]


@functools.cache
def documents() -> list[dict[str, Any]]:
    """The first documents of these, as the collector returns them."""
    return [capture["views"]["desktop"]["documents"][0] for capture in stored()]


@functools.cache
def facts() -> list[dict[str, Any]]:
    """What the gate is told."""
    return [
        {
            "url": "http://a.example/", "title": "办事", "text": "申请材料", "content_type": "text/html", "elements": 9, "images": 1,
            "scripts": 2, "authored": True, "password_fields": 0, "links": ["http://a.example/b"], "acting_links": [],
            "traffic": {"load_ms": 5, "bytes": 9, "heaviest": [["http://a.example/i", 5]]}, "spare_styles": [],
        }
    ]  # fmt: skip


def _judged(capture: PageCapture) -> None:
    masked: PageCapture = Mask(["secret"]).data(capture)
    page = evaluate(masked, catalogue(), site="a", profile="standard")
    rules = [*page.passed, *page.inapplicable, *(item.rule for item in page.untested)]
    assert len(rules) == len(set(rules)), "a rule has two outcomes"
    page.model_dump_json()
    encoded(masked)


# Lazily, so that collecting tests reads no file.
_document = st.builds(lambda _: documents(), st.none()).flatmap(drawn.changed)
_capture = st.builds(lambda _: stored(), st.none()).flatmap(lambda held: drawn.changed(held, most=3, kept=("format",)))
_said = st.builds(lambda _: facts(), st.none()).flatmap(drawn.changed)


@fuzz((_document | drawn.json_values).map(lambda value: json.dumps(value)) | drawn.text)
def test_collected_documents(said: str) -> None:
    """A document's table: refused, or judged."""
    with suppress(ValueError):  # msgspec's are; what `collect` makes of them is a document that was lost
        held = _decoded(said, DocumentCapture)
        held.check()
        _judged(PageCapture("http://a.example/", views={"desktop": ViewCapture("desktop", 1280, 800, [held])}))


@fuzz(
    (_said | drawn.json_values).map(lambda value: json.dumps(value)) | drawn.text,
    st.sampled_from([PageFacts, AxeResults, dict[str, int], list[str]]),
)
def test_collected_facts(said: str, shape: Any) -> None:
    """What scripts in a page return besides: of its shape, or refused as such."""
    with suppress(msgspec.MsgspecError):
        held = _decoded(said, shape)
        msgspec.json.encode(Mask().data(held))


@fuzz(_capture.map(lambda value: json.dumps(value).encode("utf-8", "replace")))
def test_stored_captures(content: bytes) -> None:
    """A stored capture with something changed: damaged, or judged."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.json.gz").write_bytes(gzip.compress(content, 1))
        with suppress(StoreError):
            _judged(read_capture(Path(folder), "a.json.gz"))


@fuzz(
    st.builds(lambda _: [gzip.compress(json.dumps(held).encode(), 1) for held in stored()[:2]], st.none()).flatmap(
        drawn.damaged
    )
    | drawn.raw
)
def test_damaged_files(content: bytes) -> None:
    """A file that is no whole capture."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.json.gz").write_bytes(content)
        with suppress(StoreError):
            read_capture(Path(folder), "a.json.gz")

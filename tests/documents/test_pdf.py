"""Linked PDF files: what is read of them, what strange ones do, and how many are fetched."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping
from typing import Any

import pytest

from auditor.crawl.fetch import Fetched
from auditor.crawl.politeness import HostGate
from auditor.demo.make_pdfs import _file, _stream
from auditor.demo.server import SITE_DIR
from auditor.documents import fetch
from auditor.documents.pdf import read
from auditor.messages.reasons import documents_in

FORM = (SITE_DIR / "files/elder-card-form.pdf").read_bytes()
SCAN = (SITE_DIR / "files/scanned-notice.pdf").read_bytes()


def page(content: bytes, resources: bytes = b"", entries: bytes = b"") -> bytes:
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
            _stream(content, entries),
            b"<</Producer(test)>>",
        ]
    )


def test_form_and_scan() -> None:
    form, scan = read(FORM), read(SCAN)
    assert (form["tagged"], form["text_pages"], form["language"]) == (True, 1, "zh-CN")
    assert (scan["tagged"], scan["text_pages"], scan["scan_pages"]) == (False, 0, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        FORM[:2000],
        FORM.replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),  # a tree that is its own branch
        FORM.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        page(b"(x" * 5000),
        page(b"q " * 200_000),
        page(b"/X Do", b"/XObject<</X 4 0 R>>", b"/Subtype/Form"),  # a form that draws itself
    ],
    ids=range(8),
)
def test_strange_files_harm_nobody(data: bytes) -> None:
    found = read(data)
    assert "error" in found or found["pages"] >= 0


async def test_a_file_that_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "READ_SECONDS", 20.0)
    packed = zlib.compress(b"BT (x) Tj ET " * 20_000_000, 9)
    found = await fetch.read_apart(page(packed, entries=b"/Filter/FlateDecode"))
    assert "error" in found or found["text_pages"] == 0


async def test_a_file_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "READ_SECONDS", 0.01)
    assert (await fetch.read_apart(FORM))["error"]["code"] == "documents.not-in-time"


class _Fake:
    def __init__(self, answers: Mapping[str, Fetched]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def get(self, url: str) -> Fetched:
        self.asked.append(url)
        await asyncio.sleep(0)
        return self.answers[url]


async def test_files_are_fetched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_READ", 3)
    names = {f"http://a.example/{n}.pdf": {"kind": "pdf", "from": "http://a.example/"} for n in range(5)}
    names["http://a.example/x.docx"] = {"kind": "office", "from": "http://a.example/"}
    answers = {url: Fetched(url, 200, {"content-type": "application/pdf"}, FORM) for url in names}
    answers["http://a.example/1.pdf"] = Fetched("", 404)
    answers["http://a.example/2.pdf"] = Fetched("", 200, {}, b"<html>")
    answers["http://a.example/x.docx"] = Fetched("", 200, {"content-length": "4096", "content-type": "x"})
    kept: dict[str, dict[str, Any]] = {}
    whole, asking = _Fake(answers), _Fake(answers)

    async def go() -> list[dict[str, Any]]:
        fetchers: Any = (whole, asking)
        return await fetch.fetch_documents(
            names,
            kept,
            fetchers,
            HostGate(),
            lambda _: True,
            kept.__setitem__,
        )

    first = await go()
    assert "error" not in first[0]
    assert [item["error"]["code"] for item in first[1:3]] == ["documents.http-status", "documents.not-a-pdf"]
    assert [item["error"] for item in documents_in(first, "zh")[1:3]] == ["服务器返回 HTTP 404", "不是 PDF 文件"]
    assert documents_in(documents_in(first, "zh"), "en") == documents_in(first, "en")
    assert first[0]["pdf"]["tagged"]
    assert first[3]["error"]["code"] == "documents.enough"
    assert first[5]["size"] == 4096
    assert await go() == first
    assert len(whole.asked) == 3

"""Values that databases treat unlike one another: any text, and large ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.store.store import Store
from tests.store.making import finding, page, site

Opened = Callable[[], Store]
TEXTS = {
    "han": "长者模式 “关怀版”",
    "astral": "😀𠮷",
    "nul": "a\x00b",
    "lone surrogate": "a\ud83db",
    "noncharacter": "a\ufdd0b\ufdd00041\uffff",
    "quotes": "'; DROP TABLE pages; --\\u0000\\",
    "controls": "\x01\x1b[31m\x7f\u202e\u2028",
    "newlines": "a\r\nb\tc",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text(opened: Opened, text: str) -> None:
    """Addresses and names come back as they were; in results a lone surrogate, which no report can hold, is U+FFFD."""
    run = opened().begin_run({"list": text})
    run.plan_sites([site(name=text)])
    address = f"https://one.example/{text}"
    whole = page("x").model_copy(
        update={"title": text, "final_url": address, "findings": [finding(1, html=text, evidence={"text": text})]}
    )
    run.finish_page(whole, 0, address, "captures/x", [address])
    run.keep_document("one", address, {"error": text})
    run.put(text, text)
    held = opened().run()
    clean = text.replace("\ud83d", "\ufffd")
    assert held.manifest == {"list": clean}
    assert held.get(text) == clean
    assert held.sites()[0].site.name == clean
    (read,) = held.pages("one")
    assert (read.title, read.findings[0].html, read.findings[0].evidence) == (clean, clean, {"text": clean})
    assert read.model_dump_json()
    assert list(held.done("one")) == [address]
    assert held.documents("one") == {address: {"error": clean}}
    assert [row.identity for row in held.capture_rows()] == [address]
    run.finish_page(whole, 0, address, "captures/x", [])
    assert held.count() == 1


def test_large_values(opened: Opened) -> None:
    """A page of 20 MB, 3,000 findings on one page, a site whose results take 10 MB."""
    run = opened().begin_run({})
    run.plan_sites([site()])
    large = page("x", findings=3000)
    large.title = "长" * 7_000_000
    run.finish_page(large, 0, "x", "", ["https://one.example/" + "y" * 5_000_000])
    run.finish_site(site(name="名" * 3_500_000), concluded=True)
    held = opened().run()
    (read,) = held.pages("one")
    assert read == large
    assert len(held.done("one")["x"].links[0]) > 5_000_000
    assert len(held.sites()[0].site.name) == 3_500_000

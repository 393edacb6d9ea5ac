"""Whatever a program gets wrong when it calls `auditor.api`: one AuditError with one sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor import api
from auditor.messages import languages
from auditor.model import Result, Run
from auditor.store.store import open_store

URL = "https://www.example.gov.cn/"


def _result() -> Result:
    return Result(run=Run.model_construct(sites=[], ended=None), pages={}, rules={}, requirements={})


CALLS: dict[str, Callable[[Path], Any]] = {
    "no targets": lambda folder: api.request(None),  # type: ignore[arg-type]
    "targets a number": lambda folder: api.request(3),  # type: ignore[arg-type]
    "targets bytes": lambda folder: api.request(b"https://x/"),  # type: ignore[arg-type]
    "a target a number": lambda folder: api.request([URL, 3]),  # type: ignore[list-item]
    "a list in a list": lambda folder: api.request([[URL]]),  # type: ignore[list-item]
    "a target with NUL": lambda folder: api.request("a\0b.txt"),
    "output with NUL": lambda folder: api.request(URL, output="a\0b"),
    "header of two lines": lambda folder: api.request(URL, header={"X-A": "a\r\nX-B: b"}),
    "header name with a space": lambda folder: api.request(URL, header={"X A": "a"}),
    "user agent of two lines": lambda folder: api.request(URL, user_agent="a\nb"),
    "folder none": lambda folder: api.load(None),  # type: ignore[arg-type]
    "folder a number": lambda folder: api.runs(3),  # type: ignore[arg-type]
    "folder with NUL": lambda folder: api.evaluate("a\0b"),
    "run a text": lambda folder: api.load(folder, "1"),  # type: ignore[arg-type]
    "run beyond any number": lambda folder: api.load(folder, 10**30),
    "run below": lambda folder: api.evaluate(folder, -1),
    "store a number": lambda folder: api.load(folder, store=3),  # type: ignore[arg-type]
    "result none": lambda folder: api.render(None),  # type: ignore[arg-type]
    "a format by itself": lambda folder: api.render(_result(), "html", folder),
    "formats none": lambda folder: api.render(_result(), None, folder),  # type: ignore[arg-type]
    "no format": lambda folder: api.render(_result(), [], folder),
    "unknown language": lambda folder: api.render(_result(), ["json"], folder, "fr"),
    "a file for a folder": lambda folder: api.render(_result(), ["json"], folder / "audit.db"),
    "a folder that can't be made": lambda folder: api.render(_result(), ["json"], "/proc/x"),
    "fail level": lambda folder: api.exit_status(_result(), "loud"),
    "status of none": lambda folder: api.exit_status(None),  # type: ignore[arg-type]
    "packs a text": lambda folder: api.rules("/"),
    "a pack that isn't there": lambda folder: api.rules([folder / "none"]),
    "packs none": lambda folder: api.rules(None),  # type: ignore[arg-type]
    "rule a list": lambda folder: api.rule_page([]),  # type: ignore[arg-type]
    "recording none": lambda folder: api.import_journey(None, "n"),  # type: ignore[arg-type]
    "check none": lambda folder: api.check_request(None),  # type: ignore[arg-type]
    "browser a number": lambda folder: api.doctor(3),  # type: ignore[arg-type]
    "axe a number": lambda folder: api.doctor(None, 3),  # type: ignore[arg-type]
    "axe a folder": lambda folder: api.doctor(None, folder),
    "options twice": lambda folder: api.audit(api.request(URL), max_pages=2),
    "progress a number": lambda folder: api.audit(URL, 3, output=folder),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_argument_is_one_sentence(name: str, tmp_path: Path) -> None:
    with open_store(tmp_path, create=True):
        pass
    with pytest.raises(api.AuditError) as told:
        CALLS[name](tmp_path)
    for lang in languages():
        said = told.value.said(lang)
        assert said
        assert "\n" not in said
        assert "{" not in said


def test_audit_within_a_loop_names_the_other_form() -> None:
    async def caller() -> None:
        api.audit(URL)

    with pytest.raises(api.AuditError, match="audit_async"):
        asyncio.run(caller())


def test_a_store_of_another_kind_is_named_as_it_was_given(tmp_path: Path) -> None:
    with pytest.raises(api.AuditError) as told:
        api.load(tmp_path, store="mysql://user:secret@host/name")
    assert "mysql://" in str(told.value)
    assert "secret" not in str(told.value)

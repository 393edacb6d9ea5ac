"""Codes and facts become sentences as a language writes them."""

from __future__ import annotations

import json
import pickle

import pytest

from auditor.errors import AuditError
from auditor.messages import (
    Note,
    as_note,
    default_language,
    fill,
    language,
    languages,
    note,
    sentence,
    set_default_language,
)
from auditor.store.errors import StoreError


def test_chinese_comes_first() -> None:
    assert languages()[0] == "zh"
    assert "en" in languages()


def test_an_error_is_a_code_with_facts_said_in_either_language() -> None:
    error = StoreError("store.other-settings", path="out", settings=["profile", "max-pages"])
    assert "profile、max-pages" in error.said("zh")
    assert "profile, max-pages" in error.said("en")
    assert error.note == Note(code="store.other-settings", facts={"path": "out", "settings": ["profile", "max-pages"]})
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, StoreError)
    assert again.note == error.note


def test_notes_survive_json_also_nested_ones() -> None:
    inner = note("targets.none")
    outer = note("browser.none", how=[inner, note("text", text="x {path}")])
    again = as_note(json.loads(outer.model_dump_json()))
    assert again == outer
    assert "没有可检测的网址、x {path}" in sentence(again, "zh")
    assert hash(again) == hash(outer)


def test_free_text_of_earlier_releases_is_kept() -> None:
    said = as_note("not done within 20 s")
    assert said.code == "text"
    assert sentence(said, "zh") == "not done within 20 s"


def test_facts_are_never_templates() -> None:
    hostile = note("targets.neither", argument="{argument.__class__} {0} %s")
    assert "{argument.__class__} {0} %s" in sentence(hostile, "en")


def test_a_code_of_a_newer_program_is_given_as_it_is() -> None:
    assert sentence(note("later.reason", n=2, what=None), "en") == "later.reason (n=2, what=–)"
    assert sentence(note("later.reason"), "zh") == "later.reason"


@pytest.mark.parametrize("value", [object(), {"a": 1}, [object()]])
def test_a_fact_is_plain_data(value: object) -> None:
    with pytest.raises(ValueError, match="a fact of a note"):
        note("targets.none", what=value)


def test_values_are_written_as_the_language_does() -> None:
    values = {"list": ["a", 1.5], "yes": True, "gone": None}
    assert fill("{list}|{yes}|{gone}|{missing}", values, "zh") == "a、1.5|是|–|–"
    assert fill("{list}|{yes}|{gone}|{missing}", values, "en") == "a, 1.5|yes|–|–"
    assert fill("an open { brace", values, "en") == "an open { brace"
    assert language("zh").bracketed("x") == "（x）"
    assert language("en").bracketed("x") == " (x)"


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"AUDITOR_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"AUDITOR_LANG": "xx", "LANG": "en"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "zh"),
    ],
)
def test_the_terminal_s_language(environ: dict[str, str], lang: str) -> None:
    assert default_language(environ) == lang


def test_a_chosen_language_goes_before_the_environment() -> None:
    set_default_language("en")
    try:
        assert default_language({"AUDITOR_LANG": "zh"}) == "en"
        assert str(AuditError("targets.none")) == "there is no address to audit"
    finally:
        set_default_language(None)

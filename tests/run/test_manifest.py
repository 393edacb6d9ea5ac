"""A run knows itself: what another command differs in is named, and no secret stands in what is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor import api
from auditor.errors import AuditError
from auditor.run.manifest import differences, refuse, write_manifest
from auditor.run.worker import Engines

URL = "https://www.example.gov.cn/"
AXE = "/*! axe v4.99.0\n*/ window.axe = {};"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "axe.js").write_text(AXE, "utf-8")
    (tmp_path / "state.json").write_text(json.dumps({"cookies": [], "origins": [], "x": "cookie-secret"}), "utf-8")
    (tmp_path / "other.json").write_text(json.dumps({"cookies": [], "origins": [], "x": "another"}), "utf-8")
    (tmp_path / "pack" / "own").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ({}, {}, []),
        ({}, {"output": "elsewhere", "format": ["csv"], "concurrency": 7, "fail_on": "minor", "budget": 5}, []),
        ({}, {"max_pages": 3}, ["max-pages"]),
        ({"user_agent": "A"}, {"user_agent": "B"}, ["user-agent"]),
        ({}, {"axe": "axe.js"}, ["axe"]),
        ({}, {"rules": ["pack"]}, ["rules"]),
        ({"header": {"A": "1"}}, {"header": {"A": "1"}}, []),
        ({"header": {"A": "1"}}, {"header": {"A": "2"}}, ["header"]),
        ({}, {"storage_state": "state.json"}, ["storage-state"]),
        ({"storage_state": "state.json"}, {"storage_state": "other.json"}, ["storage-state"]),
        ({"storage_state": "state.json"}, {"storage_state": "state.json", "profile": "full"}, ["profile"]),
    ],
    ids=str,
)
def test_differences(
    files: Path, monkeypatch: pytest.MonkeyPatch, first: dict[str, Any], second: dict[str, Any], differs: list[str]
) -> None:
    monkeypatch.chdir(files)
    one, two = api.request(URL, **first), api.request(URL, **second)
    held = write_manifest(one.settings, one.targets, one.problems, Engines.load(one.settings.worker), "b 1")
    assert differences(held, two.settings, two.targets, Engines.load(two.settings.worker)) == differs


def test_a_changed_pack_differs(files: Path) -> None:
    request = api.request(URL, rules=[files / "pack"])
    engines = Engines.load(request.settings.worker)
    held = write_manifest(request.settings, request.targets, (), engines, "")
    (files / "pack" / "own" / "words.toml").write_text("a = 1\n", "utf-8")
    assert differences(held, request.settings, request.targets, engines) == ["rules"]


@pytest.mark.parametrize(
    "targets",
    [
        [URL, "https://b.gov.cn/"],
        [URL + "other.html"],
        [{"url": URL, "agency": "某局"}],
        ["https://u:p@www.example.gov.cn/"],
    ],
    ids=str,
)
def test_another_list_differs(targets: list[Any]) -> None:
    one, two = api.request(URL), api.request(targets)
    engines = Engines.load(one.settings.worker)
    held = write_manifest(one.settings, one.targets, (), engines, "")
    names = differences(held, two.settings, two.targets, engines)
    assert names in (["targets"], ["password"])
    said = str(refuse(Path("out"), names))
    assert ("清单" in said) == (names == ["targets"])


def test_no_secret_is_kept(files: Path) -> None:
    request = api.request(
        "https://user:pass-word@x.gov.cn/", header={"Cookie": "header-secret"}, storage_state=files / "state.json"
    )
    held = write_manifest(request.settings, request.targets, (), Engines.load(request.settings.worker), "")
    text = held.model_dump_json()
    for secret in ("header-secret", "cookie-secret", "pass-word", "user:"):
        assert secret not in text
    again = write_manifest(request.settings, request.targets, (), Engines.load(request.settings.worker), "")
    assert held.secrets != again.secrets, "each run has its own salt"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_refusal_names_what_differs(lang: str) -> None:
    error = refuse(Path("out"), ["axe", "header", "targets"])
    assert isinstance(error, AuditError)
    said = error.said(lang)
    assert "--axe" in said
    assert "--header" in said
    assert "--restart" in said
    assert ("清单" if lang == "zh" else "list") in said

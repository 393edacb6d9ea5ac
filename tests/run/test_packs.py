"""What judges has a digest: of every rule, threshold, word list and catalogue, and of packs that a person adds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from auditor.run import packs
from auditor.run.packs import bundled_packs, judging, pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pack"
    (root / "own" / "rule_a" / "examples").mkdir(parents=True)
    (root / "own" / "rule_a" / "rule.py").write_text("LIMIT = 24\n", "utf-8")
    (root / "own" / "rule_a" / "messages.zh.toml").write_text('title = "x"\n', "utf-8")
    (root / "own" / "rule_a" / "examples" / "passed_1.html").write_text("<p>", "utf-8")
    return root


@pytest.mark.parametrize("name", ["own/rule_a/rule.py", "own/rule_a/messages.zh.toml"])
def test_a_change_changes_the_digest(folder: Path, name: str) -> None:
    before = pack("p", folder).digest
    (folder / name).write_text("LIMIT = 44\n", "utf-8")
    assert pack("p", folder).digest != before


def test_examples_and_the_place_do_not(folder: Path, tmp_path: Path) -> None:
    before = pack("p", folder).digest
    (folder / "own" / "rule_a" / "examples" / "failed_1.py").write_text("", "utf-8")
    moved = tmp_path / "elsewhere"
    shutil.copytree(folder, moved)
    assert pack("p", moved).digest == before


def test_a_new_name_changes_the_digest(folder: Path) -> None:
    before = pack("p", folder).digest
    (folder / "own" / "rule_a").rename(folder / "own" / "rule_b")
    assert pack("p", folder).digest != before


def test_all_that_judges_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A threshold in the rule kit changes the digest of the judging."""
    names = {item.name for item in bundled_packs()}
    assert {"rules", "rulekit", "evaluate", "lexicon", "messages"} <= names
    copied = tmp_path / "auditor"
    shutil.copytree(packs.PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__", "_content"))
    monkeypatch.setattr(packs, "PACKAGE", copied)
    before = judging(bundled_packs())
    kit = next((copied / "rulekit").rglob("contrast.py"))
    kit.write_text(kit.read_text("utf-8") + "\nLIMIT = 1\n", "utf-8")
    after = judging(bundled_packs())
    changed = {one.name for one, two in zip(before.packs, after.packs, strict=True) if one != two}
    assert changed == {"rulekit"}
    assert before.rules != after.rules
    assert str(tmp_path) not in after.model_dump_json(), "a result names no folder of this machine"

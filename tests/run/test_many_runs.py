"""One folder keeps many runs; each can be reported as it was, whatever became of the rules since."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor import api
from auditor.cli import main
from tests.audit.server import HTML, Answer, page, serving

TEXT = "<p>" + "办事指南与申请材料。" * 40 + "</p>"
RULE = '''"""What it checks: a heading. Who is affected, How to fix, Assumptions, Source: none, a test's own rule."""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, failed

RULE = Rule(id="own-word", requirements=(), impact="minor", best_practice=True)


def applicability(view: View) -> Iterator[Node]:
    yield from view.find("h1")


def expectation(node: Node, view: View) -> Verdict:
    return failed("found")
'''
WORDS = 'title = "标题"\nwhat = "w"\nwho = "w"\nfix = "f"\n[messages]\nfound = "有标题"\n'
OPTIONS = ("--allow-private", "--profile", "quick", "--max-pages", "5", "--quiet", "--format")


def auditor(*arguments: object) -> Result:
    """A command of the command line."""
    return CliRunner().invoke(main, [str(item) for item in arguments])


def audit_file(folder: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((folder / "audit.json").read_text("utf-8"))
    return held


class Changing:
    """A site that changes: what stands on its page, and which page is out of order."""

    fault = '<img src="data:," width="9" height="9">'
    down = ""

    def __call__(self, path: str, _: int) -> Answer:
        if path == self.down:
            return 503, HTML, b"down"
        if path in ("/", "/two"):
            return page("首页", TEXT + self.fault + '<p><a href="/two">two</a> <a href="/gone">gone</a></p>')
        return 404, HTML, b""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack" / "own" / "own_word"
    folder.mkdir(parents=True)
    (folder / "rule.py").write_text(RULE, "utf-8")
    for lang in ("zh", "en"):
        (folder / f"messages.{lang}.toml").write_text(WORDS, "utf-8")
    return tmp_path / "pack"


@pytest.mark.browser
def test_three_runs_over_a_changing_site(browser_available: None, tmp_path: Path) -> None:
    changing = Changing()
    with serving(changing) as site:
        command = ("audit", site.base + "/", "-o", tmp_path, *OPTIONS, "html,json,jsonl")
        # A link to a page that is gone is a finding, and nothing is missing.
        assert auditor(*command).exit_code == 0
        changing.fault = ""
        assert auditor(*command).exit_code == 0
        changing.down = "/two"
        assert auditor(*command).exit_code == 3
    assert [(run.id, run.state) for run in api.runs(tmp_path)] == [(1, "finished"), (2, "finished"), (3, "finished")]
    causes = [{group.rule for group in api.load(tmp_path, number).run.sites[0].groups} for number in (1, 2, 3)]
    assert ["image-alt" in rules for rules in causes] == [True, False, False]
    assert audit_file(tmp_path)["id"] == 3
    # What is reported of an earlier run is that run, its captures beside the others'.
    assert auditor("report", tmp_path, "--run", 1, "--quiet").exit_code == 0
    held = audit_file(tmp_path)
    assert (held["id"], held["complete"]) == (1, True)
    assert "image-alt" in {group["rule"] for group in held["sites"][0]["groups"]}
    assert {place.name for place in (tmp_path / "captures").iterdir()} == {"1", "2", "3"}
    assert auditor("report", tmp_path, "--run", 9).exit_code == 2


@pytest.mark.browser
def test_a_pack_of_ones_own(browser_available: None, tmp_path: Path, pack: Path) -> None:
    """Its rules are told of by reports without it, and judge again from where they are."""
    out = tmp_path / "out"
    with serving(Changing()) as site:
        assert auditor("audit", site.base + "/", "-o", out, "--rules", pack, *OPTIONS, "json,jsonl").exit_code == 0
    before = api.load(out)
    (found,) = [group for group in before.run.sites[0].groups if group.rule == "own-word"]
    assert found.occurrences == 2
    assert {entry.judging for pages in before.pages.values() for entry in pages if entry.status == "audited"} == {1}
    assert auditor("evaluate", out, "--quiet").exit_code == 0
    assert [group.rule for group in api.load(out).run.sites[0].groups] == [
        group.rule for group in before.run.sites[0].groups
    ]
    # A rule that changed does not change what the run says; judged again, it is another judging.
    rule = pack / "own" / "own_word" / "rule.py"
    rule.write_text(rule.read_text("utf-8") + "\n# another word\n", "utf-8")
    assert auditor("report", out, "--quiet", "--format", "json,junit,csv").exit_code == 0
    assert api.load(out).run.versions == before.run.versions
    said = auditor("evaluate", out, "--quiet")
    assert said.exit_code == 0
    assert str(pack) in said.stderr
    after = api.load(out)
    assert after.run.versions.rules != before.run.versions.rules
    assert [entry.number for entry in after.run.judgings] == [1, 2]
    assert {entry.judging for pages in after.pages.values() for entry in pages if entry.status == "audited"} == {2}
    # Gone, it is missed where it is needed, in one sentence.
    shutil.rmtree(pack)
    assert auditor("report", out, "--quiet", "--format", "html,json,jsonl,junit,csv,xlsx").exit_code == 0
    said = auditor("evaluate", out)
    assert said.exit_code == 2
    assert str(pack) in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1


@pytest.mark.browser
def test_check_is_always_a_run_of_its_own(browser_available: None, tmp_path: Path) -> None:
    with serving(Changing()) as site:
        text = (
            f'targets = ["{site.base}/"]\nallow_private = true\nprofile = "quick"\nmax_pages = 1\nfail_on = "never"\n'
        )
        (tmp_path / "auditor.toml").write_text(text, "utf-8")
        for _ in range(2):
            command = ("check", "-c", tmp_path / "auditor.toml", "-o", tmp_path / "out", "--quiet", "--format", "json")
            assert auditor(*command).exit_code == 0
    assert [run.id for run in api.runs(tmp_path / "out")] == [1, 2]

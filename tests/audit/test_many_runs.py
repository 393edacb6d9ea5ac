"""One folder, many runs: a finished one is kept and a new one made, an interrupted one is gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from auditor.store.store import open_store
from tests.audit.server import HTML, Answer, page, serving, slow
from tests.audit.test_interrupted import command, until

LONG = "<p>办事指南：请携带身份证和户口簿到服务大厅办理。" * 5 + "</p>"
IMAGE = '<img src="data:," width="20" height="20">'


def auditor(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "auditor", *arguments], capture_output=True, text=True, timeout=180, check=False
    )


def audit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return auditor(
        "audit", *arguments, "-o", str(folder), "--allow-private", "--profile", "quick", "--format", "json,jsonl"
    )


def shown(folder: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """(audit.json, pages by path) as the folder shows them."""
    pages = [json.loads(line) for line in (folder / "pages.jsonl").read_text("utf-8").splitlines()]
    return json.loads((folder / "audit.json").read_text("utf-8")), {p["url"].split("/", 3)[3]: p for p in pages}


def rules(entry: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in entry["findings"] if finding["outcome"] == "failed"}


def run_ids(folder: Path) -> list[str]:
    """The folder's runs, oldest first."""
    store = open_store(folder)
    try:
        return sorted(str(record.id) for record in store.runs())
    finally:
        store.close()


@pytest.mark.browser
def test_three_audits_of_a_changing_site_are_three_runs(browser_available: None, tmp_path: Path) -> None:
    state = {"version": 0}

    def answers(path: str, _: int) -> Answer:
        if path == "/":
            links = '<p><a href="/a">甲</a></p>' + ('<p><a href="/b">乙</a></p>' if state["version"] == 2 else "")
            return page("首页", LONG + links)
        if path == "/a":
            return page("甲", LONG + (IMAGE if state["version"] == 0 else ""))
        if path == "/b" and state["version"] == 2:
            return page("乙", LONG + "<p><a href='/a'></a></p>")
        return 404, HTML, b""

    seen = []
    with serving(answers) as site:
        for version in range(3):
            state["version"] = version
            done = audit(tmp_path, site.base + "/")
            assert done.returncode == 0, done.stderr
            seen.append(shown(tmp_path))
    assert len(run_ids(tmp_path)) == 3
    assert [set(pages) for _, pages in seen] == [{"", "a"}, {"", "a"}, {"", "a", "b"}]
    assert ["image-alt" in rules(pages["a"]) for _, pages in seen] == [True, False, False]
    assert "link-name" in rules(seen[2][1]["b"])
    assert len({held["started"] for held, _ in seen}) == 3
    # Each can be reported, and says what it said then.
    for number, run in enumerate(run_ids(tmp_path)):
        again = auditor("report", str(tmp_path), "--run", run, "--format", "json,jsonl")
        assert again.returncode == 0, again.stderr
        held, pages = shown(tmp_path)
        assert held["started"] == seen[number][0]["started"]
        assert held["versions"] == seen[number][0]["versions"]
        assert {path: rules(p) for path, p in pages.items()} == {path: rules(p) for path, p in seen[number][1].items()}
    unknown = auditor("report", str(tmp_path), "--run", "99")
    assert unknown.returncode == 2
    assert "99" in unknown.stderr


@pytest.mark.browser
def test_what_failed_for_a_passing_reason_is_asked_for_again(browser_available: None, tmp_path: Path) -> None:
    """Interrupted after a page answered 502; the same command asks for that page again and for no other."""
    state = {"broken": True}

    def answers(path: str, before: int) -> Answer:
        if path == "/1" and state["broken"]:
            return 502, HTML, b"bad gateway"
        return slow(path, before)

    with serving(answers) as site:
        process = subprocess.Popen(
            command(site.base, tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        until(process, 6)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        state["broken"] = False
        asked = dict(site.asked)
        done = subprocess.run(command(site.base, tmp_path), capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stderr
        assert site.asked["/1"] > asked["/1"]
        assert site.asked["/"] == asked["/"]
    _, pages = shown(tmp_path) if (tmp_path / "audit.json").is_file() else ({}, {})
    assert pages["1"]["status"] == "audited"
    assert len(pages) == 13
    assert len(run_ids(tmp_path)) == 1


@pytest.mark.browser
@pytest.mark.parametrize(
    "changed",
    [["--header", "X-Test: 1"], ["--user-agent", "Other/1.0"], ["--max-depth", "1"], ["--exclude", "*/12"]],
    ids=lambda words: words[0],
)
def test_other_settings_than_the_interrupted_runs_are_refused(
    browser_available: None, tmp_path: Path, changed: list[str]
) -> None:
    with serving(slow) as site:
        process = subprocess.Popen(
            command(site.base, tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        until(process, 1)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        other = subprocess.run(
            [*command(site.base, tmp_path), *changed], capture_output=True, text=True, timeout=120, check=False
        )
        assert other.returncode == 2, other.stderr
        assert changed[0].removeprefix("--") in other.stderr
        assert "Traceback" not in other.stderr
        another = audit(tmp_path, site.base + "/5")
        assert another.returncode == 2
        assert "--restart" in another.stderr


@pytest.mark.browser
def test_a_second_process_in_the_folder_is_refused(browser_available: None, tmp_path: Path) -> None:
    with serving(slow) as site:
        process = subprocess.Popen(
            command(site.base, tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            until(process, 1)
            second = subprocess.run(
                command(site.base, tmp_path), capture_output=True, text=True, timeout=60, check=False
            )
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert second.returncode == 2
    assert str(tmp_path) in second.stderr
    assert "Traceback" not in second.stderr


def test_a_users_own_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>mine</h1>", "utf-8")
    done = auditor("audit", "http://127.0.0.1:1/", "-o", str(tmp_path), "--allow-private", "--profile", "quick")
    assert done.returncode == 2, done.stderr
    assert "index.html" in done.stderr
    assert (tmp_path / "index.html").read_text("utf-8") == "<h1>mine</h1>"
    assert sorted(item.name for item in tmp_path.iterdir() if not item.name.startswith(".")) == ["index.html"]

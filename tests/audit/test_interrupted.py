"""Killed or interrupted anywhere, and called again: nothing finished is lost, done twice or counted twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from auditor import api
from tests.audit.server import serving, slow, tree


def command(base: str, folder: Path) -> list[str]:
    return [
        sys.executable, "-m", "auditor", "audit", base + "/", "-o", str(folder), "--allow-private", "--max-pages", "13",
        "--format", "jsonl", "--concurrency", "2", "--profile", "quick",
    ]  # fmt: skip


def findings(folder: Path) -> list[Any]:
    """What was found where, timings and port left out."""
    rows = []
    for line in (folder / "pages.jsonl").read_text("utf-8").splitlines():
        page = json.loads(line)
        path = page["url"].split("/", 3)[3]
        rows.append(
            (path, page["status"], sorted((f["rule"], f["outcome"], f["view"], *f["target"]) for f in page["findings"]))
        )
    return sorted(rows)


@pytest.fixture(scope="module")
def undisturbed(browser_available: None, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    folder = tmp_path_factory.mktemp("whole")
    with serving(tree) as site:
        done = subprocess.run(command(site.base, folder), capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    found = findings(folder)
    assert len(found) == 13
    assert all(("image-alt", "failed") in [(row[0], row[1]) for row in page[2]] for page in found)
    return found


def until(process: subprocess.Popen[str], pages: int) -> None:
    """Wait until so many pages are told to be done."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("[") and int(line[1:].split("/")[0]) >= pages:
            assert process.poll() is None
            return
    raise AssertionError("the run ended too early")


@pytest.mark.browser
@pytest.mark.parametrize("pages", [1, 4, 9])
def test_killed(undisturbed: list[Any], tmp_path: Path, pages: int) -> None:
    with serving(slow) as site:
        process = subprocess.Popen(
            command(site.base, tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        until(process, pages)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        before = dict(site.asked)
        done = subprocess.run(command(site.base, tmp_path), capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    assert findings(tmp_path) == undisturbed
    again = [path for path, count in site.asked.items() if count > 1 and path.strip("/").isdigit()]
    # Only pages that were open at the moment may be asked for again.
    assert len(again) <= 3, (before, dict(site.asked))


@pytest.mark.browser
def test_interrupted(undisturbed: list[Any], tmp_path: Path) -> None:
    with serving(slow) as site:
        process = subprocess.Popen(
            command(site.base, tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        until(process, 3)
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert time.monotonic() - started < 30
        kept = len((tmp_path / "pages.jsonl").read_text("utf-8").splitlines())
        assert 3 <= kept < 13
        done = subprocess.run(command(site.base, tmp_path), capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    assert findings(tmp_path) == undisturbed


@pytest.mark.browser
def test_rules_over_a_site_are_untested_until_it_has_ended(browser_available: None, tmp_path: Path) -> None:
    with serving(slow) as site:
        process = subprocess.Popen(
            command(site.base, tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        until(process, 3)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        pages = [json.loads(line) for line in (tmp_path / "pages.jsonl").read_text("utf-8").splitlines()]
        for page in pages:
            assert "repeated-title" not in [*page["passed"], *page["inapplicable"]]
            assert "rules.site-open" in [item["code"] for item in page["untested"] if item["rule"] == "repeated-title"]
        done = subprocess.run(command(site.base, tmp_path), capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    for line in (tmp_path / "pages.jsonl").read_text("utf-8").splitlines():
        page = json.loads(line)
        assert "repeated-title" in page["passed"]
        assert "rules.site-open" not in [item["code"] for item in page["untested"]]


@pytest.mark.browser
def test_an_interrupted_run_goes_on_as_it_was_begun_only(undisturbed: list[Any], tmp_path: Path) -> None:
    with serving(slow) as site:
        process = subprocess.Popen(
            command(site.base, tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        until(process, 2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

        def again(*more: str, target: str = "") -> subprocess.CompletedProcess[str]:
            arguments = [*command(site.base, tmp_path), *more]
            arguments[arguments.index(site.base + "/")] += target
            return subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)

        for more, named in (
            (("--max-pages", "5"), "--max-pages"),
            (("--header", "X: y"), "--header"),
            (("--user-agent", "another"), "--user-agent"),
        ):
            other = again(*more)
            assert (other.returncode, other.stdout) == (2, "")
            assert named in other.stderr
            assert "--restart" in other.stderr
            assert "Traceback" not in other.stderr
        other = again(target="3")
        assert other.returncode == 2
        assert "清单" in other.stderr
        assert again("--restart", "--max-pages", "1").returncode == 0
    states = [(run.id, run.state, run.counts["pages"]) for run in api.runs(tmp_path)]
    assert states[1] == (2, "finished", 1)
    assert states[0][:2] == (1, "interrupted")

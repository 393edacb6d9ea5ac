"""The contract's exit statuses, from the command itself: 0, 1, 2, 3 (130 is in tests/audit/test_interrupted.py)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.audit.server import HTML, Answer, Site, page, serving

LONG = "<p>办事指南：请携带身份证和户口簿到服务大厅办理。" * 5 + "</p>"
IMAGE = '<img src="data:," width="20" height="20">'  # no alt: `image-alt` fails, its impact is critical


def answers(path: str, _: int) -> Answer:
    if path == "/clean":
        return page("清楚的页面", LONG)
    if path == "/one":
        return page("一处问题", LONG + IMAGE)
    if path == "/advice":
        wide = '<meta name="viewport" content="width=device-width">'
        return page("无条款的问题", wide + LONG + '<p><a href="/clean" tabindex="5">办事大厅</a></p>')
    if path == "/linked":
        return page("有失效链接", LONG + '<p><a href="/gone">旧通知</a></p>')
    return 404, HTML, b"not found"


@pytest.fixture(scope="module")
def site(browser_available: None) -> Iterator[Site]:
    with serving(answers) as running:
        yield running


def audit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable, "-m", "auditor", "audit", *arguments, "-o", str(folder), "--allow-private",
            "--profile", "quick", "--format", "json,jsonl,junit", "--max-pages", "1",
        ],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip


def result(folder: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((folder / "audit.json").read_text("utf-8"))
    return held


@pytest.mark.browser
def test_findings_end_in_0_where_nobody_asked_for_more(site: Site, tmp_path: Path) -> None:
    done = audit(tmp_path, site.base + "/one")
    assert done.returncode == 0, done.stderr
    assert result(tmp_path)["complete"] is True
    groups = result(tmp_path)["sites"][0]["groups"]
    assert ("image-alt", "failed", "critical") in [(g["rule"], g["outcome"], g["impact"]) for g in groups]


@pytest.mark.browser
def test_findings_at_the_level_end_in_1_and_a_baseline_that_names_them_in_0(site: Site, tmp_path: Path) -> None:
    first = audit(tmp_path / "first", site.base + "/one", "--fail-on", "critical")
    assert first.returncode == 1, first.stderr
    baseline = str(tmp_path / "first" / "audit.json")
    again = audit(tmp_path / "again", site.base + "/one", "--fail-on", "critical", "--baseline", baseline)
    assert again.returncode == 0, again.stderr
    alone = tmp_path / "alone.json"
    alone.write_bytes((tmp_path / "first" / "audit.json").read_bytes())
    again = audit(tmp_path / "again", site.base + "/one", "--fail-on", "critical", "--baseline", str(alone))
    assert again.returncode == 0, again.stderr
    clean = audit(tmp_path / "clean", site.base + "/clean", "--fail-on", "critical")
    assert clean.returncode == 0, clean.stderr


@pytest.mark.browser
def test_what_no_clause_asks_for_counts_where_it_is_asked_for_only(site: Site, tmp_path: Path) -> None:
    done = audit(tmp_path, site.base + "/advice", "--fail-on", "minor")
    assert done.returncode == 0, done.stderr
    (entry,) = [group for group in result(tmp_path)["sites"][0]["groups"] if group["rule"] == "tabindex"]
    assert (entry["outcome"], entry["level"], entry["requirements"]) == ("failed", "advice", [])
    line = json.loads((tmp_path / "pages.jsonl").read_text("utf-8"))
    assert {(finding["rule"], finding["level"]) for finding in line["findings"]} >= {("tabindex", "advice")}
    done = audit(tmp_path, site.base + "/advice", "--fail-on", "minor", "--level", "advice")
    assert done.returncode == 1, done.stderr


@pytest.mark.browser
def test_a_baseline_of_a_clean_site_hides_nothing(site: Site, tmp_path: Path) -> None:
    first = audit(tmp_path / "first", site.base + "/clean", "--fail-on", "critical")
    assert first.returncode == 0, first.stderr
    baseline = str(tmp_path / "first" / "audit.json")
    again = audit(tmp_path / "again", site.base + "/one", "--fail-on", "critical", "--baseline", baseline)
    assert again.returncode == 1, again.stderr
    assert "image-alt" in again.stdout
    accepted = str(tmp_path / "accepted.json")
    for name in ("first", "again"):
        command = [sys.executable, "-m", "auditor", "baseline", "update", str(tmp_path / name), "-b", accepted]
        subprocess.run(command, capture_output=True, timeout=60, check=True)
        status = 1 if name == "first" else 0
        again = audit(tmp_path / "again", site.base + "/one", "--fail-on", "critical", "--baseline", accepted)
        assert again.returncode == status, again.stderr


@pytest.mark.browser
def test_a_target_that_is_not_there_ends_in_3_whatever_was_found(site: Site, tmp_path: Path) -> None:
    done = audit(tmp_path, site.base + "/one", site.base + "/gone", "--fail-on", "critical")
    assert done.returncode == 3, done.stderr
    assert result(tmp_path)["complete"] is False
    (entry,) = result(tmp_path)["sites"]
    assert entry["coverage"]["not_audited"] == {"http-error": 1}
    assert any(group["outcome"] == "failed" for group in entry["groups"])  # what was found stays found


@pytest.mark.browser
def test_a_line_that_cannot_be_used_ends_in_3(site: Site, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"{site.base}/clean\nhttp://\n", "utf-8")
    done = audit(tmp_path / "out", str(tmp_path / "list.txt"))
    assert done.returncode == 3, done.stderr
    assert "list.txt:2" in done.stderr
    held = result(tmp_path / "out")
    assert held["complete"] is False
    assert [(problem["source"], problem["line"]) for problem in held["problems"]] == [("list.txt", 2)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fail-on", "grave"], "--fail-on"),
        (["--max-pages", "0"], "max-pages"),
        (["--baseline", "nowhere.json"], "nowhere.json"),
        (["--format", "html,pdx"], "pdx"),
        (["--storage-state", "nowhere.json"], "nowhere.json"),
    ],
)
def test_a_wrong_option_ends_in_2_before_anything_is_written(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "audit", "http://127.0.0.1:1/", "-o", str(tmp_path / "out"), *arguments],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()

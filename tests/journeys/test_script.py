"""Journeys as they are written, and recordings turned into them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import main
from auditor.demo.server import JOURNEYS
from auditor.journeys.recording import read_recording
from auditor.journeys.script import JourneyError, read
from auditor.settings.options import ConfigError, from_toml

RECORDING = """
from playwright.sync_api import Playwright, sync_playwright, expect
def run(playwright: Playwright) -> None:
    browser = playwright.chromium.launch(headless=False)
    context = browser.new_context()
    page = context.new_page()
    page.goto("https://www.example.gov.cn/apply/")
    page.get_by_label("姓名").fill("王秀兰")
    page.get_by_role("combobox", name="科室").select_option("2")
    page.get_by_role("checkbox", name="我已阅读").check()
    page.get_by_role("link", name="下一步").nth(1).click()
    page.locator("#cal").click()
    page.get_by_text("提交").hover()
    context.close()
"""


def test_a_recording_becomes_a_journey(monkeypatch: pytest.MonkeyPatch) -> None:
    text = read_recording(RECORDING).toml("网上申请")
    assert "王秀兰" not in text
    monkeypatch.setenv("JOURNEY_VALUE_1", "x")
    (journey,) = read(tomllib.loads(text)["journey"], "test")
    assert journey.start == "https://www.example.gov.cn/apply/"
    assert [(s.action, s.target) for s in journey.step] == [
        ("fill", "姓名"), ("choose", "科室"), ("choose", "我已阅读"), ("click", "下一步"), ("click", "#cal"),
    ]  # fmt: skip
    assert journey.step[3].nth == 2
    assert journey.step[4].selector == "#cal"
    assert "hover" in text


@pytest.mark.parametrize("text", ["def (", "x = 1", 'page.click("a")'])
def test_what_is_no_recording_is_told(text: str) -> None:
    with pytest.raises(JourneyError):
        read_recording(text)


def test_import_command(tmp_path: Path) -> None:
    file = tmp_path / "recorded.py"
    file.write_text(RECORDING, "utf-8")
    answer = CliRunner().invoke(main, ["journey", "import", str(file)])
    assert answer.exit_code == 0
    assert '[[journey]]\nname = "recorded"' in answer.output
    file.write_text("nothing", "utf-8")
    assert CliRunner().invoke(main, ["journey", "import", str(file)]).exit_code == 2


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ('{ click = "a", fill = "b" }', "exactly one"),
        ('{ fill = "姓名" }', "needs a value"),
        ('{ press = "a" }', "press"),
        ('{ fill = "身份证号", value = "$AUDITOR_NOT_SET" }', "AUDITOR_NOT_SET"),
    ],
)
def test_a_bad_step_is_told_before_anything_is_opened(tmp_path: Path, step: str, said: str) -> None:
    file = tmp_path / "auditor.toml"
    file.write_text(f'targets=["https://a.gov.cn/"]\n[[journey]]\nname="办证"\nstart="a"\nstep=[{step}]\n', "utf-8")
    with pytest.raises(ConfigError, match=said):
        from_toml(file)


def test_values_of_the_environment_are_nowhere_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.settings.identity import identity, secret_digests
    from auditor.settings.options import build

    monkeypatch.setenv("ID_NUMBER", "110101195001010010")
    file = tmp_path / "auditor.toml"
    file.write_text(
        'targets=["https://a.gov.cn/"]\n[[journey]]\nname="办证"\nstart="a"\nstep=[{fill="身份证号",value="$ID_NUMBER"}]\n',
        "utf-8",
    )
    settings = build(from_toml(file))
    assert settings.site.journeys[0].step[0].filled() == "110101195001010010"
    kept = [settings.printed, identity(settings), secret_digests(settings.site, "salt")]
    assert "110101195001010010" not in str(kept)


def test_the_samples_journeys_can_be_read() -> None:
    assert len(read(tomllib.loads(JOURNEYS.read_text("utf-8"))["journey"], "sample")) == 3

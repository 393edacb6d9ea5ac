"""The terminal speaks the language that was asked for; no sentence of the program is in two."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import main
from auditor.cli.language import asked_language
from auditor.messages import default_language, set_default_language
from auditor.settings.options import build

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile("[\u4e00-\u9fff]")
COMMANDS = [[], *([name] for name in sorted(main.commands)), ["journey", "import"]]


@pytest.fixture(autouse=True)
def _as_it_was() -> object:
    yield
    set_default_language(None)


@pytest.mark.parametrize("command", COMMANDS, ids="-".join)
def test_help_is_in_one_language(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_LANG", "en")
    english = CliRunner().invoke(main, [*command, "--help"])
    assert english.exit_code == 0
    assert not HAN.search(english.output)
    assert "Options:" in english.output
    monkeypatch.setenv("AUDITOR_LANG", "zh")
    chinese = CliRunner().invoke(main, [*command, "--help"]).output
    assert "选项：" in chinese
    assert "help." not in english.output + chinese
    for line in chinese.splitlines():
        words = line.split("  ")[-1].strip()
        assert not re.match(r"[a-z]+ [a-z]+ [a-z]+", words), line


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (["audit", "--nope"], "没有选项 --nope", "there is no option --nope"),
        (["nope"], "没有命令 nope", "there is no command nope"),
        (["audit"], "缺少 TARGETS", "TARGETS... is missing"),
        (["audit", "x", "--max-pages", "many"], "应是整数", "must be a whole number"),
        (["audit", "x", "--profile", "slow"], "quick、standard、full", "quick, standard, full"),
        (["audit", "http://a.cn", "--header", "secret"], "--header", "--header"),
        (["audit", "http://a.cn", "--max-pages", "0"], "不能小于 1", "must be at least 1"),
        (["report", "nowhere"], "没有检测结果", "holds no audit"),
    ],
)
def test_errors_are_one_sentence(
    arguments: list[str], chinese: str, english: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for lang, said, start in (("zh", chinese, "错误："), ("en", english, "error: ")):
        done = CliRunner().invoke(main, arguments, env={"AUDITOR_LANG": lang})
        assert done.exit_code == 2
        assert done.stderr.startswith(start)
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert "secret" not in done.stderr


def test_the_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_LANG", "zh")
    assert "root cause" not in CliRunner().invoke(main, ["audit", "--help"]).output
    assert "Options:" in CliRunner().invoke(main, ["audit", "--lang", "en", "--help"]).output
    assert default_language() == "en"


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        (["a", "--lang", "en"], "en"),
        (["a", "--lang=zh", "--lang=en"], "en"),
        (["a", "--lang", "fr"], None),
        (["a", "--lang"], None),
        (["--", "--lang", "en"], None),
    ],
)
def test_what_lang_says(arguments: list[str], lang: str | None) -> None:
    assert asked_language(arguments) == lang


def test_reports_follow_the_variable_but_not_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("AUDITOR_LANG", raising=False)
    assert build({}).site.judge.lang == "zh"
    monkeypatch.setenv("AUDITOR_LANG", "en")
    assert build({}).site.judge.lang == "en"
    assert build({"lang": "zh"}).site.judge.lang == "zh"


def test_no_text_of_the_program_is_in_two_languages() -> None:
    """“中文 / English” in one text was how sentences were kept."""
    both = re.compile("[\u4e00-\u9fff）。”][^|\n]* / [a-zA-Z{“`#]")
    found = []
    for top in ("auditor", "reports", "rules"):
        for file in sorted((ROOT / top).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                parts = node.values if isinstance(node, ast.JoinedStr) else [node]
                text = "".join(
                    part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "{}"
                    for part in parts
                    if isinstance(part, ast.Constant | ast.FormattedValue)
                )
                if both.search(text):
                    found.append(f"{file.relative_to(ROOT)}:{node.lineno}: {text[:60]}")
    assert not found

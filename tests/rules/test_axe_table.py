"""The table of axe-core's rules against the engine that is installed."""

from __future__ import annotations

import asyncio
import json

import pytest

from auditor.capture import axe, browser
from auditor.content import folder, read_toml
from auditor.evaluate.catalogue import load

LIST = """JSON.stringify({rules: axe.getRules().map(r => [r.ruleId, r.tags]),
  checks: axe._audit.rules.map(r => [r.id, [...r.any, ...r.all, ...r.none].map(c => c.id || c)])})"""


@pytest.fixture(scope="module")
def engine_rules(browser_available: None) -> dict[str, list[str]]:
    """Rule id → ids of its checks, and tags, as the installed engine tells them."""

    async def work() -> str:
        async with browser.launched() as running:
            page = await running.new_page()
            await page.evaluate(axe.load().source)
            return str(await page.evaluate(LIST))

    data = json.loads(asyncio.run(work()))
    return {"tags": dict(data["rules"]), "checks": dict(data["checks"])}  # type: ignore[dict-item]


@pytest.mark.browser
def test_every_rule_stands_in_the_table(engine_rules: dict[str, dict[str, list[str]]]) -> None:
    assert set(read_toml(folder("rules") / "axe" / "rules.toml")["rules"]) == set(engine_rules["tags"])


@pytest.mark.browser
def test_level_a_and_aa_rules_run(engine_rules: dict[str, dict[str, list[str]]]) -> None:
    """All WCAG 2.0–2.2 A and AA rules run, or the table gives the reason why not."""
    table = read_toml(folder("rules") / "axe" / "rules.toml")["rules"]
    enabled = load().axe
    wanted = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"}
    for key, tags in engine_rules["tags"].items():
        if set(tags) & wanted and key not in enabled:
            assert table[key].get("reason"), f"{key} is off without a reason"


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_check_has_words(engine_rules: dict[str, dict[str, list[str]]], lang: str) -> None:
    words = read_toml(folder("rules") / "axe" / f"messages.{lang}.toml")["checks"]
    missing = {c for checks in engine_rules["checks"].values() for c in checks} - set(words)
    assert not missing


def test_languages_agree() -> None:
    zh, en = (read_toml(folder("rules") / "axe" / f"messages.{lang}.toml") for lang in ("zh", "en"))
    assert set(zh["rules"]) == set(en["rules"])
    assert {k: set(v) for k, v in zh["checks"].items()} == {k: set(v) for k, v in en["checks"].items()}

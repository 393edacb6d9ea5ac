"""A re-inspection looks at what was found, where it was, and says of each what became of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from auditor import api
from auditor.cli import main
from auditor.history.recheck import settings, targets
from auditor.messages import set_default_language
from tests.audit.server import HTML, Answer, page, serving
from tests.history.test_compare import HOME, IMAGE, LIST
from tests.history.test_history import HOST, add_run

CLEAN = "<html><body><main><h1>无问题</h1></main></body></html>"
LONG = "<p>办事指南：请携带身份证和户口簿到服务大厅办理。</p>" * 5
INPUT = '<input data-truth="i" name="q">'


def told(items: list[Any]) -> list[tuple[str, str, str]]:
    return sorted((item.page.removeprefix(HOST), item.rule, item.outcome) for item in items)


def test_each_root_cause_on_each_page(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    add_run(old, {"/": HOME, "/list": LIST, "/clean": CLEAN, "/away": LIST, "/slow": HOME})
    assert [target["url"] for target in targets(api.load(old))] == [
        HOST + path for path in ("/", "/list", "/away", "/slow")
    ]
    assert settings(api.load(old), 4)["max_depth"] == 0
    mended = LIST.replace("<img ", '<img alt="图" ', 2)  # two of four
    add_run(
        new,
        {
            "/": HOME.replace("<img ", '<img alt="大厅" ').replace("</main>", INPUT + "</main>"),
            "/list": mended,
            "/away": ("http-error", 404),
            "/slow": ("timeout", None),
        },
    )
    held = api.recheck(old, new, round=2)
    assert told(held.items) == [
        ("/", "image-alt", "mended"),
        ("/", "text-contrast", "persists"),
        ("/away", "image-alt", "mended"),
        ("/list", "image-alt", "persists"),
        ("/slow", "image-alt", "not-judged"),
        ("/slow", "text-contrast", "not-judged"),
    ]
    assert [item.page for item in held.items if item.gone] == [HOST + "/away"]
    assert all(item.reasons for item in held.items if item.outcome == "not-judged")
    assert [(item.rule, item.pages) for item in held.new] == [("label", [HOST + "/"])]
    assert (held.round, held.mended, held.persists, held.not_judged) == (2, 2, 2, 2)
    assert api.recheck_status(held) == 3
    assert json.loads((new / "recheck.json").read_text("utf-8"))["round"] == 2


def test_what_is_left_fails_from_the_level_on(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    add_run(old, {"/": HOME})
    add_run(new, {"/": HOME.replace(IMAGE, "")})
    held = api.recheck(old, new)
    assert [api.recheck_status(held, level) for level in ("never", "serious", "critical")] == [0, 1, 0]


def test_what_cannot_be_re_inspected_is_one_sentence(tmp_path: Path) -> None:
    add_run(tmp_path / "clean", {"/": CLEAN})
    add_run(tmp_path / "old", {"/": HOME})
    for folder, output in (("clean", "new"), ("old", "old"), ("none", "new")):
        done = CliRunner().invoke(main, ["recheck", str(tmp_path / folder), "-o", str(tmp_path / output)])
        assert done.exit_code == 2
        assert len(done.output.strip().splitlines()) == 1


@pytest.mark.browser
def test_a_site_is_re_inspected(tmp_path: Path, browser_available: None) -> None:
    image = '<img src="data:," width="20" height="20">'
    pages = {
        "/": f'<p><a href="/b">另一页</a> <a href="/c">第三页</a></p>{image}',
        "/b": f"<p>另一页的说明</p>{image}",
        "/c": "<p>这一页没有图片。</p>",
    }

    def answer(path: str, _: int) -> Answer:
        return page("页面" + path, LONG + pages[path]) if path in pages else (404, HTML, b"")

    def run(*arguments: str) -> int:
        done = CliRunner().invoke(main, [*arguments, "--quiet"])
        return done.exit_code

    old, new = tmp_path / "old", tmp_path / "new"
    try:
        with serving(answer) as site:
            common = ["--allow-private", "--profile", "quick", "--format", "json"]
            assert run("audit", site.base + "/", "-o", str(old), *common) == 0
            pages["/b"] = pages["/b"].replace("<img ", '<img alt="大厅" ')
            site.asked.clear()
            status = run("recheck", str(old), "-o", str(new), "--fail-on", "critical")
            assert site.asked["/"] == site.asked["/b"] == 1
    finally:
        set_default_language(None)
    held = json.loads((new / "recheck.json").read_text("utf-8"))
    outcomes = {
        item["page"].removeprefix(site.base): item["outcome"] for item in held["items"] if item["rule"] == "image-alt"
    }
    assert outcomes == {"/": "persists", "/b": "mended"}
    assert held["new"] == []
    assert status == (3 if held["not_judged"] else 1)

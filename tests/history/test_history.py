"""A scripted history: six runs over a changing site, as commands see it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import CliRunner

from auditor import api
from auditor.cli import main
from auditor.evaluate.sites import groups
from auditor.messages import set_default_language
from auditor.model import Coverage, JourneyResult, JourneyWay, Manifest, Page, PageError, Site
from auditor.store.store import open_store
from tests.history.dom import RULES, drawn, faults
from tests.history.test_compare import HOME, IMAGE, LIST, PAGES

HOST = "https://a.example"
RIGHT = HOME.replace("<img ", '<img alt="大厅" ')
RENAMED = (
    HOME.replace('class="m"', 'class="css-1"')
    .replace('class="grey"', 'class="css-9f"')
    .replace(IMAGE, f"<div>{IMAGE}</div>")
)
DOWN = {"/": ("connection-error", None)}
RUNS: list[tuple[dict[str, Any], str]] = [
    (PAGES, "r1"),
    ({"/": RENAMED.replace("<img ", '<img alt="大厅" '), "/list": LIST}, "r1"),  # classes renamed, an image mended
    ({"/": RENAMED, "/list": LIST}, "r1"),  # and faulty again
    (
        {"/": RENAMED.replace("说明文字", "说明文字一则"), "/list": ("http-error", 404)},
        "r1",
    ),  # a page gone, a text edited
    (DOWN, "r1"),
    ({"/": RENAMED.replace('data-ratio="2.3"', 'data-ratio="1.2"'), "/list": ("http-error", 404)}, "r2"),
]


def one_page(path: str, held: Any) -> Page:
    url = HOST + path
    if not isinstance(held, str):
        status, code = held
        error = PageError(kind=status, message="…")
        return Page(
            site="one", url=url, http_status=code, status=status, error=error, source="link" if code else "target"
        )
    findings = [finding for _, finding in faults(drawn(held))]
    failing = {finding.rule for finding in findings}
    values = {"findings": findings, "passed": [rule for rule in RULES if rule not in failing]}
    sample = "elder" if "长辈版" in held else "ordinary"
    return Page.model_validate({"site": "one", "url": url, "final_url": url, "http_status": 200, "title": path, "sample": sample, **values})  # fmt: skip


def add_run(folder: Path, pages: Mapping[str, Any], rules: str = "r1", task: str = "") -> None:
    """A finished run in the folder's store."""
    with open_store(folder, create=True) as store:
        run = store.begin_run(
            Manifest(program="1", axe_core="4", browser="b", identity={"profile": "quick"}).model_dump()
        )
        run.judge_with({"program": "1", "rules": rules, "packs": []})
        made = [one_page(path, held) for path, held in pages.items()]
        for number, page in enumerate(made):
            run.finish_page(page, number, page.url, "", [])
        audited = [page for page in made if page.status == "audited"]
        ways = [JourneyWay(way="keyboard", outcome=task)] if task else []  # type: ignore[arg-type]
        site = Site(
            slug="one", url=HOST + "/", groups=groups(audited, {}), status="complete" if audited else "error",
            coverage=Coverage(planned=len(made), audited=len(audited), complete=bool(audited)),
            journeys=[JourneyResult(name={"zh": "预约挂号"}, start="/", steps=[], ways=ways)],
            counts={"groups_failed": len(groups(audited, {}))},
        )  # fmt: skip
        run.plan_sites([site])
        run.finish_site(site, concluded=True)
        run.end()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    held = tmp_path_factory.mktemp("history")
    for pages, rules in RUNS:
        add_run(held, pages, rules)
    return held


@pytest.fixture(autouse=True)
def _language_of_before() -> Iterator[None]:
    yield
    set_default_language(None)


def command(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*arguments, "--lang", "en"])
    return done.exit_code, done.output


def lists(text: str) -> dict[str, list[tuple[str, list[str]]]]:
    """By list, what is in it, but what persists."""
    held = json.loads(text)
    kinds = ("new", "worse", "wider", "fixed", "gone", "unsure", "not_judged")
    return {kind: sorted((item["rule"], item["pages"]) for item in held[kind]) for kind in kinds if held[kind]}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (1, 2, {"fixed": [("image-alt", [HOST + "/"])]}),
        (2, 3, {"new": [("image-alt", [HOST + "/"])]}),
        (1, 3, {}),
        (3, 4, {"gone": [("image-alt", [HOST + "/list"])]}),
        (4, 5, {"not_judged": [("image-alt", [HOST + "/"]), ("text-contrast", [HOST + "/"])]}),
        (4, 6, {"worse": [("text-contrast", [HOST + "/"])]}),
    ],
)
def test_compare(folder: Path, old: int, new: int, expected: dict[str, Any]) -> None:
    for arguments in ([str(folder), "--run", f"{old},{new}"], [str(folder), str(folder), "--run", f"{old},{new}"]):
        status, text = command("compare", *arguments, "--format", "json")
        assert status == 0, text
        assert lists(text) == expected
    assert command("compare", str(folder), str(old), str(new))[0] == 0


def test_a_change_of_rules_is_named(folder: Path) -> None:
    assert "the rules of the two runs differ (r1 → r2)" in command("compare", str(folder))[1]
    assert "rules" not in command("compare", str(folder), "3", "4")[1]


def test_what_cannot_be_compared_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    add_run(tmp_path, PAGES)
    for arguments in (
        [str(folder), "2", "2"],
        [str(folder), "2", "99"],
        [str(tmp_path)],
        [str(tmp_path / "none"), str(folder)],
    ):
        status, text = command("compare", *arguments)
        assert status == 2
        assert len(text.strip().splitlines()) == 1
    assert lists(command("compare", str(tmp_path), str(folder), "--run", "1,1", "--format", "json")[1]) == {}


def test_history(folder: Path) -> None:
    told = api.history(folder)
    assert [step.audited for step in told.runs] == [2, 2, 2, 1, 0, 1]
    assert [step.comparable for step in told.runs] == [True, True, True, True, True, False]
    assert [step.changes.get("fixed") for step in told.runs] == [None, 1, 0, 0, 0, 0]
    by_rule = {(cause.rule, tuple(cause.pages)): cause for cause in told.causes}
    image = by_rule["image-alt", (HOST + "/",)]
    assert (image.first_seen, image.last_seen, image.open, image.reopened) == (1, 6, True, [3])
    on_list = by_rule["image-alt", (HOST + "/list",)]
    assert (on_list.first_seen, on_list.last_seen, on_list.open) == (1, 3, False)
    contrast = by_rule["text-contrast", (HOST + "/",)]
    assert (contrast.first_seen, contrast.last_seen, contrast.open, contrast.reopened) == (1, 6, True, [])


def warned(folder: Path) -> list[str]:
    status, text = command("history", str(folder), "--warn", "--format", "json")
    kinds = [warning["kind"] for warning in json.loads(text)["warnings"]]
    assert status == (1 if kinds else 0)
    return kinds


def test_warnings(tmp_path: Path) -> None:
    steps: list[tuple[dict[str, Any], str, str, list[str]]] = [
        ({"/": RIGHT, "/list": LIST, "/elder": "<html><body>长辈版</body></html>"}, "r1", "can", []),
        ({"/": RIGHT, "/list": LIST, "/elder": "<html><body>长辈版</body></html>"}, "r1", "can", []),
        ({"/": RIGHT, "/list": LIST, "/elder": ("http-error", 404)}, "r1", "can", ["elder"]),
        ({"/": HOME, "/list": LIST}, "r1", "cannot", ["task", "worse"]),
        ({"/": HOME, "/list": LIST}, "r1", "cannot", []),  # nothing is warned of twice
        ({"/": HOME.replace('data-ratio="2.3"', 'data-ratio="1.2"'), "/list": LIST}, "r2", "", []),  # other rules
        (DOWN, "r2", "", ["dark"]),
    ]
    for pages, rules, task, expected in steps:
        add_run(tmp_path, pages, rules, task)
        assert warned(tmp_path) == expected
    assert "can't be audited any more" in command("history", str(tmp_path), "--warn")[1]
    assert command("history", str(tmp_path))[0] == 0
    assert command("history", str(tmp_path / "none"))[0] == 2


def test_baselines_of_stored_runs(tmp_path: Path) -> None:
    """A folder, its audit.json (written anew by the run itself), a copy of that by itself, a baseline's file."""
    audit, alone, accepted = tmp_path / "audit", tmp_path / "alone.json", tmp_path / "accepted.json"
    add_run(audit, PAGES)
    api.render(api.load(audit), ["json"])
    alone.write_bytes((audit / "audit.json").read_bytes())
    with pytest.raises(api.AuditError):
        api.compare_baseline(api.load(audit), audit / "audit.json")
    assert command("baseline", "update", str(audit), "-b", str(accepted), "--person", "Li")[0] == 0
    first = tmp_path / "first"
    copytree(audit, first)
    add_run(audit, {"/": RENAMED, "/list": LIST})
    api.render(api.load(audit), ["json"])
    for baseline in (first, first / "audit.json", audit / "audit.json", alone, accepted):
        assert api.exit_status(api.load(audit), "minor", baseline) == 0, baseline
    add_run(audit, {"/": RENAMED.replace(IMAGE, IMAGE + '<img data-truth="z" src="/i/z.png">'), "/list": LIST})
    api.render(api.load(audit), ["json"])
    for baseline in (first, first / "audit.json", audit / "audit.json", alone, accepted):
        assert api.exit_status(api.load(audit), "minor", baseline) == 1, baseline
        assert api.exit_status(api.load(audit), "never", baseline) == 0
    status, text = command("baseline", "diff", str(audit), "-b", str(accepted), "--format", "json")
    assert (status, lists(text)) == (0, {"wider": [("image-alt", [HOST + "/"])]})
    assert command("baseline", "update", str(audit), "-b", str(accepted))[0] == 0
    assert api.exit_status(api.load(audit), "minor", accepted) == 0
    assert command("baseline", "diff", str(audit), "-b", str(tmp_path / "none.json"))[0] == 2

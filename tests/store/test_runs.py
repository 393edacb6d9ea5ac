"""Runs, their sites and pages, in SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.run.coverage import is_passing
from auditor.store.errors import StoreError
from auditor.store.store import Store
from tests.store.making import failed, finding, page, site

Opened = Callable[[], Store]


def test_three_runs_stay_apart(opened: Opened) -> None:
    store = opened()
    for count in (1, 2, 3):
        run = store.begin_run({"targets": ["https://one.example/"], "count": count}, {"started-by": "a test"})
        run.plan_sites([site()])
        for number in range(count):
            run.finish_page(page(f"{number}"), number, f"id-{number}", f"captures/{run.id}/{number}.json.gz", ["a"])
        run.finish_site(site(name=f"run {count}"), concluded=True)
        run.end()
    again = opened()
    records = again.runs()
    assert [record.counts["pages"] for record in records] == [1, 2, 3]
    assert [record.manifest["count"] for record in records] == [1, 2, 3]
    assert [record.state for record in records] == ["finished"] * 3
    assert all(record.ended for record in records)
    for record in records:
        run = again.run(record.id)
        assert len(list(run.pages("one"))) == record.counts["pages"]
        assert run.sites()[0].site.name == f"run {record.manifest['count']}"
        assert run.sites()[0].concluded
        assert run.get("started-by") == "a test"
    assert again.run().id == records[-1].id
    with pytest.raises(StoreError, match="99"):
        again.run(99)


def test_interrupted_until_it_is_finished(opened: Opened) -> None:
    store = opened()
    run = store.begin_run({})
    with store.lock():
        assert [record.state for record in opened().runs()] == ["running"]
    assert [record.state for record in store.runs()] == ["interrupted"]
    run.resume()
    run.end()
    assert [record.state for record in store.runs()] == ["finished"]


def test_one_process_a_folder(opened: Opened) -> None:
    with opened().lock(), pytest.raises(StoreError) as told, opened().lock():
        pass
    assert told.value.code == "store.busy"
    with opened().lock():
        pass


def test_folders_that_share_a_store(opened: Opened, address: str | None, tmp_path: Path) -> None:
    from auditor.store.store import open_store

    shared = address or f"sqlite:///{tmp_path / 'shared.db'}"
    with open_store(tmp_path / "a", shared, create=True) as one, open_store(tmp_path / "b", shared) as other:
        one.begin_run({"folder": "a"})
        with pytest.raises(StoreError) as told:
            other.run()
        assert told.value.code == "store.no-audit"
        other.begin_run({"folder": "b"})
        assert [record.manifest["folder"] for record in one.runs()] == ["a"]
        assert other.run().manifest == {"folder": "b"}


def test_a_page_comes_back_as_it_was(opened: Opened) -> None:
    run = opened().begin_run({})
    run.plan_sites([site()])
    number = run.judge_with({"rules": "abc"})
    whole = page("x", facts={"titles": {"h1": ["一"]}})
    run.finish_page(whole, 4, "x", "captures/x.json.gz", ["https://one.example/y"])
    held = opened().run()
    (read,) = held.pages("one")
    assert read == whole.model_copy(update={"judging": number})
    assert list(held.iter_findings("one")) == whole.findings
    assert next(held.pages("one").without_findings()).findings == []
    assert held.done("one")["x"].links == ["https://one.example/y"]
    assert held.done("one")["x"].final_url == whole.final_url
    (row,) = held.capture_rows()
    assert (row.site, row.identity, row.position, row.capture) == ("one", "x", 4, "captures/x.json.gz")


def test_a_page_written_again_takes_its_place(opened: Opened) -> None:
    run = opened().begin_run({})
    run.plan_sites([site()])
    run.finish_page(page("x", findings=5), 0, "x", "", [])
    run.finish_page(page("x", findings=2), 0, "x", "", [])
    assert run.count() == 1
    assert len(list(run.iter_findings("one"))) == 2


def test_order_is_the_crawls(opened: Opened) -> None:
    run = opened().begin_run({})
    run.plan_sites([site()])
    for position in (30, 2, 17, 5, *range(100, 140)):
        run.finish_page(page(str(position)), position, str(position), "", [])
    titles = [int(read.title) for read in run.pages("one")]
    assert titles == sorted(titles)
    assert len(titles) == 44


def test_what_judged_is_known_of_each_page(opened: Opened) -> None:
    run = opened().begin_run({})
    run.plan_sites([site()])
    assert run.judge_with({"rules": "a"}) == 1
    assert run.judge_with({"rules": "a"}) == 1
    run.finish_page(page("x"), 0, "x", "captures/x", [])
    run.finish_page(page("y"), 1, "y", "captures/y", [])
    assert run.judge_with({"rules": "b"}) == 2
    run.finish_page(page("y"), 1, "y", "captures/y", [])
    run.finish_page(failed("z", "robots-disallowed"), 2, "z", "", [])
    held = opened().run()
    assert [read.judging for read in held.pages("one")] == [1, 2, None]
    assert [(judging.number, judging.facts) for judging in held.judgings()] == [
        (1, {"rules": "a"}),
        (2, {"rules": "b"}),
    ]


@pytest.mark.parametrize(
    ("status", "http_status", "passing"),
    [
        ("dns-error", None, True),
        ("connection-error", None, True),
        ("timeout", None, True),
        ("crashed", None, True),
        ("blocked", 403, True),
        ("blocked", 429, True),
        ("blocked", 503, True),
        ("login-wall", 200, True),
        ("http-error", 500, True),
        ("http-error", 503, True),
        ("http-error", 404, False),
        ("http-error", 410, False),
        ("soft-404", 200, False),
        ("not-html", 200, False),
        ("robots-disallowed", None, False),
        ("audited", 200, False),
        ("audited", 503, False),
    ],
)
def test_failed_for_a_passing_reason_is_not_done(
    opened: Opened, status: str, http_status: int | None, passing: bool
) -> None:
    run = opened().begin_run({})
    run.plan_sites([site(), site("two")])
    run.finish_page(page("good"), 0, "good", "captures/good", [])
    run.finish_page(failed("bad", status, http_status), 1, "bad", "", [])
    run.finish_site(site())
    run.finish_site(site("two"))
    assert set(run.done("one")) == {"good", "bad"}
    assert set(run.done("one", is_passing)) == ({"good"} if passing else {"good", "bad"})
    assert run.sites_to_resume() == []
    assert run.sites_to_resume(is_passing) == (["one"] if passing else [])


def test_set_aside_pages_are_known_and_not_counted(opened: Opened) -> None:
    store = opened()
    run = store.begin_run({})
    run.plan_sites([site()])
    run.finish_page(page("x"), 0, "x", "captures/x", [])
    run.finish_page(page("twin"), 1, "twin", "captures/twin", [])
    run.set_aside("one", ["twin"])
    assert [read.title for read in run.pages("one")] == ["x"]
    assert set(run.done("one")) == {"x", "twin"}
    assert len(list(run.iter_findings("one"))) == 3
    assert [row.identity for row in run.capture_rows()] == ["x"]
    assert store.runs()[0].counts["pages"] == 1


def test_a_further_page_makes_results_old(opened: Opened) -> None:
    run = opened().begin_run({})
    run.plan_sites([site(), site("two")])
    run.finish_site(site(), concluded=True)
    run.finish_site(site("two"), concluded=True)
    run.finish_page(page("x"), 0, "x", "", [])
    assert [(entry.site.slug, entry.concluded) for entry in run.sites()] == [("one", False), ("two", True)]


def test_small_values_and_documents(opened: Opened) -> None:
    run, other = opened().begin_run({}), opened().begin_run({})
    run.put("journey:one:查询\x00", {"a": [1, None, "二"]})
    run.put("journey:one:查询\x00", {"a": [2]})
    assert run.get("journey:one:查询\x00") == {"a": [2]}
    assert other.get("journey:one:查询\x00") is None
    run.keep_document("one", "https://one.example/a.pdf", {"kind": "pdf"})
    run.keep_document("one", "https://one.example/a.pdf", {"kind": "pdf", "size": 7})
    assert run.documents("one") == {"https://one.example/a.pdf": {"kind": "pdf", "size": 7}}
    assert other.documents("one") == {}


def test_captures_of_runs_stand_apart(opened: Opened, tmp_path: Path) -> None:
    from auditor.capture.schema import PageCapture
    from auditor.store.files import read_capture

    paths = []
    for value in ("first", "second"):
        run = opened().begin_run({})
        paths.append(run.keep_capture("one/00000-x", PageCapture(value, screenshots={"desktop": b"jpeg"})))
    assert len(set(paths)) == 2
    assert [read_capture(tmp_path, path).url for path in paths] == ["first", "second"]


def test_findings_are_written_again_with_their_image(opened: Opened) -> None:
    run = opened().begin_run({})
    run.plan_sites([site()])
    run.finish_page(page("x"), 0, "x", "", [])
    (stored,) = run.iter_stored("one")
    run.rewrite_findings([(stored.outcomes[1], finding(1, picture="pictures/1.webp"))])
    assert [read.picture for read in run.iter_findings("one")] == [None, "pictures/1.webp", None]

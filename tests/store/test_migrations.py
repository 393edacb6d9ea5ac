"""A database of release 0.1 becomes a store of one run, with everything that it holds; half a migration never stays.

`release_0_1.sql` is the dump of a database that release 0.1 wrote: three pages, and one that answers 404. (The row of a
linked file was added: profile quick looks at none.)"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from auditor import api
from auditor.model import Finding, Page, Site
from auditor.run.coverage import is_passing
from auditor.store import dialects, migrating
from auditor.store.store import Store, open_store
from auditor.store.tables import METADATA

DUMP = Path(__file__).parent / "release_0_1.sql"
OLD_TABLES = ("run", "sites", "pages", "outcomes", "documents")


def old_rows() -> dict[str, list[dict[str, Any]]]:
    """What the old database holds, by table."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(DUMP.read_text("utf-8"))
    rows = {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in OLD_TABLES}
    connection.close()
    rows["pages"].sort(key=lambda row: row["position"])
    return rows


def old_file(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    connection = sqlite3.connect(folder / "audit.db")
    connection.executescript(DUMP.read_text("utf-8"))
    connection.close()
    return folder / "audit.db"


def old_in_postgresql(address: str) -> None:
    """No release wrote such a one; migrations have to do there what they do in SQLite all the same."""
    made = dialects.engine(dialects.url_of(Path(), address))
    with made.begin() as connection:
        migrating.migrate(connection, to=migrating.FIRST_RELEASE)
        for name, rows in old_rows().items():
            for row in rows:
                columns = ", ".join(row)
                values = ", ".join(f":{key}" for key in row)
                connection.execute(text(f"INSERT INTO {name} ({columns}) VALUES ({values})"), row)
        connection.execute(text(f"DROP TABLE {migrating.VERSION_TABLE}"))
    made.dispose()


@pytest.fixture
def old(request: pytest.FixtureRequest, address: str | None, tmp_path: Path) -> str | None:
    """The address of an old database."""
    if address is None:
        old_file(tmp_path)
    else:
        old_in_postgresql(address)
    return address


@pytest.fixture
def migrated(old: str | None, tmp_path: Path) -> Iterator[Store]:
    # A shared store's runs are those of the folder that wrote them; the old ones had no folder but their own.
    store = open_store(tmp_path, old)
    store._name = ""
    yield store
    store.close()


def test_one_run_with_all_that_was_there(migrated: Store) -> None:
    rows = old_rows()
    values = {row["key"]: json.loads(row["value"]) for row in rows["run"]}
    (record,) = migrated.runs()
    assert record.state == "finished"
    assert (record.started, record.ended) == (values["started"], values["ended"])
    assert record.manifest["settings"] == values["settings"]
    assert record.manifest["identity"] == values["identity"]
    assert record.manifest["program"] == "0.1.0"
    run = migrated.run()
    for key, value in values.items():
        assert run.get(key) == value
    (site,) = run.sites()
    assert site.site == Site.model_validate_json(rows["sites"][0]["data"])
    assert site.done
    assert not site.concluded
    read = list(run.iter_stored(site.site.slug))
    assert [entry.identity for entry in read] == [row["identity"] for row in rows["pages"]]
    for entry, row in zip(read, rows["pages"], strict=True):
        held = [Finding.model_validate_json(old["data"]) for old in rows["outcomes"] if old["page"] == row["id"]]
        assert entry.page.findings == held
        assert entry.page == Page.model_validate_json(row["data"]).model_copy(update={"findings": held})
        assert entry.capture == row["capture"]
    assert sum(len(entry.page.findings) for entry in read) == len(rows["outcomes"]) > 5
    assert run.documents(site.site.slug) == {row["url"]: json.loads(row["data"]) for row in rows["documents"]}


def test_statuses_are_known_for_asking_again(migrated: Store) -> None:
    run = migrated.run()
    slug = run.sites()[0].site.slug
    statuses = Counter(row["status"] for row in old_rows()["pages"])
    assert statuses["http-error"] == 1
    assert len(run.done(slug, is_passing)) == sum(statuses.values())  # a 404 stays one
    assert len(run.done(slug, lambda status, http: http == 404)) == sum(statuses.values()) - 1


def test_it_is_written_on(migrated: Store) -> None:
    from tests.store.making import page

    run = migrated.run()
    slug = run.sites()[0].site.slug
    before = run.count()
    run.judge_with({"rules": "today"})
    run.finish_page(page("further", site=slug), 99, "further", "captures/x", [])
    assert run.count() == before + 1
    assert [read.judging for read in run.pages(slug)][-1] == 1
    assert migrated.begin_run({}).id == 2


def test_an_interrupted_one_can_be_gone_on_with(tmp_path: Path) -> None:
    file = old_file(tmp_path)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE run SET value = 'null' WHERE key = 'ended'")
    connection.close()
    with open_store(tmp_path) as store:
        assert [record.state for record in store.runs()] == ["interrupted"]


def test_an_old_database_without_a_run(tmp_path: Path) -> None:
    """Killed between making the tables and writing the first value."""
    connection = sqlite3.connect(old_file(tmp_path), isolation_level=None)
    for name in OLD_TABLES:
        connection.execute(f"DELETE FROM {name}")
    connection.close()
    with open_store(tmp_path) as store:
        assert store.runs() == []


def test_a_report_of_it(tmp_path: Path) -> None:
    """Its results, which that release worked out for each report, are worked out once; pages stay as judged."""
    old_file(tmp_path)
    result = api.load(tmp_path)
    (site,) = result.run.sites
    assert site.status == "incomplete" or site.status == "complete"
    assert site.coverage.not_audited == {"http-error": 1}
    groups = {group.rule: group.occurrences for group in site.groups}
    assert groups["image-alt"] == 3
    assert site.score is not None
    assert {entry.result for entry in site.requirements} >= {"failed", "machine-passed"}
    pages = list(result.pages[site.slug])
    assert all(page.judging is None for page in pages)
    assert len([finding for page in pages for finding in page.findings]) >= len(old_rows()["outcomes"])
    with open_store(tmp_path) as store:
        assert store.run().sites()[0].concluded
    again = api.load(tmp_path)
    assert again.run == result.run
    assert list(again.pages[site.slug]) == pages
    written = api.render(result, ["html", "json", "jsonl", "csv", "xlsx", "junit"], tmp_path)
    assert (tmp_path / "index.html") in written


def differences(connection: Connection) -> list[Any]:
    def ours(name: str | None, *_: object) -> bool:
        return name != migrating.VERSION_TABLE

    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": ours})
    return list(compare_metadata(context, METADATA))


def test_migrated_tables_are_the_tables(migrated: Store) -> None:
    """What migrations make is what `tables` says: columns, types, indexes, foreign keys."""
    with migrated._connections.engine.connect() as connection:
        assert differences(connection) == []


def test_new_tables_are_the_tables(address: str | None, tmp_path: Path) -> None:
    with open_store(tmp_path, address, create=True) as store, store._connections.engine.connect() as connection:
        assert differences(connection) == []
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, migrating.VERSION_TABLE}


def test_all_or_nothing(old: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that fails at its end leaves the old tables with their rows."""

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(dialects, "renumber", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        open_store(tmp_path, old)
    monkeypatch.undo()
    made = dialects.engine(dialects.url_of(tmp_path, old))
    with made.connect() as connection:
        assert set(inspect(connection).get_table_names()) == set(OLD_TABLES)
        count = connection.execute(text("SELECT count(*) FROM outcomes")).scalar()
    made.dispose()
    assert count == len(old_rows()["outcomes"])
    with open_store(tmp_path, old) as store:
        store._name = ""
        assert len(store.runs()) == 1


def test_head_is_the_newest() -> None:
    scripts = ScriptDirectory(str(migrating.SCRIPTS))
    assert scripts.get_heads() == [migrating.HEAD]
    assert [entry.revision for entry in scripts.walk_revisions()] == [migrating.HEAD, migrating.FIRST_RELEASE]
    # As text: an older program finds out by comparing that a version is newer.
    assert migrating.FIRST_RELEASE < migrating.HEAD
    assert all(len(entry.revision) == 4 for entry in scripts.walk_revisions())

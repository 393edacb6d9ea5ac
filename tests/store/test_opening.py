"""Databases that can't be opened: one sentence, and nothing of what is there is overwritten."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from auditor.store import dialects, files, migrating
from auditor.store.errors import StoreError
from auditor.store.store import open_store
from tests.store.conftest import new_database
from tests.store.making import page, site


def code(folder: Path, address: str | None = None, create: bool = True) -> str:
    """What opening is refused with."""
    with pytest.raises(StoreError) as told, open_store(folder, address, create=create):
        pass
    sentence = str(told.value)
    assert "\n" not in sentence
    assert str(told.value.said("en")) != str(told.value.said("zh"))
    return told.value.code


def filled(folder: Path) -> Path:
    with open_store(folder, create=True) as store:
        run = store.begin_run({})
        run.plan_sites([site()])
        for number in range(30):
            run.finish_page(page(str(number), findings=20), number, str(number), "", [])
    return folder / "audit.db"


def test_nothing_there(tmp_path: Path) -> None:
    assert code(tmp_path, create=False) == "store.no-audit"
    assert list(tmp_path.iterdir()) == []


def test_empty_of_runs(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True) as store:
        assert store.runs() == []
        with pytest.raises(StoreError) as told:
            store.run()
    assert told.value.code == "store.no-audit"


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be looked at" * 20, b"SQLite format 3\x00"]
)
def test_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "audit.db").write_bytes(content)
    assert code(tmp_path) in ("store.not-a-database", "store.damaged")
    assert (tmp_path / "audit.db").read_bytes() == content


def test_another_programs_database(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "audit.db") as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("INSERT INTO notes VALUES ('mine')")
    assert code(tmp_path) == "store.not-a-database"
    with sqlite3.connect(tmp_path / "audit.db") as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]
        assert connection.execute("SELECT * FROM notes").fetchall() == [("mine",)]


def test_another_programs_database_in_postgresql(postgres: str, tmp_path: Path) -> None:
    import psycopg

    address = new_database(postgres)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE notes (text text)")
    assert code(tmp_path, address) == "store.not-a-database"


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "audit.db").mkdir()
    assert code(tmp_path) == "store.unreachable"


def test_newer(tmp_path: Path) -> None:
    file = filled(tmp_path)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE auditor_schema SET version_num = '0007'")
        connection.execute("ALTER TABLE pages RENAME TO documents_seen")
    connection.close()
    before = file.read_bytes()
    assert code(tmp_path) == "store.newer"
    assert file.read_bytes() == before


def test_newer_in_postgresql(postgres: str, tmp_path: Path) -> None:
    import psycopg

    address = new_database(postgres)
    open_store(tmp_path, address, create=True).close()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("UPDATE auditor_schema SET version_num = '0007'")
    assert code(tmp_path, address) == "store.newer"


def test_damaged(tmp_path: Path) -> None:
    file = filled(tmp_path)
    content = bytearray(file.read_bytes())
    for at in range(4096, len(content), 4096):
        content[at : at + 100] = b"\xff" * 100
    file.write_bytes(content)
    with pytest.raises(StoreError) as told, open_store(tmp_path) as store:
        list(store.run().pages("one"))
    assert told.value.code == "store.damaged"
    assert file.read_bytes()[4096:4196] == b"\xff" * 100


def test_cut_off(tmp_path: Path) -> None:
    file = filled(tmp_path)
    file.write_bytes(file.read_bytes()[:6000])
    with pytest.raises(StoreError) as told, open_store(tmp_path) as store:
        list(store.run().pages("one"))
    assert told.value.code == "store.damaged"


def test_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialects, "PATIENCE", 0.2)
    file = filled(tmp_path)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with open_store(tmp_path) as store:
        assert store.run().count() == 30  # readers go on
        with pytest.raises(StoreError) as told:
            store.begin_run({})
        assert told.value.code == "store.locked"
        other.execute("ROLLBACK")
        other.close()
        assert store.begin_run({}).id == 2


_AS_ANYBODY = """
import os, sys
import auditor.messages
from pathlib import Path
from auditor.store.store import open_store
from auditor.store.errors import StoreError
folder, other = map(Path, sys.argv[1:])
open_store(other, create=True).close()  # all is imported now: an ordinary user may not reach the modules
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    with open_store(folder, create=True) as store:
        store.begin_run({})
except StoreError as error:
    print(error.code)
"""


def test_read_only(tmp_path: Path) -> None:
    """By a process that isn't root's: root may write anywhere."""
    folder = Path(tempfile.mkdtemp())  # pytest's folders are closed to others
    file = filled(folder)
    file.chmod(0o444)
    folder.chmod(0o555)
    before = file.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", _AS_ANYBODY, str(folder), str(tmp_path / "other")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    kept = file.read_bytes()
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert done.stdout.strip() in ("store.read-only", "store.unreachable"), done.stderr
    assert kept == before


def test_disk_full(tmp_path: Path) -> None:
    """A database that may not grow is full to SQLite; what was finished stays."""
    with open_store(tmp_path, create=True) as store:
        run = store.begin_run({})
        run.plan_sites([site()])
        run.finish_page(page("first"), 0, "first", "", [])
        with store._connections.engine.connect() as connection:
            size = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {size + 20}"))
        with pytest.raises(StoreError) as told:
            run.finish_pages((page(str(n), findings=100), n, str(n), "", []) for n in range(100))
        assert told.value.code == "store.full"
        kept = run.count()
    with open_store(tmp_path) as store:
        assert store.run().count() == kept == 1
        assert next(iter(store.run().pages("one"))).findings == page("first").findings


def test_no_server(tmp_path: Path) -> None:
    address = f"postgresql://auditor:secret@/none?host={tmp_path}"
    assert code(tmp_path, address) == "store.unreachable"
    with pytest.raises(StoreError) as told:
        open_store(tmp_path, address)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "address", ["mysql://user:secret@host/db", "sqlite://", "audit.db", "postgresql//x", "sqlite:///:memory:"]
)
def test_other_addresses(tmp_path: Path, address: str) -> None:
    assert code(tmp_path, address) == "store.address"
    with pytest.raises(StoreError) as told:
        open_store(tmp_path, address)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("name", ["a?b", "a#b", "a%20b", "报告 1", "a&mode=ro"])
def test_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    with open_store(folder, create=True) as store:
        store.begin_run({})
    assert (folder / "audit.db").is_file()
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    with open_store(folder) as store:
        assert len(store.runs()) == 1


def test_tables_made_at_once(tmp_path: Path) -> None:
    """Several processes may open a new folder together."""
    line = "import sys; from pathlib import Path; from auditor.store.store import open_store; "
    line += "store = open_store(Path(sys.argv[1]), create=True); store.begin_run({}); store.close()"
    started = [subprocess.Popen([sys.executable, "-c", line, str(tmp_path)], stderr=subprocess.PIPE) for _ in range(4)]
    for process in started:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    with open_store(tmp_path) as store:
        assert len(store.runs()) == 4


def test_version_marks_a_new_database(tmp_path: Path) -> None:
    open_store(tmp_path, create=True).close()
    engine = create_engine(URL.create("sqlite", database=str(tmp_path / "audit.db")))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM auditor_schema")).scalar() == migrating.HEAD
    engine.dispose()


@pytest.mark.parametrize("name", ["a?b", "a#b", "a%20b", "a b", "甲乙", "a?mode=ro&x=1", "q'\"", "n" * 200])
def test_a_store_has_the_name_that_was_asked_for(tmp_path: Path, name: str) -> None:
    """As the folder's own and by address; nothing is written beside it."""
    with open_store(tmp_path / name, create=True) as store:
        store.begin_run({})
    assert (tmp_path / name / "audit.db").is_file()
    with open_store(tmp_path, f"sqlite:///{tmp_path}/{name}.db", create=True) as store:
        store.begin_run({})
    assert {file.name for file in tmp_path.iterdir()} >= {name, f"{name}.db"}
    assert all(file.name.startswith(name) for file in tmp_path.iterdir())


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write(tmp_path / "a.jpg", b"whole")

    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError) as fault:
        files.write(tmp_path / "a.jpg", b"another")
    assert fault.value.code == "store.full"
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.jpg", b"whole")]

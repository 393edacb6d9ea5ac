"""Stores in SQLite and, where the machine has a PostgreSQL server, in a real one started for the tests."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.store.store import Store, open_store

_numbers = itertools.count(1)


def _as_user(folder: Path) -> list[str]:
    """Words before a command that make it an ordinary user's: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server's maintenance database, reached by a socket in a folder of the tests."""
    missing = [name for name in ("initdb", "pg_ctl", "postgres") if shutil.which(name) is None]
    if os.getuid() == 0 and shutil.which("setpriv") is None:
        missing.append("setpriv")
    if missing:
        pytest.skip(f"no PostgreSQL server on this machine: {', '.join(missing)} not on PATH")
    # Not pytest's folder: a socket's path has at most 107 bytes, and the user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    user = _as_user(folder)
    data = folder / "data"

    def call(*command: str) -> None:
        done = subprocess.run([*user, *command], capture_output=True, text=True, cwd=folder, timeout=120, check=False)
        assert done.returncode == 0, done.stderr or done.stdout

    try:
        call("initdb", "-D", str(data), "-U", "auditor", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -k {folder} -c fsync=off -c full_page_writes=off -c shared_buffers=16MB"
        call("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://auditor@/postgres?host={folder}"
        finally:
            call("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """The address of an empty database on the server."""
    import psycopg

    name = f"audit{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str | None:
    """Of an empty store: None is the folder's own SQLite file."""
    return None if request.param == "sqlite" else new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def opened(address: str | None, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the store; each call as another process would."""
    stores: list[Store] = []

    def opening() -> Store:
        stores.append(open_store(tmp_path, address, create=True))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()

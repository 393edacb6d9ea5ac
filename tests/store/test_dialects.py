"""What differs between databases stands in one module."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STORE = Path(__file__).resolve().parents[2] / "auditor/store"
OWN_WORDS = re.compile(
    r"PRAGMA|pg_|sqlite3|psycopg|exec_driver_sql|on_conflict|dialects\.(sqlite|postgresql)|BEGIN |AUTOINCREMENT|SERIAL",
)


@pytest.mark.parametrize("file", sorted(STORE.rglob("*.py")), ids=lambda file: str(file.relative_to(STORE)))
def test_one_module_knows_the_database(file: Path) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if OWN_WORDS.search(line)]
    assert not lines or file.name == "dialects.py"

"""A folder belongs to one process at a time, and a file of the user's own stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from auditor import api
from auditor.cli.shared import audit_and_report
from auditor.errors import AuditError
from auditor.render.index_file import check_index, claim_index
from auditor.store.store import open_store

URL = "http://127.0.0.1:9/"
OWN = "<h1>我的网站</h1>"
HOLD = (
    "import sys, time\nfrom pathlib import Path\nfrom auditor.store.store import open_store\n"
    "store = open_store(Path(sys.argv[1]), create=True)\n"
    "with store.lock():\n    print('held', flush=True)\n    time.sleep(60)\n"
)


def test_an_index_of_the_users_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(OWN, "utf-8")
    with pytest.raises(AuditError) as said:
        audit_and_report(api.request(URL, output=tmp_path, allow_private=True), quiet=True)
    assert said.value.code == "run.foreign-index"
    assert [file.name for file in tmp_path.iterdir()] == ["index.html"], "nothing was begun"
    assert (tmp_path / "index.html").read_text("utf-8") == OWN


def test_our_index_is_known_until_somebody_changes_it(tmp_path: Path) -> None:
    claim_index(tmp_path)
    check_index(tmp_path)
    for text in (b"first", b"second"):
        claim_index(tmp_path, text)
        if (tmp_path / "index.html").exists():
            check_index(tmp_path)  # killed between the claim and the writing, the old one is still ours
        (tmp_path / "index.html").write_bytes(text)
        check_index(tmp_path)
    (tmp_path / "index.html").write_text(OWN, "utf-8")
    with pytest.raises(AuditError):
        check_index(tmp_path)


def test_a_second_process_is_refused_and_a_killed_one_is_not_in_the_way(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(AuditError) as said:
            api.audit(URL, output=tmp_path, allow_private=True)
        assert said.value.code == "store.busy"
    finally:
        process.kill()
        process.wait()
    with open_store(tmp_path) as store, store.lock():
        pass

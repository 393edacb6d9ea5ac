"""The page on captures is the schema's own, and says of every field what it is."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_docs_capture_is_made_from_the_schema() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "capture_doc.py"))
    assert (ROOT / "docs" / "capture.md").read_text("utf-8") == made["text"](), "run python scripts/capture_doc.py"


def test_every_module_of_the_schema_is_told_of() -> None:
    folder = ROOT / "auditor" / "capture" / "schema"
    modules = {
        str(file.relative_to(folder).with_suffix(""))
        for file in folder.rglob("*.py")
        if "class " in file.read_text("utf-8")
    }
    told = set(runpy.run_path(str(ROOT / "scripts" / "capture_doc.py"))["ORDER"])
    assert {name for name in modules if not name.endswith("__init__")} == told

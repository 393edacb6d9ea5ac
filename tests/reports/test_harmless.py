"""What a page writes acts on nobody who reads a report: a terminal, an editor, a spreadsheet, a reader of lines."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from auditor.model import ListedPages, Result, harmless, harmless_json
from auditor.render import write_reports
from tests.reports.sample import sample_result

ACTS = "\x1b[31m\x9b2J\x07\x7f\u202e\u2066\u2028\u2029\x85"
FORMATS = ("html", "json", "jsonl", "csv", "xlsx", "junit")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with such characters in every text that comes from a page."""
    result: Result = sample_result()
    folder = tmp_path_factory.mktemp("acts")
    pages = {}
    for slug, held in result.pages.items():
        changed = []
        for page in held:
            findings = [
                finding.model_copy(
                    update={
                        "html": f"<p>{ACTS}</p>",
                        "message": finding.message + ACTS,
                        "messages": {lang: text + ACTS for lang, text in finding.messages.items()},
                        "target": [f"#a{ACTS}"],
                    }
                )
                for finding in page.findings
            ]
            changed.append(page.model_copy(update={"title": f"题{ACTS}目", "findings": findings}))
        pages[slug] = ListedPages(changed)
    write_reports(replace(result, pages=pages), folder, FORMATS, "zh")
    return folder


def test_no_file_acts(written: Path) -> None:
    files = [file for file in written.rglob("*") if file.suffix in (".html", ".json", ".jsonl", ".csv", ".xml")]
    assert {file.suffix for file in files} == {".html", ".json", ".jsonl", ".csv", ".xml"}
    for file in files:
        text = file.read_bytes().decode("utf-8")
        assert not set(ACTS) - set("[31m2J") & set(text), file


def test_values_are_kept_where_programs_read_them(written: Path) -> None:
    lines = (written / "pages.jsonl").read_text("utf-8").splitlines()
    titles = [json.loads(line)["title"] for line in lines]
    assert titles == [f"题{ACTS}目"] * len(titles)
    assert titles


def test_a_workbook_is_read(written: Path) -> None:
    book = openpyxl.load_workbook(written / "issues.xlsx")
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("题" in text for text in texts)
    assert not set("\x1b\x9b\u202e\u2028") & set("".join(texts))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("\n=1+1", "'=1+1"),
        ("\u3000\t＠SUM(A1)", "'＠SUM(A1)"),
        ("\ufeff\u200b－2+3", "'－2+3"),
        ("\x1b+cmd", "'+cmd"),
        ("\thttp://a.example/", "http://a.example/"),
        ("http://a.example/?a=1", "http://a.example/?a=1"),
        ("正文", "正文"),
    ],
)
def test_a_cell_is_no_formula(text: str, cell: str) -> None:
    from auditor.content import folder, load_package

    module = load_package(folder("reports") / "csv", "renderer", "reports.csv")
    assert module.safe(text) == cell


def test_a_row_of_the_table_stays_one(written: Path) -> None:
    with (written / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {12}


def test_the_two_functions() -> None:
    assert harmless("甲\u200f乙\r\n\t丙🙂\ud83d") == "甲\u200f乙\r\n\t丙🙂\ufffd"
    assert harmless(f"a{ACTS}b") == "a[31m2J   b"
    assert json.loads(harmless_json(json.dumps([ACTS, "🙂"], ensure_ascii=False))) == [ACTS, "🙂"]

"""Lists as governments and offices publish them: separators, titles, headers, several addresses in a cell, workbooks."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from auditor.crawl import tables
from auditor.crawl.targets import TargetError, read_targets

BODY = [
    ("民政局官网", "http://mz.example.cn/", "区民政局", "临江区"),
    ("档案馆", "http://da.example.cn/", "区档案馆", "临江区"),
]


def _read(path: Path, text: str, encoding: str = "utf-8") -> list[tuple[str, str, str, str]]:
    path.write_bytes(text.encode(encoding))
    found = read_targets([str(path)])
    assert not found.problems
    return [(t.name, t.url, t.agency, t.district) for t in found.targets]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_and_headers(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [("网站名称", "首页网址（必填）", "主办单位", "所属区县"), *BODY]
    assert _read(tmp_path / "a.csv", "\r\n".join(separator.join(row) for row in rows), encoding) == BODY


@pytest.mark.parametrize(
    "above", ["附件2　政府网站名单,,,,\n", "sep=,\n", "2026年第三季度\n填报单位：某办,,\n\n", "sep=,\n名单,,,\n"]
)
def test_what_stands_above_the_header(tmp_path: Path, above: str) -> None:
    text = above + "序号,名称,网 址,责任单位,所在区\n" + "".join(f"{n},{','.join(row)}\n" for n, row in enumerate(BODY))
    assert _read(tmp_path / "a.csv", text, "gb18030")[0][1:3] == BODY[0][1:3]


def test_of_two_columns_of_a_kind_the_likelier(tmp_path: Path) -> None:
    """A postal address is none of a page where a column of those stands beside; so the other way round."""
    text = "地址,Website,Organization name,Agency\n滨河路 1 号,http://a.example/,Town of A,Agency of A\n"
    assert _read(tmp_path / "a.csv", text) == [("", "http://a.example/", "Agency of A", "")]


@pytest.mark.parametrize(
    ("cell", "urls"),
    [
        ("http://a.example/；http://b.example/", ["http://a.example/", "http://b.example/"]),
        ("http://a.example/ http://b.example/", ["http://a.example/", "http://b.example/"]),
        ("a.example、b.example/x/", ["https://a.example", "https://b.example/x/"]),
        ("http://a.example/;http://b.example/，", ["http://a.example/", "http://b.example/"]),
        ("http://a.example/?x=1,2;3|4", ["http://a.example/?x=1,2;3|4"]),
    ],
)
def test_several_addresses(tmp_path: Path, cell: str, urls: list[str]) -> None:
    assert [row[1] for row in _read(tmp_path / "a.txt", cell + "\n")] == urls
    assert [row[1] for row in _read(tmp_path / "a.csv", f'url,agency\n"{cell}",甲局\n')] == urls


@pytest.mark.parametrize(
    "cell", ["http://a.example/ 甲局", "www.a.example b.example", "http://a.example/；无", "见附件", ""]
)
def test_what_is_not_certain_is_not_opened(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"url,name\nhttp://c.example/,丙\n{cell},甲\n", "utf-8")
    found = read_targets([str(path)])
    assert [t.url for t in found.targets] == ["http://c.example/"]
    assert [p.line for p in found.problems] == [3]


def test_how_it_was_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("网站,首页网址\n甲,http://a.example/\n", "utf-8")
    (said,) = read_targets([str(path)]).notes
    assert {column["facts"]["header"] for column in said.model_dump()["facts"]["columns"]} == {"网站", "首页网址"}
    path.write_text("name,url\n甲,http://a.example/\n", "utf-8")
    assert not read_targets([str(path)]).notes


def test_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["说明", "本表由各区填报"])
    sheet = book.create_sheet("名单")
    sheet.append(["全市政府网站名单"])
    sheet.append(["网站名称", "网址", "主办单位", "所属区"])
    for row in BODY:
        sheet.append(row)
    sheet.append([None, "待定", None, None])
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = read_targets([str(path)])
    assert [(t.name, t.url, t.agency, t.district) for t in found.targets] == BODY
    assert [(p.line, p.text) for p in found.problems] == [(5, "待定")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"url\nhttp://a.example/\n"])
def test_broken_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(TargetError, match=r"a\.xlsx"):
        read_targets([str(path)])


def test_a_workbook_is_read_whole_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    book.active.append(["网址"])
    for n in range(4):
        book.active.append([f"http://{n}.example/"])
        book.active.append([None])
    path = tmp_path / "a.xlsx"
    book.save(path)
    monkeypatch.setattr(tables, "MAX_ROWS", 5)
    assert len(read_targets([str(path)]).targets) == 4
    monkeypatch.setattr(tables, "MAX_ROWS", 4)
    with pytest.raises(TargetError, match="10 万行"):
        read_targets([str(path)])


def test_workbook_without_addresses(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    with pytest.raises(TargetError, match="网址"):
        read_targets([str(path)])


def test_a_scheme_that_was_guessed_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a.example\nhttps://b.example/\n", "utf-8")
    assert [t.bare for t in read_targets([str(path)]).targets] == [True, False]

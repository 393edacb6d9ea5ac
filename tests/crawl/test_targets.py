"""Lists as inspectors keep them: encodings, columns in any order, bad lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.crawl.targets import EmptyTargets, TargetError, read_targets


def test_text_list(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("# 清单\nhttps://a.gov.cn/\n\nb.gov.cn  # 街道\nnot an address\nftp://c.gov.cn\n", "utf-8")
    found = read_targets([str(file)])
    assert [t.url for t in found.targets] == ["https://a.gov.cn/", "https://b.gov.cn"]
    assert [(p.line, p.text) for p in found.problems] == [(5, "not an address"), (6, "ftp://c.gov.cn")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_table(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(
        "agency,url,street,name,district,contact\r\n青禾区民政局,http://m.gov.cn/,梧桐街道,民政,青禾区,张\r\n".encode(
            encoding
        )
    )
    (target,) = read_targets([str(file)]).targets
    assert (target.url, target.agency, target.street, target.name) == (
        "http://m.gov.cn/",
        "青禾区民政局",
        "梧桐街道",
        "民政",
    )
    assert (target.district, target.contact) == ("青禾区", "张")


def test_table_with_bad_line(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text('url,name\nhttp://a.gov.cn,甲\nhttp://,乙\n"http://c.gov.cn",丙\n', "utf-8")
    found = read_targets([str(file)])
    assert [t.name for t in found.targets] == ["甲", "丙"]
    assert [p.line for p in found.problems] == [3]


@pytest.mark.parametrize(
    ("rows", "urls", "lines"),
    [
        ('http://a.gov.cn,"甲"乙\nhttp://b.gov.cn,丙\n', ["http://b.gov.cn"], [2]),
        ('http://a.gov.cn,甲\nhttp://b.gov.cn,"乙\nhttp://c.gov.cn,丙\n', ["http://a.gov.cn"], [3]),
        (f"http://a.gov.cn,{'甲' * 200_000}\nhttp://b.gov.cn,丙\n", ["http://b.gov.cn"], [2]),
        ("http://a.gov.cn,甲\rhttp://b.gov.cn,乙\n", ["http://a.gov.cn", "http://b.gov.cn"], []),
    ],
)
def test_table_with_rows_that_are_none(tmp_path: Path, rows: str, urls: list[str], lines: list[int]) -> None:
    """What a stray quotation mark swallows is told, not lost."""
    file = tmp_path / "list.csv"
    file.write_bytes(f"url,name\n{rows}".encode())
    found = read_targets([str(file)])
    assert [t.url for t in found.targets] == urls
    assert [p.line for p in found.problems] == lines


def test_no_url_column(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("site,name\nhttp://a.gov.cn,甲\n", "utf-8")
    with pytest.raises(TargetError, match="url"):
        read_targets([str(file)])


@pytest.mark.parametrize("content", ["", "# nothing\n", "nonsense here\n"])
def test_empty(tmp_path: Path, content: str) -> None:
    file = tmp_path / "list.txt"
    file.write_text(content, "utf-8")
    with pytest.raises(EmptyTargets):
        read_targets([str(file)])


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="nowhere"):
        read_targets([str(tmp_path / "nowhere.txt")])


def test_bytes_of_no_encoding(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(b"\xff\xfe\x00\xd8\x80\x81")
    with pytest.raises(TargetError):
        read_targets([str(file)])


@pytest.mark.parametrize("text", ["javascript:alert(1)", "file:///etc/passwd", "http://a b/", "http://x:0/", "-"])
def test_no_address(text: str) -> None:
    with pytest.raises(TargetError):
        read_targets([text])

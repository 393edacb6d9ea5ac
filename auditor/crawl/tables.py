"""Tables as offices keep them: comma, semicolon or tab, a title above the header, or a workbook (.xlsx).

A table is told by its header, the first row that names a column of addresses (auditor/lexicon/list_columns.toml)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import AuditError
from auditor.lexicon import table as words

SEPARATORS = (",", ";", "\t", "|")
HEADER_ROWS = 12  # rows from the top in which the header is looked for
MAX_UNPACKED = 200_000_000  # bytes of a workbook's parts together
MAX_COLUMNS, MAX_ROWS = 200, 100_000
_SEP = re.compile(r"sep=(.)\r?\n?\Z")


class TargetError(AuditError):
    """A list can't be read, or an argument is no target."""


@dataclass(frozen=True)
class Row:
    """A row: what it holds by column (`url`, `agency`, …), the number of its last line or row from 1. `cells` None:
    it can't be read, and `text` is what stands there."""

    line: int
    cells: Mapping[str, str] | None
    text: str = ""


@dataclass(frozen=True)
class Table:
    """Rows below a header; `columns`: what is read by the words of the header it stands under, in its order."""

    columns: Mapping[str, str]
    rows: Iterable[Row]
    sheet: str = ""


@dataclass(frozen=True)
class _Header:
    at: int  # rows above it
    places: Mapping[str, int]  # column → number of the cell
    cells: Sequence[str] = field(default=())


def separated(text: str, path: Path) -> Table:
    """The table in a text of separated values. Raises TargetError where no row names a column of addresses."""
    above = 0
    if declared := _SEP.match(text[: text.find("\n") + 1] or text):
        above, text = 1, text[text.find("\n") + 1 :]
    found: list[tuple[int, str, _Header]] = []
    for separator in [declared[1]] if declared else SEPARATORS:
        if header := _header(_first_rows(text, separator)):
            found.append((len(header.places), separator, header))
    if not found:
        raise TargetError("targets.no-url-column", path=path)
    _, separator, header = max(found, key=lambda item: item[0])
    columns = {name: header.cells[place].strip() for name, place in header.places.items()}
    return Table(columns, _rows(text, separator, header, above))


def workbook(path: Path) -> Table:
    """The first sheet of an .xlsx file that has a table of addresses. Raises TargetError."""
    import openpyxl

    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                raise TargetError("targets.too-large", path=path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                lines = [
                    ["" if value is None else str(value) for value in cells]
                    for cells in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
                ]
                if header := _header(lines[:HEADER_ROWS]):
                    columns = {name: header.cells[place].strip() for name, place in header.places.items()}
                    rows = [
                        Row(number, _by_name(cells, header.places))
                        for number, cells in enumerate(lines, 1)
                        if number > header.at + 1 and any(cell.strip() for cell in cells)
                    ]
                    return Table(columns, rows, sheet.title)
        finally:
            book.close()
    except TargetError:
        raise
    except Exception as error:  # whatever a broken workbook makes the reader raise
        raise TargetError("targets.unreadable", path=path, what=type(error).__name__) from error
    raise TargetError("targets.no-url-column", path=path)


def is_usual(columns: Mapping[str, str]) -> bool:
    """Whether all columns have the names that the program asks for."""
    return all(name == _folded(header) for name, header in columns.items())


def _first_rows(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for _ in range(HEADER_ROWS):
        try:
            rows.append(next(reader))
        except StopIteration:
            break
        except csv.Error:
            rows.append([])
    return rows


def _header(rows: Sequence[Sequence[str]]) -> _Header | None:
    """The first row that names a column of addresses."""
    for at, cells in enumerate(rows):
        folded = [_folded(cell) for cell in cells]
        places: dict[str, int] = {}
        for name, likely in words("list_columns").items():
            ranks = [(likely.index(cell), place) for place, cell in enumerate(folded) if cell in likely]
            if ranks:
                places[name] = min(ranks)[1]
        if "url" in places:
            return _Header(at, places, cells)
    return None


def _folded(cell: str) -> str:
    """Width, case, spaces and a remark in brackets aside."""
    text = unicodedata.normalize("NFKC", cell).strip(" \t\r\n\ufeff*:：").lower()
    text = " ".join(re.split(r"[(\[【]", text, maxsplit=1)[0].split())
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", text)


def _rows(text: str, separator: str, header: _Header, above: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    passed = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if passed > header.at:  # as where a quotation mark is never closed
                yield Row(line + above, None, text.splitlines()[line - 1])
            passed += 1
            continue
        passed += 1
        if passed > header.at + 1 and any(cell.strip() for cell in cells):
            yield Row(reader.line_num + above, _by_name(cells, header.places))


def _by_name(cells: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    return {name: cells[place].strip() for name, place in places.items() if place < len(cells)}

"""Tables as offices keep them: comma, semicolon or tab, a title above the header, or a workbook (.xlsx).

A table is told by its header, the first row that names a column of addresses (auditor/lexicon/list_columns.toml)."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import AuditError
from auditor.lexicon import table as words

SEPARATORS = (",", ";", "\t", "|")
HEADER_ROWS = 12  # rows from the top in which the header is looked for
MAX_UNPACKED = 200_000_000  # bytes of a workbook's parts together
MAX_COLUMNS = 200
MAX_ROWS = 100_000  # that hold something; a sheet with more is refused
_SEP = re.compile(r"sep=(.)\r?")


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


@dataclass(frozen=True)
class _Header:
    at: int  # rows above it
    places: Mapping[str, int]  # column → number of the cell
    cells: Sequence[str]

    @property
    def columns(self) -> dict[str, str]:
        """Column → what the header calls it."""
        return {name: self.cells[place].strip() for name, place in self.places.items()}


def separated(text: str, path: Path) -> Table:
    """The table in a text of separated values. Raises TargetError where no row names a column of addresses."""
    first, _, rest = text.partition("\n")
    if declared := _SEP.fullmatch(first):
        text = rest
    found: list[tuple[int, str, _Header]] = []
    for separator in [declared[1]] if declared else SEPARATORS:
        if header := _header(_first_rows(text, separator)):
            found.append((len(header.places), separator, header))
    if not found:
        raise TargetError("targets.no-url-column", path=path)
    _, separator, header = max(found, key=lambda item: item[0])
    return Table(header.columns, _rows(text, separator, header, above=1 if declared else 0))


def workbook(raw: bytes, path: Path) -> Table:
    """The first sheet of an .xlsx file that has a table of addresses. Raises TargetError."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                raise TargetError("targets.workbook-too-large", path=path)
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        with contextlib.closing(book):
            for sheet in book.worksheets:
                lines = _lines(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), path)
                if header := _header([cells for _, cells in lines[:HEADER_ROWS]]):
                    below = lines[header.at + 1 :]
                    return Table(
                        header.columns, [Row(number, _by_name(cells, header.places)) for number, cells in below]
                    )
    except TargetError:
        raise
    except Exception as error:  # whatever a broken workbook makes the reader raise
        raise TargetError("targets.unreadable", path=path, what=type(error).__name__) from error
    raise TargetError("targets.no-url-column", path=path)


def _lines(sheet: Iterable[Sequence[object]], path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a sheet that hold something, with their numbers. Raises TargetError."""
    lines = []
    for number, values in enumerate(sheet, 1):
        cells = ["" if value is None else str(value) for value in values]
        if any(cell.strip() for cell in cells):
            lines.append((number, cells))
            if len(lines) > MAX_ROWS:
                raise TargetError("targets.workbook-too-large", path=path)
    return lines


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

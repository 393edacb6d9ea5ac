"""`issues.xlsx`: root causes, their occurrences and the pages, for those who mend. Text never becomes a formula."""

import io
from collections.abc import Iterable
from typing import Any

from xlsxwriter import Workbook

from auditor.model import Output, Result, harmless

from .rows import Row, cause_rows, occurrence_rows, page_rows

MAX_ROWS = 50_000
MAX_CELL = 32_000  # characters; the format ends at 32,767
SHEETS = {"groups": cause_rows, "occurrences": occurrence_rows, "pages": page_rows}
WIDTHS = {  # of the columns, in letters
    "groups": (6, 24, 24, 12, 10, 30, 70, 30, 44, 8, 8, 44, 44, 14, 24, 24),
    "occurrences": (24, 44, 12, 10, 30, 10, 50, 60, 40, 14, 18),
    "pages": (24, 60, 40, 16, 60),
}
# Rows are written one after another and not kept.
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
HEAD = {"bold": True, "bg_color": "#1f3a5f", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
CELL = {"text_wrap": True, "valign": "top"}


def clean(value: object) -> object:
    """Numbers as they are; text without the control characters that spoil a workbook or its reader."""
    if isinstance(value, int | float):
        return value
    return harmless(str(value)).replace("\r", "")[:MAX_CELL]


def render(result: Result, output: Output) -> None:
    """Write the workbook."""
    words, content = output.words(), io.BytesIO()
    book = Workbook(content, OPTIONS)
    head, cell = book.add_format(HEAD), book.add_format(CELL)
    for name, rows in SHEETS.items():
        _write_sheet(book, name, words, rows(result, output), head, cell)
    about = book.add_worksheet(words["about"])
    about.set_column(0, 0, 100, cell)
    for number, line in enumerate([*words["lines"], _made_by(result)]):
        about.write(number, 0, line, cell)
    book.close()
    output.write("issues.xlsx", content.getvalue())


def _write_sheet(book: Workbook, name: str, words: dict[str, Any], rows: Iterable[Row], head: Any, cell: Any) -> None:
    sheet, columns = book.add_worksheet(words[name]), words[f"columns_{name}"]
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_row(0, 0, columns, head)
    for number, width in enumerate(WIDTHS[name]):
        sheet.set_column(number, number, width, cell)
    written = 0
    for row in rows:
        if written == MAX_ROWS:
            sheet.write(MAX_ROWS + 1, 0, words["more"].format(n=MAX_ROWS))
            break
        written += 1
        for column, value in enumerate(row):
            sheet.write(written, column, clean(value), cell)
    sheet.autofilter(0, 0, max(1, written), len(columns) - 1)


def _made_by(result: Result) -> str:
    versions, ended = result.run.versions, result.run.ended or "–"
    engines = f"rules {versions.rules} · axe-core {versions.axe_core} · {versions.browser}"
    return f"auditor {versions.program} · {engines} · {ended}"

"""`issues.xlsx`: root causes, their occurrences and the pages, for the people who mend. Text never becomes a formula."""

import io

from xlsxwriter import Workbook

from auditor.model import Output, Result

MAX_ROWS = 50_000
MAX_CELL = 32_000  # characters; the format ends at 32,767
WIDTHS = {
    "groups": (6, 24, 24, 12, 10, 30, 70, 30, 44, 8, 8, 44, 44, 14, 24, 24),
    "occurrences": (24, 44, 12, 10, 30, 10, 50, 60, 40, 14, 18),
    "pages": (24, 60, 40, 16, 60),
}


def clean(value: object) -> object:
    """Numbers as they are; text without the control characters that spoil a workbook."""
    if isinstance(value, int | float):
        return value
    return "".join(c for c in str(value) if c in "\n\t" or " " <= c < "\ufffe")[:MAX_CELL]


def requirement_names(ids: list[str], result: Result, lang: str) -> str:
    """Clauses as they may be printed, one a line."""
    lines = []
    for key in ids:
        clause = result.requirements.get(key)
        if clause is not None and clause.printable:
            lines.append(f"{clause.standard_title[lang]} {clause.number or ''} {clause.title[lang]}".strip())
    return "\n".join(lines)


def render(result: Result, out: Output) -> None:
    """Write the workbook."""
    words, lang = out.words(), out.lang
    half = 0 if lang == "zh" else -1
    sink = io.BytesIO()
    book = Workbook(
        sink, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    )
    head = book.add_format(
        {"bold": True, "bg_color": "#1f3a5f", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
    )
    cell = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(name: str, rows: list[tuple[object, ...]]) -> None:
        page, columns = book.add_worksheet(words[name]), words[f"columns_{name}"]
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.write_row(0, 0, columns, head)
        for number, width in enumerate(WIDTHS[name]):
            page.set_column(number, number, width, cell)
        for number, row in enumerate(rows[:MAX_ROWS], start=1):
            for column, value in enumerate(row):
                page.write(number, column, clean(value), cell)
        page.autofilter(0, 0, max(1, min(len(rows), MAX_ROWS)), len(columns) - 1)
        if len(rows) > MAX_ROWS:
            page.write(MAX_ROWS + 1, 0, words["more"].format(n=MAX_ROWS))

    groups: list[tuple[object, ...]] = []
    occurrences: list[tuple[object, ...]] = []
    pages: list[tuple[object, ...]] = []
    for site in result.run.sites:
        name = site.name or site.url
        labels = {entry.id: entry.label[lang] for entry in site.people}
        for group in site.groups:
            groups.append(
                (
                    len(groups) + 1, name, site.agency, words["outcome"][group.outcome], words["impact"][group.impact],
                    group.titles[lang], group.messages[lang],
                    "\n".join(labels[key] for key in group.people if key in labels) or words["everyone"],
                    requirement_names(group.requirements, result, lang),
                    group.occurrences, len(group.pages), group.pages[0] if group.pages else "",
                    " >> ".join(group.example.target), group.id, group.rule, "",
                )
            )  # fmt: skip
        titles = {group.id: group.titles[lang] for group in site.groups}
        for page in result.pages.get(site.slug, ()):
            address = page.final_url or page.url
            status = words["audited"] if page.status == "audited" else page.status
            reason = page.error.message.split(" / ")[half] if page.error else ""
            pages.append((name, address, page.title, status, reason))
            for f in page.findings:
                measured = "; ".join(f"{k}={v}" for k, v in f.evidence.items() if k != "checks")
                occurrences.append(
                    (
                        name, address, words["outcome"][f.outcome], words["impact"][f.impact],
                        titles.get(f.group, f.rule), words["view"].get(f.view, f.view), " >> ".join(f.target), f.html,
                        measured, f.group, f.fingerprint,
                    )
                )  # fmt: skip
    sheet("groups", groups)
    sheet("occurrences", occurrences)
    sheet("pages", pages)
    about = book.add_worksheet(words["about"])
    about.set_column(0, 0, 100, cell)
    v = result.run.versions
    facts = f"auditor {v.program} · rules {v.rules} · axe-core {v.axe_core} · {v.browser} · {result.run.ended}"
    for number, line in enumerate([*words["lines"], facts]):
        about.write(number, 0, line, cell)
    book.close()
    out.write("issues.xlsx", sink.getvalue())

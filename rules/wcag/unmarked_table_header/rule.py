"""A table's header row that is set off by its looks is marked up as headers too.

Assumptions: a table of data has several rows of several cells with text, visible borders or backgrounds, no nested
table and no field. Its first row looks like a header row when all its cells are bold, or all have a background that the
next rows lack. Looks alone don't tell what a row means, so a person decides. A table that is declared to be mere layout
and has header cells or a caption contradicts itself.
Source: WCAG 2.2 1.3.1, failures F91 and F46.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Grid, Node, View, is_exposed, table_grid
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import drawn_texts_below

RULE = Rule(id="unmarked-table-header", requirements=("wcag22:1.3.1",), impact="serious", views=("desktop",))
LEAST_ROWS, LEAST_COLUMNS = 3, 2  # ours
MAX_HEADER = 20  # ours: characters in a cell of a header row


def _is_data(table: Node, made: Grid) -> bool:
    if made.height < LEAST_ROWS or made.width < LEAST_COLUMNS:
        return False
    inner = {node.tag for node in table.descendants() if not node.is_text}
    if inner & {"table", "input", "select", "textarea", "iframe", "ul", "ol", "h1", "h2", "h3"}:
        return False
    filled = [cell for cell in made.cells if cell.node.text(3)]
    return len(filled) >= 0.6 * len(made.cells)  # ours: most cells hold text


def _layout(table: Node) -> bool:
    return table.attr("role").strip().lower() in ("presentation", "none")


def applicability(view: View) -> Iterator[tuple[Node, Grid]]:
    """Tables of data, and layout tables, with their cells."""
    for table in view.find("table"):
        made = table_grid(table, view)
        if made is None or not table.rendered or table.hidden_from_at:
            continue
        if _layout(table) or (is_exposed(table) and not table.attr("role") and _is_data(table, made)):
            yield table, made


def _bold(cell: Node) -> bool:
    texts = drawn_texts_below(cell)
    return bool(texts) and all(text.is_bold for text in texts)


def _looks_like_headers(made: Grid) -> bool:
    first = [cell.node for cell in made.cells if cell.y == 0]
    rest = [cell.node for cell in made.cells if cell.y > 0 and cell.node.text(3)]
    if len(first) < LEAST_COLUMNS or not rest or any(not 0 < len(cell.text(60)) <= MAX_HEADER for cell in first):
        return False
    if all(map(_bold, first)) and not any(map(_bold, rest)):
        return True
    backgrounds = {
        (c.style("background-color"), p.style("background-color")) for c in first if (p := c.parent) is not None
    }
    below = {(c.style("background-color"), p.style("background-color")) for c in rest if (p := c.parent) is not None}
    return len(backgrounds) == 1 and not backgrounds & below and len(below) == 1


def expectation(table: Node, view: View, made: Grid) -> Verdict:
    """Header cells where the first row looks like one; none in a layout table."""
    headers = [cell for cell in made.cells if cell.node.tag == "th" or cell.node.attr("scope")]
    if _layout(table):
        caption = any(child.tag == "caption" and child.text(3) for child in table.children)
        marks = ["th"] * bool(headers) + ["caption"] * caption + ["summary"] * bool(table.attr("summary").strip())
        return failed("layout", marks=marks) if marks else passed()
    if headers or not _looks_like_headers(made):
        return passed()
    row = [cell.node.text(12) for cell in made.cells if cell.y == 0][:6]
    return cant_tell("row", cells=row, rows=made.height)

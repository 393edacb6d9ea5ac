"""Each header cell of a table heads at least one other cell.

Assumptions: header cells are assigned as the HTML standard says, by place, `scope` and `headers`; one without `scope`
may head its column and its row. A table without any data cell is put to a person (its cells may stand in a second table
below). A row that only says that there are no entries is no row of data. Headers without visible text are left out; one
across the whole width or with a control inside may be no header at all, which a person sees.
Source: WCAG 2.2 1.3.1; ACT rule d0f69e; HTML standard, "algorithm for assigning header cells".
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import HEADERS, Grid, Node, View, is_exposed, per_view, table_grid
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import drawn_texts_below

RULE = Rule(
    id="unassigned-header-cell", requirements=("wcag22:1.3.1",), impact="serious", act=("d0f69e",), views=("desktop",)
)
NO_ENTRIES = re.compile(r"暂无|没有|無|加载|空空|no (data|records|entries|results)|loading", re.I)
CONTROLS = frozenset({"button", "input", "select", "textarea"})
TABLES = ("table", "grid", "treegrid")


@per_view
def _tables(view: View) -> list[set[int]]:
    """By document: numbers of its tables."""
    return [
        {number for role in TABLES for number in doc.by_role.get(role, ())} if not doc.lost else set()
        for doc in view.documents
    ]


def _table(cell: Node, view: View) -> Node | None:
    """The table that a cell stands in."""
    tables = _tables(view)[cell.doc.number]
    above = cell.parent
    while above is not None and above.number not in tables:
        above = above.parent
    return above


def applicability(view: View) -> Iterator[tuple[Node, Node]]:
    """Visible header cells of exposed tables, with their table."""
    for node in view.with_role(*HEADERS):
        table = _table(node, view)
        if table is not None and is_exposed(table) and is_exposed(node) and node.rendered and drawn_texts_below(node):
            yield node, table


@per_view
def _used_headers(view: View) -> dict[tuple[int, int], set[int]]:
    """By document and table: what `_used` found before."""
    return {}


def _used(table: Grid, view: View) -> set[int]:
    """Numbers of the header cells that some cell is assigned to; worked out once a table."""
    held = _used_headers(view)
    key = table.table.key
    if key not in held:
        used, headers = set(), sum(cell.header for cell in table.cells)
        # A row's last cell has the row's headers, the lowest cells have the columns': mostly these few say it all.
        for cell in sorted(table.cells, key=lambda cell: (cell.x + cell.width < table.width, -cell.y)):
            used |= table.assigned(cell)
            if len(used) >= headers:
                break
        held[key] = used
    return held[key]


def _only_notice(table: Grid) -> bool:
    """Whether the data cells are one row's single cell that says that there is nothing."""
    data = table.data
    return len(data) == 1 and (data[0].width > 1 or bool(NO_ENTRIES.search(data[0].node.text(60, visible=False))))


def expectation(node: Node, view: View, holder: Node) -> Verdict:
    """Whether any cell has this header."""
    table = table_grid(holder, view)
    if table is None or node.number not in table.by_node:
        return INAPPLICABLE
    if not table.data:
        first = next(cell.node.number for cell in table.cells if cell.node.rendered)
        return cant_tell("no_data", headers=len(table.cells)) if node.number == first else INAPPLICABLE
    if node.number in _used(table, view):
        return INAPPLICABLE if _only_notice(table) else passed()
    if _only_notice(table):
        return INAPPLICABLE
    cell = table.by_node[node.number]
    controls = any(below.tag in CONTROLS for below in node.descendants())
    if controls or (cell.width == table.width > 1):
        return cant_tell("alone", header=node.text(40))
    return failed("idle", header=node.text(40))

"""Tables as grids: which cell stands where, and which header cells are assigned to it.

Follows the HTML standard, "forming a table" and "algorithm for assigning header cells", but where a header cell has no
`scope` (see `is_column_header`). Tables made of ARIA roles are read the same way, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from auditor.rulekit.page.accessibility import role_of
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view

HEADERS = frozenset({"columnheader", "rowheader"})
CELLS = HEADERS | {"cell", "gridcell"}
MAX_SPAN = 1000  # the HTML standard's own limit of colspan
MAX_SLOTS = 100_000  # of one table; larger ones are not read
_GROUPS = ("thead", "tbody", "tfoot")


@dataclass(eq=False, slots=True)
class Cell:
    """A cell and the slots it covers; `group` numbers its row group."""

    node: Node
    x: int
    y: int
    width: int
    height: int
    header: bool
    scope: str
    group: int


@dataclass
class Grid:
    """One table's cells by slot."""

    table: Node
    cells: list[Cell] = field(default_factory=list)
    slots: dict[tuple[int, int], list[Cell]] = field(default_factory=dict)
    width: int = 0
    height: int = 0

    @cached_property
    def by_node(self) -> dict[int, Cell]:
        """Cells by their element's number."""
        return {cell.node.number: cell for cell in self.cells}

    @cached_property
    def data(self) -> list[Cell]:
        """Cells that are no headers."""
        return [cell for cell in self.cells if not cell.header]

    @cached_property
    def of_groups(self) -> list[Cell]:
        """Header cells for a group of rows or columns."""
        return [cell for cell in self.cells if cell.header and cell.scope in ("rowgroup", "colgroup")]

    @staticmethod
    def is_column_header(cell: Cell) -> bool:
        """By scope. Without one any header may head its column: the standard asks for rows free of data cells, which
        an empty corner cell breaks, and no browser goes by it."""
        return cell.scope in ("", "col")

    @staticmethod
    def is_row_header(cell: Cell) -> bool:
        """By scope; without one any header may head its row."""
        return cell.scope in ("", "row")

    def assigned(self, cell: Cell) -> set[int]:
        """Numbers of the header cells' elements that are assigned to a cell, itself and empty ones left out."""
        named = cell.node.attr("headers").split()
        if named:
            inside = self.by_node
            ids = cell.node.doc.ids
            headers = {ids[name][0] for name in named if name in ids and ids[name][0] in inside}
        else:
            headers = {c.node.number for c in self._scanned(cell)}
        return {number for number in headers - {cell.node.number} if not _empty(cell.node.doc.node(number))}

    def _scanned(self, cell: Cell) -> Iterator[Cell]:
        for x in range(cell.x, cell.x + cell.width):
            yield from self._scan(cell, x, cell.y, 0, -1)
        for y in range(cell.y, cell.y + cell.height):
            yield from self._scan(cell, cell.x, y, -1, 0)
        for other in self.of_groups:
            if other is cell:
                continue
            if other.scope == "rowgroup" and other.group == cell.group and other.y <= cell.y and other.x <= cell.x:
                yield other
            if other.scope == "colgroup" and other.x <= cell.x < other.x + other.width and other.y <= cell.y:
                yield other

    def _scan(self, cell: Cell, x: int, y: int, dx: int, dy: int) -> Iterator[Cell]:
        in_block = cell.header
        block = [cell] if cell.header else []
        opaque: list[Cell] = []
        while True:
            x, y = x + dx, y + dy
            if x < 0 or y < 0:
                return
            covering = self.slots.get((x, y), ())
            if len(covering) != 1:
                continue
            current = covering[0]
            if not current.header:
                if in_block:
                    in_block, block, opaque = False, [], [*opaque, *block]
                continue
            in_block = True
            block.append(current)
            if dx == 0:
                blocked = any(o.x == current.x and o.width == current.width for o in opaque)
                blocked = blocked or not self.is_column_header(current)
            else:
                blocked = any(o.y == current.y and o.height == current.height for o in opaque)
                blocked = blocked or not self.is_row_header(current)
            if not blocked:
                yield current


def _empty(node: Node) -> bool:
    return not any(not child.is_text or child.own_text.strip() for child in node.children)


def _span(attrs: dict[str, str], *names: str) -> int:
    for name in names:
        value = attrs.get(name, "").strip()
        if value.isascii() and value.isdigit():
            return max(0 if name == "rowspan" else 1, min(int(value), MAX_SPAN))
    return 1


def _html_rows(table: Node) -> list[tuple[int, list[Node]]]:
    """Rows with the number of their group; a tfoot's come last."""
    rows: list[tuple[int, list[Node]]] = []
    last: list[tuple[int, list[Node]]] = []
    for number, child in enumerate(table.children):
        if child.tag == "tr":
            rows.append((-1, _cells(child)))
        elif child.tag in _GROUPS:
            into = last if child.tag == "tfoot" else rows
            into.extend((number, _cells(row)) for row in child.children if row.tag == "tr")
    return rows + last


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.children if cell.tag in ("td", "th")]


def _role_rows(table: Node) -> list[tuple[int, list[Node]]]:
    rows: list[tuple[int, list[Node]]] = []
    cells: dict[int, int] = {}
    for node in table.descendants():
        if node.is_text:
            continue
        role = role_of(node)
        if role == "row":
            cells[node.number] = len(rows)
            rows.append((-1, []))
        elif role in CELLS:
            row = next((above for above in node.ancestors() if role_of(above) in ("row", "table", "grid")), None)
            if row is not None and row.number in cells:
                rows[cells[row.number]][1].append(node)
    return rows


def table_grid(table: Node, view: View) -> Grid | None:
    """The grid of one table, None where it is too large to be read. Worked out once a view."""
    held = _grids(view)
    key = table.key
    if key not in held:
        held[key] = _build(table)
    if held[key] is None:
        view.leave_out(0, None)
    return held[key]


@per_view
def _grids(view: View) -> dict[tuple[int, int], Grid | None]:
    """The grids that were asked for."""
    return {}


def _build(table: Node) -> Grid | None:
    made = Grid(table)
    rows = _html_rows(table) if table.tag == "table" else _role_rows(table)
    ends = {group: at for at, (group, _) in enumerate(rows)}
    for y, (group, cells) in enumerate(rows):
        x = 0
        for node in cells:
            while (x, y) in made.slots:
                x += 1
            attrs = node.attrs if node.doc.table.attrs[node.number] else {}  # most cells have none
            width = _span(attrs, "colspan", "aria-colspan") if attrs else 1
            tall = _span(attrs, "rowspan", "aria-rowspan") if attrs else 1
            height = min(tall or MAX_SPAN, ends[group] - y + 1)
            plain = table.tag == "table" and not attrs.get("role")
            header = node.tag == "th" if plain else role_of(node) in HEADERS
            scope = attrs.get("scope", "").strip().lower()
            if not plain:
                scope = {"columnheader": "col", "rowheader": "row"}.get(role_of(node), "")
            scope = scope if scope in ("col", "row", "colgroup", "rowgroup") else ""
            cell = Cell(node, x, y, width, height, header, scope, group)
            if len(made.slots) + width * height > MAX_SLOTS:
                return None
            made.cells.append(cell)
            if width == height == 1:
                made.slots[x, y] = [cell]  # it was free
            else:
                for at_y in range(y, y + height):
                    for at_x in range(x, x + width):
                        made.slots.setdefault((at_x, at_y), []).append(cell)
            made.width, made.height = max(made.width, x + width), max(made.height, y + height)
            x += width
    return made

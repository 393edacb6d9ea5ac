"""Writes docs/capture.md from the schema: every shape with its fields, types and the comments that give units.

python scripts/capture_doc.py          write the page
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "auditor" / "capture" / "schema"
PAGE = ROOT / "docs" / "capture.md"
ORDER = ("page", "extent", "document", "table", "axe", "probes/base", "probes/keys", "probes/pointer", "probes/changes")
ORDER += ("probes/forms", "probes/aids", "probes/links")
HEAD = """# What a capture is

Written from `auditor/capture/schema/` by `python scripts/capture_doc.py`; a test holds it to the schema.

A capture is stored as `captures/<site>/<page>.json.gz`, JSON with these names, and its screenshots beside it. A later
view's document has under `same` the names of what is as in the first view's. Shapes marked "an array" are read by
position.
Earlier formats are brought up to format {version} when they are read (`auditor/capture/schema/upgrade.py`).
"""


def _comments(source: str) -> dict[int, str]:
    """By line, the comment that stands on it."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _above(lines: list[str], comments: dict[int, str], line: int) -> str:
    """The comment lines that stand right above a line."""
    found: list[str] = []
    while (line := line - 1) in comments and lines[line - 1].lstrip().startswith("#"):
        found.insert(0, comments[line])
    return " ".join(found)


def _fields(node: ast.ClassDef, source: str) -> Iterator[tuple[str, str, str]]:
    """(name, type, what it is) of a class's fields, or of the members of an enumeration."""
    lines, comments = source.splitlines(), _comments(source)
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            name, kind = item.target.id, ast.unparse(item.annotation).replace("'", '"')
        elif isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
            name, kind = item.targets[0].id, ast.unparse(item.value)
        else:
            continue
        said = (_above(lines, comments, item.lineno), comments.get(item.end_lineno or item.lineno, ""))
        yield name, kind, " ".join(filter(None, said))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def text() -> str:
    """The whole page."""
    version = next(
        ast.literal_eval(item.value)
        for item in ast.parse((SCHEMA / "__init__.py").read_text("utf-8")).body
        if isinstance(item, ast.Assign) and ast.unparse(item.targets[0]) == "CAPTURE_FORMAT"
    )
    parts = [HEAD.format(version=version)]
    for name in ORDER:
        source = (SCHEMA / f"{name}.py").read_text("utf-8")
        tree = ast.parse(source)
        parts.append(f"## {' '.join((ast.get_docstring(tree) or '').split())}\n")
        for node in tree.body:
            if not isinstance(node, ast.ClassDef) or node.name == "Record":
                continue
            said = " ".join((ast.get_docstring(node) or "").split())
            bases = [ast.unparse(base) for base in node.bases]
            more = [base for base in bases if base not in ("Struct", "Record", "NamedTuple", "IntEnum", "IntFlag")]
            shape = " (an array)" if "NamedTuple" in bases or "array_like=True" in ast.unparse(node) else ""
            also = f" All of {more[0]}'s fields, and:" if more else ""
            parts.append(f"### {node.name}{shape}\n\n{said}{also}\n")
            rows = [f"| `{_cell(f)}` | `{_cell(k)}` | {_cell(w)} |" for f, k, w in _fields(node, source)]
            if rows:
                parts.append("\n".join(["| field | type | is |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8")

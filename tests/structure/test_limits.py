"""Every limit that may hide something from a rule has its row in docs/limits.md: what it hides, and who says so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.capture.schema.extent import PARTS

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"(?:MAX_\w+|MOST(?:_\w+)?|ENOUGH|LIMIT|ALL_BYTES|STILL_BYTES|TALLEST|WIDEST|OFFERED|LONGEST_CODE)")
# By section of the page: the folder, and which names there are limits. A rule's other figures are its definitions.
SECTIONS = {
    "Tables and what is measured": ("auditor/capture", NAME),
    "Probes": ("auditor/capture/probes", NAME),
    "Rules and their kit": ("", NAME),
    "Linked files": ("auditor/documents", NAME),
}
RULE_NAME = re.compile(r"MAX_\w+|MOST(?:_\w+)?")


def in_python(path: Path) -> Iterator[str]:
    """Names of a module's constants; keys of a dictionary LIMITS as LIMITS.key."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            for name in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(name, ast.Name) and name.id == "LIMITS" and isinstance(node.value, ast.Dict):
                    yield from (f"LIMITS.{ast.literal_eval(key)}" for key in node.value.keys if key is not None)
                elif isinstance(name, ast.Name):
                    yield name.id


def in_javascript(path: Path) -> Iterator[str]:
    """Names of a script's constant numbers."""
    for match in re.finditer(r"(?:const\s|,\s*)([A-Z][A-Z_]+) = [\d_.]+\b", path.read_text("utf-8")):
        yield match.group(1)


def limits(path: Path, name: re.Pattern[str]) -> set[str]:
    """A file's limits."""
    names = in_python(path) if path.suffix == ".py" else in_javascript(path)
    return {each for each in names if name.fullmatch(each) or each.startswith("LIMITS.")}


def there() -> dict[str, set[str]]:
    """By file as the page names it, its limits."""
    found: dict[str, set[str]] = {}
    for folder, name in (*SECTIONS.values(), ("auditor/rulekit", NAME)):
        if not folder:
            continue
        for path in sorted((ROOT / folder).rglob("*")):
            inner = folder == "auditor/capture" and "probes" in path.relative_to(ROOT / folder).parts[:1]
            if path.suffix in (".py", ".js") and not inner and (names := limits(path, name)):
                found[f"{folder}/{path.relative_to(ROOT / folder).as_posix()}"] = names
    for path in sorted((ROOT / "rules").glob("*/*/rule.py")):
        if names := {each for each in in_python(path) if RULE_NAME.fullmatch(each)}:
            found[path.relative_to(ROOT).as_posix()] = names
    return found


def told() -> Iterator[tuple[str, set[str], str]]:
    """(file, limits, the last column) of each row of the page."""
    folder = ""
    for line in (ROOT / "docs" / "limits.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            folder = next(place for title, (place, _) in SECTIONS.items() if line[3:].startswith(title))
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("| ") else []
        if len(cells) == 4 and cells[0] != "where":
            for file in cells[0].replace("`", "").split():
                yield f"{folder}/{file}".lstrip("/"), set(re.findall(r"`([\w.]+)`", cells[1])), cells[3]


def test_every_limit_has_a_row() -> None:
    rows: dict[str, set[str]] = {}
    for file, names, _ in told():
        rows.setdefault(file, set()).update(names)
    lacking = {file: sorted(names - rows.get(file, set())) for file, names in there().items()}
    assert not {file: names for file, names in lacking.items() if names}, "add them to docs/limits.md"


def test_no_row_is_left_over() -> None:
    known = there()
    for file, names, _ in told():
        of_file = known.get(file, set())
        assert names & of_file, f"docs/limits.md: {file} has none of {sorted(names)}"


@pytest.mark.parametrize("row", list(told()), ids=lambda row: f"{row[0]} {'+'.join(sorted(row[1]))}")
def test_rows_name_parts_that_there_are(row: tuple[str, set[str], str]) -> None:
    _, _, said = row
    assert said, "an empty column"
    named = set(re.findall(r"`([\w-]+)`", said))
    assert named <= PARTS | {"all", "left", "timeout", "too-large"}, named

"""What docs, docstrings and comments say of files and modules is true: each one that is named is there."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("auditor", "rules", "reports", "tests", "docs", "scripts")
# A path has a folder in it, or is a document's name; a module begins with the package's name.
_PATH = re.compile(r"(?<![\w./:*{<-])((?:[\w-]+/)+[\w.-]+\.(?:py|js|toml|md|html|sh|ts|json))(?![\w*{/])")
_NAME = re.compile(r"(?<![\w./:*{<-])([\w-]+\.(?:py|js))(?![\w*{/])")  # a file's name alone
_MODULE = re.compile(r"(?<![\w./:@-])(auditor(?:\.[a-z_]+)+)(?![\w/(-])")
# Files that a run writes, or that belong to somebody else's project.
WRITTEN = re.compile(
    r"^(sites|agencies|captures|pictures|demo-report|out|examples|my-rules)/|(^|/)(audit|pages)\.(json|db)"
)
_SUFFIXES = ("toml", "md", "json", "jsonl", "db", "html", "css", "py", "js")


def _said() -> Iterator[tuple[Path, str]]:
    """(file, text) of each document and of the docstrings and comments of each module."""
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("rules/**/*.md")]:
        if document.name != "CHANGELOG.md":  # tells of what was
            yield document, document.read_text("utf-8")
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file, "\n".join(_comments(file))


def _comments(file: Path) -> Iterator[str]:
    before = tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(file.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
        # A string that is a statement of its own is a docstring.
        if token.type == tokenize.STRING and before in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT):
            yield token.string
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            before = token.type


def _exists(path: str, file: Path) -> bool:
    bases = (
        ROOT,
        ROOT / "auditor",
        ROOT / "auditor/capture",
        ROOT / "auditor/capture/probes",
        ROOT / "auditor/demo/site",
    )
    return any((base / path).exists() for base in (*bases, *file.parents[: len(file.relative_to(ROOT).parents)]))


def _is_module(name: str) -> bool:
    parts = name.split(".")
    if parts[-1] in _SUFFIXES and len(parts) == 2:
        return True  # auditor.toml
    here = ROOT / "auditor"
    for number, part in enumerate(parts[1:], 1):
        if (here / part).is_dir():
            here = here / part
            continue
        module = here / f"{part}.py"
        source = module if module.is_file() else here / "__init__.py"
        rest = parts[number + 1 :] if module.is_file() else parts[number:]
        return not rest or bool(re.search(rf"\b{re.escape(rest[0])}\b", source.read_text("utf-8")))
    return True


NAMES = {file.name for folder in FOLDERS for file in (ROOT / folder).rglob("*.*")} | {
    "axe.min.js",
    "node.js",
    "recorded.py",
}
SAID = list(_said())


@pytest.mark.parametrize(("file", "text"), SAID, ids=[str(file.relative_to(ROOT)) for file, _ in SAID])
def test_named_files_and_modules_are_there(file: Path, text: str) -> None:
    paths = {path for path in _PATH.findall(text) if not WRITTEN.search(path) and not _exists(path, file)}
    paths |= {name for name in _NAME.findall(text) if name not in NAMES}
    modules = {name for name in _MODULE.findall(text) if not _is_module(name)}
    wrong = paths | modules
    assert not wrong, f"{file.relative_to(ROOT)} names what is not there: {sorted(wrong)}"

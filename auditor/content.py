"""Finds `rules/` and `reports/`: content loaded by path, not import packages (docs/decisions/0001).

Order: `--rules DIR` (added to, never instead of, the bundled ones), inside the wheel (`auditor/_content/`),
else the checkout, beside `auditor/`.
"""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from auditor.errors import AuditError
from auditor.text_files import read_text

PACKAGE = Path(__file__).resolve().parent


class ContentError(AuditError):
    """A content folder is missing or broken."""


@cache
def folder(kind: str) -> Path:
    """The bundled folder `rules` or `reports`."""
    for candidate in (PACKAGE / "_content" / kind, PACKAGE.parent / kind):
        if candidate.is_dir():
            return candidate
    raise ContentError("content.folder-missing", folder=kind)


def load_module(path: Path, name: str) -> ModuleType:
    """Load one content file under a private module name, so that it can't shadow a distribution."""
    unique = f"_auditor_content.{name}"
    if unique in sys.modules:
        return sys.modules[unique]
    spec = importlib.util.spec_from_file_location(unique, path)
    if spec is None or spec.loader is None:
        raise ContentError("content.not-python", path=path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[unique] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[unique]
        raise ContentError("content.faulty", path=path, what=f"{type(error).__name__}: {error}") from error
    return module


def load_package(place: Path, module: str, name: str) -> ModuleType:
    """Load `place/<module>.py` as part of a package of that folder, so that its files reach one another by relative
    imports. `name`: the package's, below the private one."""
    package = f"_auditor_content.{name}"
    if package not in sys.modules:
        holder = ModuleType(package, f"The folder {place}.")
        holder.__path__ = [str(place)]
        sys.modules[package] = holder
    return load_module(place / f"{module}.py", f"{name}.{module}")


def read_toml(path: Path) -> dict[str, Any]:
    """One TOML file; a fault is told with the file's name."""
    try:
        return tomllib.loads(read_text(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError("content.faulty", path=path, what=str(error)) from error


def rule_folders(extra: tuple[Path, ...] = ()) -> Iterator[tuple[str, Path]]:
    """(pack, folder) of every rule: a folder that holds a `rule.py`, one level below its pack."""
    for root in (folder("rules"), *extra):
        for path in sorted(root.glob("*/*/rule.py")):
            yield path.parent.parent.name, path.parent

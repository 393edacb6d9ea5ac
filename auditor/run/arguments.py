"""What a program hands to `auditor.api`: a value that can't be used is told of before anything runs."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from auditor.errors import AuditError
from auditor.settings.parts import FAIL_LEVELS, LANGUAGES, LEVELS

_LARGEST_RUN = 2**31 - 1  # what both databases hold as a run's number


class WrongArgument(AuditError):
    """A value of a type, or of a kind, that the function can't use."""


def _refuse(name: str, value: object) -> WrongArgument:
    # Of a value only its type is told: it may hold a password.
    return WrongArgument("library.argument", name=name, kind=type(value).__name__)


def is_path(value: object) -> bool:
    """Whether a value can name a file or a folder."""
    return isinstance(value, str | os.PathLike) and "\0" not in str(value)


def path(value: Any, name: str) -> Path:
    """A file or folder that the caller names. Raises WrongArgument."""
    if not is_path(value):
        raise _refuse(name, value)
    return Path(value)


def paths(values: Any, name: str) -> tuple[Path, ...]:
    """Several; one by itself is not several."""
    if isinstance(values, str | bytes) or not isinstance(values, Sequence):
        raise _refuse(name, values)
    return tuple(path(value, name) for value in values)


def text(value: Any, name: str) -> str:
    """A text. Raises WrongArgument."""
    if not isinstance(value, str):
        raise _refuse(name, value)
    return value


def run_number(value: Any, folder: Path) -> int | None:
    """A run's number or None. Raises AuditError where no run can have it."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise _refuse("run", value)
    if not 0 < value <= _LARGEST_RUN:
        raise AuditError("store.no-run", path=folder, run=value)
    return value


def format_names(values: Any) -> tuple[str, ...]:
    """The names of formats, at least one. Raises AuditError."""
    if isinstance(values, str | bytes) or not isinstance(values, Sequence):
        raise _refuse("formats", values)
    if not values:
        raise AuditError("library.no-format")
    return tuple(text(value, "formats") for value in values)


def one_of(value: Any, name: str, known: Sequence[str]) -> str:
    """One of the known words. Raises AuditError."""
    if not isinstance(value, str):
        raise _refuse(name, value)
    if value not in known:
        raise AuditError("library.not-one-of", name=name, known=list(known))
    return value


def language(value: Any) -> str:
    """A language that reports are written in."""
    return one_of(value, "lang", LANGUAGES)


def fail_level(value: Any) -> str:
    """A level of `--fail-on`."""
    return one_of(value, "fail_on", FAIL_LEVELS)


def level(value: Any) -> str:
    """How far a finding binds."""
    return one_of(value, "level", LEVELS)


def of_kind(value: Any, kind: type, name: str) -> None:
    """Raises WrongArgument where a value is not of a class."""
    if not isinstance(value, kind):
        raise _refuse(name, value)


@contextmanager
def files_told() -> Iterator[None]:
    """A file that can't be read or written becomes an AuditError that names it."""
    try:
        yield
    except OSError as error:
        what = error.strerror or str(error)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise AuditError("run.full") from error
        if error.filename:
            raise AuditError("cli.file", path=str(error.filename), what=what) from error
        raise AuditError("cli.some-file", what=what) from error

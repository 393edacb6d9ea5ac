"""Targets: addresses, .txt lists, .csv and .xlsx tables. A bad line is told with its number and the others go on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from auditor.crawl.credentials import without_userinfo
from auditor.crawl.tables import Table, TargetError, is_usual, separated, workbook
from auditor.messages import Note, note
from auditor.text_files import UTF_16

MAX_BYTES = 20_000_000
_HOST = re.compile(r"^(localhost|[\w\u4e00-\u9fff-]+(\.[\w\u4e00-\u9fff-]+)+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?(/|$|\?)")


_FILES = re.compile(
    r"\.(xlsx?|jsonl?|ya?ml|xml|docx?|wps|pdf|html?|log)$", re.I
)  # of files; no top-level domain is among them


class EmptyTargets(TargetError):
    """Nothing to audit is left."""


class Target(BaseModel):
    """One address to audit and whose it is. `source` says where it was read.

    `bare`: it was written without a scheme, so that https is a guess. `userinfo` is what stood before an @ in the
    address; it is in no dump and no representation."""

    model_config = ConfigDict(frozen=True)

    url: str
    name: str = ""
    agency: str = ""
    district: str = ""
    street: str = ""
    contact: str = ""
    source: str = ""
    bare: bool = False
    userinfo: tuple[str, SecretStr] | None = Field(default=None, exclude=True, repr=False)


class Problem(BaseModel):
    """A line that could not be used."""

    model_config = ConfigDict(frozen=True)

    source: str
    line: int
    text: str
    note: Note


class TargetList(BaseModel):
    """What was read. `notes` tell how, where a table's columns have other names than the program's own."""

    targets: list[Target] = []
    problems: list[Problem] = []
    notes: list[Note] = []


# What people write between two addresses: none of it stands in one.
_BETWEEN = re.compile(r"[；、，｜\n\r]+|(?<![;,|\s])[;,|\s]++(?=https?://|\Z)", re.I)
_SHEET = (".csv", ".xlsx")
_COLUMN_NAMES = {
    "url": note("targets.column-url"),
    "name": note("targets.column-name"),
    "agency": note("targets.column-agency"),
    "district": note("targets.column-district"),
    "street": note("targets.column-street"),
    "contact": note("targets.column-contact"),
}


def address(text: str) -> str | None:
    """An http(s) address from what a person wrote; a bare host gets https."""
    text = text.strip().strip("\u200b\ufeff<>\"'")
    if "://" not in text and _HOST.match(text):
        text = "https://" + text
    try:
        parts = urlsplit(text)
        port_ok = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or not port_ok:
        return None
    if re.search(r"[\s\ud800-\udfff]", text) or len(text) > 2000 or not _HOST.match(parts.netloc.rsplit("@", 1)[-1]):
        return None
    return text


def read_targets(arguments: Sequence[str]) -> TargetList:
    """All targets of the command line. Raises TargetError, EmptyTargets."""
    found = TargetList()
    for argument in arguments:
        suffix = Path(argument).suffix.lower()
        if suffix in (".txt", *_SHEET) and "://" not in argument:
            _read_file(Path(argument), found)
        elif "://" not in argument and "/" not in argument.rstrip("/") and _FILES.search(argument):
            raise TargetError("targets.file-not-list", argument=argument)
        elif url := address(argument):
            found.targets.append(_target(argument, url, without_userinfo(argument)[0]))
        else:
            raise TargetError("targets.neither", argument=_covered(argument))
    return _ready(found)


def targets_from_table(items: object, source: str) -> TargetList:
    """Targets of a configuration: strings or tables with the columns of the CSV form. Raises TargetError."""
    found = TargetList()
    if not isinstance(items, list) or not all(isinstance(item, str | Mapping) for item in items):
        raise TargetError("targets.table-no-list", source=source)
    for number, item in enumerate(items, 1):
        row = {"url": item} if isinstance(item, str) else dict(item)
        _add(found, {key: str(value) for key, value in row.items()}, source, number)
    return _ready(found)


def _ready(found: TargetList) -> TargetList:
    unique: dict[tuple[str, ...], Target] = {}
    for target in found.targets:
        unique.setdefault((target.url, target.name, target.agency, target.district, target.street), target)
    found.targets = list(unique.values())
    if not found.targets:
        if found.problems:
            first = found.problems[0]
            raise EmptyTargets("targets.none-first-problem", source=first.source, line=first.line)
        raise EmptyTargets("targets.none")
    return found


def _read_file(path: Path, found: TargetList) -> None:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TargetError("targets.too-large", path=path)
        raw = path.read_bytes()
    except OSError as error:
        raise TargetError("targets.unreadable", path=path, what=error.strerror) from error
    if path.suffix.lower() == ".xlsx":
        _add_table(workbook(raw, path), path, found)
        return
    text = _decode(raw, path)
    if path.suffix.lower() == ".csv":
        _add_table(separated(text, path), path, found)
        return
    for number, line in enumerate(text.splitlines(), 1):
        line = re.sub(r"(^|\s)#.*$", "", line).strip()
        if line:
            _add(found, {"url": line}, path.name, number)


def _add_table(table: Table, path: Path, found: TargetList) -> None:
    if not is_usual(table.columns):
        read = [
            note("targets.column", header=header, name=_COLUMN_NAMES[name]) for name, header in table.columns.items()
        ]
        found.notes.append(note("targets.read", path=path.name, columns=read))
    for row in table.rows:
        if row.cells is None:
            shown = _covered(row.text)[:200]
            problem = Problem(source=path.name, line=row.line, text=shown, note=note("targets.not-a-row"))
            found.problems.append(problem)
        else:
            _add(found, row.cells, path.name, row.line)


def _decode(raw: bytes, path: Path) -> str:
    if raw[:2] in UTF_16:  # "Unicode text" of office programs
        return raw.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TargetError("targets.encoding", path=path)


def _add(found: TargetList, row: Mapping[str, str], source: str, line: int) -> None:
    text = row.get("url", "")
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    urls = [address(part) for part in parts]
    if not urls or None in urls:
        shown = _covered(text)[:200]
        found.problems.append(Problem(source=source, line=line, text=shown, note=note("targets.not-an-address")))
        return
    known = {
        key: value
        for key, value in row.items()
        if key in Target.model_fields and key not in ("url", "source", "userinfo", "bare")
    }
    for part, url in zip(parts, urls, strict=True):
        found.targets.append(_target(part, str(url), f"{source}:{line}", **known))


def _target(written: str, url: str, source: str, **known: str) -> Target:
    plain, pair = without_userinfo(url)
    return Target(
        url=plain,
        source=source,
        bare="://" not in written,
        userinfo=(pair[0], SecretStr(pair[1])) if pair else None,
        **known,
    )


def _covered(text: str) -> str:
    """What can't be read as an address, without what may be a password in it."""
    return re.sub(r"^(\s*+\w++:/*+)?.*@", r"\1***@", text, flags=re.S)

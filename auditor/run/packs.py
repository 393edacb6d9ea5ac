"""Which files judge, and their digests: so that a change of one is never read as a change of a site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from auditor import __version__
from auditor.content import PACKAGE, folder
from auditor.evaluate.groups import digest
from auditor.model import Judging, Pack

# Code and data of the package that decide an outcome; the rules themselves are a folder of content.
JUDGING = ("rulekit", "evaluate", "lexicon", "messages")
SUFFIXES = frozenset({".py", ".toml", ".json", ".txt"})
APART = frozenset({"examples", "captures", "__pycache__"})  # of rules: tests and documentation, no part of a verdict


def bundled_packs() -> list[Pack]:
    """The program's own: rules with standards and wording, rule kit, evaluation, word lists, messages."""
    parts = [(name, PACKAGE / name) for name in JUDGING if (PACKAGE / name).is_dir()]
    shared = sorted(PACKAGE.glob("*.py"))
    return [
        *(pack(name, path) for name, path in [("rules", folder("rules")), *parts]),
        Pack(name="auditor", path=str(PACKAGE), digest=_digest(PACKAGE, shared)),
    ]


def extra_packs(paths: Iterable[Path]) -> list[Pack]:
    """Those of `--rules`."""
    return [pack(path.name, path) for path in paths]


def pack(name: str, path: Path) -> Pack:
    """A folder's pack."""
    root = path.resolve()
    return Pack(name=name, path=str(root), digest=_digest(root, _files(root)))


def judging(packs: Sequence[Pack]) -> Judging:
    """What judges with these packs in this program."""
    joint = digest(*(f"{item.name}={item.digest}" for item in packs), length=12)
    return Judging(program=__version__, rules=joint, packs=[Pack(name=item.name, digest=item.digest) for item in packs])


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file() and not APART.intersection(path.relative_to(root).parts):
            yield path


def _digest(root: Path, files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]

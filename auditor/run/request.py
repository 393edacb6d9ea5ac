"""What a run is asked to do: targets and options become lists and settings; what is wrong is told first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.crawl.targets import Problem, Target, TargetList, read_targets, targets_from_table
from auditor.masking import Mask
from auditor.messages import Note
from auditor.run.arguments import WrongArgument, is_path
from auditor.settings.options import ConfigError, build, from_toml
from auditor.settings.parts import Settings

TargetLike = str | Path | Mapping[str, str]


@dataclass(frozen=True)
class Request:
    """Targets that can be used, lines that can't, and the settings of each part; `notes`: how lists were read."""

    settings: Settings
    targets: tuple[Target, ...]
    problems: tuple[Problem, ...] = field(default=())
    notes: tuple[Note, ...] = field(default=())


def make_request(targets: TargetLike | Iterable[TargetLike], options: Mapping[str, Any]) -> Request:
    """Targets as on the command line: an address, a .txt, .csv or .xlsx list, an auditor.toml, or a table with the
    columns of the CSV form. Options given here go before those of an auditor.toml. Raises ConfigError, TargetError."""
    items = _several([targets] if isinstance(targets, str | Path | Mapping) else targets)
    tables = [dict(item) for item in items if isinstance(item, Mapping)]
    texts = [str(item) for item in items if not isinstance(item, Mapping)]
    files = [text for text in texts if text.endswith(".toml")]
    rest = [text for text in texts if not text.endswith(".toml")]
    values: dict[str, Any] = {}
    lists = []
    for file in files:
        values.update(from_toml(Path(file)))
        lists.append(targets_from_table(values.pop("targets", []), file))
    if rest or not (files or tables):
        lists.append(read_targets(rest))
    if tables:
        lists.append(targets_from_table(tables, "targets"))
    settings = build({**values, **options})
    return Request(settings, *_joined(lists))


def _several(targets: Any) -> list[TargetLike]:
    if isinstance(targets, bytes) or not isinstance(targets, Iterable):
        raise WrongArgument("library.argument", name="targets", kind=type(targets).__name__)
    items = list(targets)
    for item in items:
        if not isinstance(item, Mapping) and not is_path(item):
            raise WrongArgument("library.argument", name="targets", kind=type(item).__name__)
    return items


def check_request(file: Path, options: Mapping[str, Any]) -> Request:
    """The request of `auditor check`: an auditor.toml that names its targets, with the defaults of a build."""
    values = from_toml(file)
    if not values.get("targets"):
        raise ConfigError("settings.no-targets", path=file)
    lists = [targets_from_table(values.pop("targets"), str(file))]
    defaults = {"fail_on": "serious", "format": ["html", "json", "jsonl", "junit"]}
    # A check is never the rest of an earlier one: what it says holds today.
    return Request(build({**defaults, **values, **options, "restart": True}), *_joined(lists))


def _joined(lists: Iterable[TargetList]) -> tuple[tuple[Target, ...], tuple[Problem, ...], tuple[Note, ...]]:
    ready, mask = list(lists), Mask()  # a line that is no address may hold anything
    problems = [problem for found in ready for problem in found.problems]
    return (
        tuple(target for found in ready for target in found.targets),
        tuple(problem.model_copy(update={"text": mask.text(problem.text)}) for problem in problems),
        tuple(said for found in ready for said in found.notes),
    )

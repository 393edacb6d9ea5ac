"""Options and auditor.toml → the settings of each part. A wrong value is one clear sentence."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.errors import AuditError
from auditor.journeys.script import Journey, JourneyError, read
from auditor.messages import Note, asked_by_variable, note
from auditor.model import Impact, Level
from auditor.settings import parts
from auditor.text_files import read_text

P = TypeVar("P")


class ConfigError(AuditError):
    """A configuration that can't be used."""


def same_hosts(pairs: Iterable[str]) -> dict[str, str]:
    """Old host → new host, each told as OLDHOST=NEWHOST. Raises ConfigError."""
    held = {}
    for pair in pairs:
        first, _, second = (part.strip() for part in pair.partition("="))
        if not first or not second:
            raise ConfigError("compare.not-a-pair", value=pair)
        held[first] = second
    return held


class Options(BaseModel):
    """Every option by its name, from the command line or an auditor.toml. Seconds for `timeout`, minutes for `budget`.

    A field reaches the part of `auditor/settings/parts.py` that has a field of its name (`settings`)."""

    model_config = ConfigDict(extra="forbid")

    output: Path = Path("audit")
    max_pages: int = Field(default=20, ge=1, le=100_000)
    max_depth: int = Field(default=5, ge=0, le=100)
    profile: Literal["quick", "standard", "full"] = "standard"
    sample: Literal["all", "structured"] = "all"
    concurrency: int = Field(default=2, ge=1, le=32)
    timeout: float = Field(default=45, gt=0, le=600)
    deep_timeout: float = Field(default=120, gt=0, le=1800)
    budget: float = Field(default=60, gt=0, le=24 * 60)
    lang: Literal["zh", "en"] = "zh"
    format: list[str] = Field(default_factory=lambda: list(parts.FORMATS))
    include: list[str] = Field(default_factory=list)
    exclude: list[str] = Field(default_factory=list)
    storage_state: Path | None = None
    header: dict[str, str] = Field(default_factory=dict, repr=False)
    browser: str | None = None
    axe: Path | None = None
    rules: list[Path] = Field(default_factory=list)
    allow_private: bool = False
    ignore_robots: bool = False
    user_agent: str | None = None
    contact: str = "see the operator of this audit"
    fail_on: Literal["never"] | Impact = "never"
    level: Level = "required"
    baseline: Path | None = None
    same_site: list[str] = Field(default_factory=list)
    store: str | None = None
    restart: bool = False
    journeys: list[Journey] = Field(default_factory=list)

    def settings(self) -> parts.Settings:
        """What each part is told. Raises ConfigError where a file that is named can't be used."""
        for rules in self.rules:
            if not rules.is_dir():
                raise ConfigError("run.not-a-folder", path=rules)
        for name, path in {"output": self.output, "axe": self.axe, "baseline": self.baseline}.items():
            if path is not None and "\0" in str(path):
                raise ConfigError("library.one-line", name=name)
        same_hosts(self.same_site)
        _check_lines(self.header, {"user_agent": self.user_agent, "contact": self.contact})
        return parts.Settings(
            site=parts.SiteSettings(
                crawl=self._part(parts.CrawlSettings),
                capture=self._part(parts.CaptureSettings),
                judge=self._part(parts.JudgeSettings),
                credentials=self._part(parts.Credentials, storage_state=_storage_state(self.storage_state)),
                journeys=tuple(self.journeys),
            ),
            worker=self._part(parts.WorkerSettings),
            folder=self._part(parts.FolderSettings),
            report=self._part(parts.ReportSettings),
            exit=self._part(parts.ExitSettings),
            printed=self._printed(),
        )

    def _part(self, kind: type[P], **values: Any) -> P:
        held = {item.name: getattr(self, item.name) for item in fields(cast(Any, kind))} | values
        return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in held.items()})

    def _printed(self) -> dict[str, Any]:
        """The settings as `audit.json` shows them; headers' values, stored logins and this machine's folders are
        nobody's business."""
        hidden = {"header", "storage_state", "output", "restart", "journeys", "store"}
        data = self.model_dump(mode="json", exclude=hidden)
        for name in ("axe", "baseline", "browser"):
            data[name] = Path(data[name]).name if data[name] else None
        data["rules"] = [path.name for path in self.rules]
        data["header"] = sorted(self.header)
        data["storage_state"] = bool(self.storage_state)
        return data


# RFC 9110: the characters of a field's name; a value has no control characters.
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def _check_lines(header: Mapping[str, str], texts: Mapping[str, str | None]) -> None:
    """Raises ConfigError for what would be more than one line of a request. A header's value is never repeated."""
    for name, value in header.items():
        if not _HEADER_NAME.fullmatch(name) or _CONTROL.search(value):
            raise ConfigError("library.header", name=name)
    for option, text in texts.items():
        if text is not None and _CONTROL.search(text):
            raise ConfigError("library.one-line", name=option.replace("_", "-"))


def _storage_state(path: Path | None) -> dict[str, Any] | None:
    """The content: an audit without the login that it was meant to have would mislead."""
    if path is None:
        return None
    try:
        held = json.loads(read_text(path))
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigError("run.storage-state-unreadable", path=path, what=what) from error
    if not isinstance(held, dict):
        raise ConfigError("run.storage-state-not-one", path=path)
    return held


# What pydantic says of a wrong value, as codes of the catalogues; its own words where none is listed.
_FAULTS = {
    "extra_forbidden": "settings.extra-forbidden",
    "int_parsing": "settings.whole-number",
    "int_type": "settings.whole-number",
    "int_from_float": "settings.whole-number",
    "float_parsing": "settings.number",
    "float_type": "settings.number",
    "bool_parsing": "settings.true-or-false",
    "bool_type": "settings.true-or-false",
    "string_type": "settings.string",
    "list_type": "settings.list",
    "path_type": "settings.path",
    "dict_type": "settings.table",
}


def _fault(fault: Any) -> ConfigError:
    """One fault as a sentence that begins with the option's name."""
    name = ".".join(str(part) for part in fault["loc"]).replace("_", "-")
    return ConfigError("settings.fault", option=name, what=_expected(fault))


def _expected(fault: Any) -> Note:
    values = fault.get("ctx", {})
    match fault["type"]:
        case "greater_than_equal":
            return note("settings.at-least", limit=values["ge"])
        case "greater_than":
            return note("settings.more-than", limit=values["gt"])
        case "less_than_equal":
            return note("settings.at-most", limit=values["le"])
        case "literal_error":
            return note("settings.one-of", choices=re.findall(r"'([^']*)'", values["expected"]))
    code = _FAULTS.get(fault["type"])
    return note(code) if code else note("text", text=fault["msg"])


def build(values: dict[str, Any]) -> parts.Settings:
    """Settings from loose values; the first fault is told by its name. `targets` are nobody's option."""
    given = {key: value for key, value in values.items() if key != "targets"}
    if "lang" not in given and (lang := asked_by_variable()) is not None:
        given["lang"] = lang
    try:
        options = Options.model_validate(given)
    except ValidationError as error:
        raise _fault(error.errors()[0]) from error
    return options.settings()


def from_toml(path: Path) -> dict[str, Any]:
    """The values of an auditor.toml: `targets` and the options by their names, hyphens or underscores."""
    try:
        data = tomllib.loads(read_text(path))
    except FileNotFoundError:
        raise ConfigError("settings.no-file", path=path) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError("settings.unreadable", path=path, what=str(error)) from error
    values = {key.replace("-", "_"): value for key, value in data.items() if key not in ("options", "journey")}
    options = data.get("options", {})
    if not isinstance(options, dict):
        raise ConfigError("settings.options-no-table", path=path)
    values.update({key.replace("-", "_"): value for key, value in options.items()})
    if data.get("journey"):
        try:
            values["journeys"] = [journey.model_dump() for journey in read(data["journey"], str(path))]
        except JourneyError as error:
            raise ConfigError(error.note) from error
    for key in ("output", "storage_state", "axe", "baseline"):
        if isinstance(values.get(key), str):
            values[key] = path.parent / values[key]
    if isinstance(values.get("rules"), list):
        values["rules"] = [path.parent / str(item) for item in values["rules"]]
    if isinstance(values.get("format"), str):
        values["format"] = [item.strip() for item in values["format"].split(",") if item.strip()]
    return values

"""What each part of a run is told, and nobody more: frozen, picklable, without a dependency.

A field has the name of its option (auditor/settings/options.py); a test asserts that each is read under `part.field`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.journeys.script import Journey

PROFILES = ("quick", "standard", "full")
SAMPLES = ("all", "structured")
LANGUAGES = ("zh", "en")
LEVELS = ("required", "reference", "advice")
FAIL_LEVELS = ("never", "minor", "moderate", "serious", "critical")
FORMATS = ("html", "json", "jsonl")  # written where none is asked for


@dataclass(frozen=True)
class CrawlSettings:
    """Which pages of a site are taken, and as whom they are asked for. `budget`: minutes a site."""

    max_pages: int = 20
    max_depth: int = 5
    sample: str = "all"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ignore_robots: bool = False
    budget: float = 60
    user_agent: str | None = None
    contact: str = "see the operator of this audit"


@dataclass(frozen=True)
class CaptureSettings:
    """Seconds that a page may take, and its further views and probes."""

    timeout: float = 45
    deep_timeout: float = 120


@dataclass(frozen=True)
class JudgeSettings:
    """Which rules run, and the language of `message`."""

    profile: str = "standard"
    lang: str = "zh"


@dataclass(frozen=True)
class Credentials:
    """Headers and Playwright's storage state. Never printed, never stored: a manifest holds their salted digests."""

    header: dict[str, str] = field(default_factory=dict, repr=False)
    storage_state: dict[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class SiteSettings:
    """All that `audit_site` is handed besides its plan."""

    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    capture: CaptureSettings = field(default_factory=CaptureSettings)
    judge: JudgeSettings = field(default_factory=JudgeSettings)
    credentials: Credentials = field(default_factory=Credentials)
    journeys: tuple[Journey, ...] = ()


@dataclass(frozen=True)
class WorkerSettings:
    """What a process builds once: browser, axe-core, catalogue, address guard. `concurrency`: pages at once."""

    browser: str | None = None
    axe: Path | None = None
    rules: tuple[Path, ...] = ()
    allow_private: bool = False
    concurrency: int = 2


@dataclass(frozen=True)
class FolderSettings:
    """Where a run is kept. `store`: the database's address, None for `audit.db` in the folder."""

    output: Path = Path("audit")
    store: str | None = None
    restart: bool = False


@dataclass(frozen=True)
class ReportSettings:
    """Which renderings are written."""

    format: tuple[str, ...] = FORMATS


@dataclass(frozen=True)
class ExitSettings:
    """What makes a complete run end with status 1. `level`: how far it must bind; `baseline`: a baseline's file, an
    audit's folder or `audit.json`; `same_site`: `OLDHOST=NEWHOST` each."""

    fail_on: str = "never"
    level: str = "required"
    baseline: Path | None = None
    same_site: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """The settings of one command, by part; `printed` is what the manifest and `audit.json` show of them."""

    site: SiteSettings = field(default_factory=SiteSettings)
    worker: WorkerSettings = field(default_factory=WorkerSettings)
    folder: FolderSettings = field(default_factory=FolderSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    exit: ExitSettings = field(default_factory=ExitSettings)
    printed: dict[str, Any] = field(default_factory=dict)

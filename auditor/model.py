"""The result model: what an audit found, as data. Renderers read this and nothing else.

Source of the field names: the program's contract (docs/result-model.md). Lengths are CSS px, times milliseconds
unless a name says otherwise.
"""

from __future__ import annotations

from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"
GROUP_SCHEME = 1
FINGERPRINT_SCHEME = 1

Outcome = Literal["failed", "cantTell", "passed", "inapplicable", "untested"]
Impact = Literal["critical", "serious", "moderate", "minor"]
Confidence = Literal["certain", "likely", "hint"]
IMPACTS: tuple[Impact, ...] = ("minor", "moderate", "serious", "critical")


class Model(BaseModel):
    """Base: unknown keys are an error, so that a typo in a field name is found by a test."""

    model_config = ConfigDict(extra="forbid")


class PageError(Model):
    """Why a page was not audited: `kind` equals the page's status, `message` is one clear sentence."""

    kind: str
    message: str


class Untested(Model):
    """A rule that did not run on a page, and why."""

    rule: str
    reason: str


class Finding(Model):
    """One occurrence: an element (or the page) that failed a rule, or that a person must look at."""

    rule: str
    outcome: Literal["failed", "cantTell"]
    impact: Impact
    confidence: Confidence
    requirements: list[str]
    view: str
    views: list[str] = Field(default_factory=list)
    target: list[str]
    html: str
    message: str
    messages: dict[str, str]
    evidence: dict[str, Any]
    box: list[int] | None = None
    group: str = ""
    fingerprint: str = ""
    picture: str | None = None


class Page(Model):
    """One page of `pages.jsonl`. `status` is `audited`, or why the page does not count."""

    site: str
    url: str
    final_url: str = ""
    http_status: int | None = None
    title: str = ""
    template: str = ""
    source: str = "target"
    sample: Literal["ordinary", "elder"] = "ordinary"
    depth: int = 0
    status: str = "audited"
    error: PageError | None = None
    findings: list[Finding] = Field(default_factory=list)
    passed: list[str] = Field(default_factory=list)
    inapplicable: list[str] = Field(default_factory=list)
    untested: list[Untested] = Field(default_factory=list)
    truncated: dict[str, int] = Field(default_factory=dict)
    timing_ms: dict[str, int] = Field(default_factory=dict)
    # What site rules keep of the page until all pages are there; not part of any report.
    facts: dict[str, Any] = Field(default_factory=dict)


class Group(Model):
    """Occurrences with one root cause: same rule, same component of a shared template."""

    id: str
    rule: str
    outcome: Literal["failed", "cantTell"]
    impact: Impact
    confidence: Confidence
    requirements: list[str]
    component: str
    occurrences: int
    pages: list[str]
    views: list[str]
    titles: dict[str, str]
    messages: dict[str, str]
    people: list[str] = Field(default_factory=list)
    example: Finding


class RequirementResult(Model):
    """What is known of one requirement on a site; never `compliant`, only what the machine saw."""

    id: str
    result: Literal["failed", "needs-review", "machine-passed", "inapplicable", "untested"]
    failed: int = 0
    cant_tell: int = 0
    pages_failed: int = 0
    rules: list[str] = Field(default_factory=list)


class Coverage(Model):
    """How much of a site was looked at."""

    planned: int = 0
    audited: int = 0
    not_audited: dict[str, int] = Field(default_factory=dict)
    out_of_scope: dict[str, int] = Field(default_factory=dict)
    left_out: dict[str, int] = Field(default_factory=dict)
    documents: list[dict[str, Any]] = Field(default_factory=list)
    complete: bool = False


class JourneyStep(Model):
    """A step as it is printed; values never are."""

    action: str
    target: str


class JourneyWay(Model):
    """Whether one way of using the site gets through a journey; where it stops, the step (1-based) and the reason.

    `no-further` is for what a machine can't do for a person, as scanning a code."""

    way: str
    outcome: Literal["can", "cannot", "no-further", "not-tested"]
    step: int | None = None
    reason: dict[str, str] = Field(default_factory=dict)
    detail: str = ""
    picture: str | None = None
    seconds: float = 0.0


class JourneyResult(Model):
    """A task of the site, and who can finish it."""

    name: dict[str, str]
    start: str
    goal: str = ""
    steps: list[JourneyStep]
    ways: list[JourneyWay]


class PeopleResult(Model):
    """What a site is like for one group of people: causes that hinder them, causes that a person has to look at for them
    (`asked`), pages where something serious hinders, and which scenarios they finish. `journeys`: name in the site's
    language → outcome."""

    id: str
    label: dict[str, str]
    causes: int
    asked: int = 0
    occurrences: int
    pages_hindered: int
    pages: int
    worst: list[str] = Field(default_factory=list)
    journeys: dict[str, str] = Field(default_factory=dict)


class Cost(Model):
    """What one root cause costs: `points` of the total that would be there without it."""

    group: str
    points: float


class Score(Model):
    """The tool's own score, 0–100; never an official one. Never printed without spread and tested share."""

    version: int
    total: float
    spread: tuple[float, float]
    tested: int
    testable: int
    parts: dict[str, float]
    samples: dict[str, float]
    veto: list[dict[str, Any]] = Field(default_factory=list)
    costs: list[Cost] = Field(default_factory=list)


class Site(Model):
    """One site's results: the unit of work, of retry and of hand-over."""

    slug: str
    url: str
    name: str = ""
    agency: str = ""
    district: str = ""
    street: str = ""
    contact: str = ""
    status: Literal["complete", "incomplete", "error"] = "complete"
    error: PageError | None = None
    coverage: Coverage = Field(default_factory=Coverage)
    requirements: list[RequirementResult] = Field(default_factory=list)
    groups: list[Group] = Field(default_factory=list)
    journeys: list[JourneyResult] = Field(default_factory=list)
    people: list[PeopleResult] = Field(default_factory=list)
    score: Score | None = None
    counts: dict[str, int] = Field(default_factory=dict)


class LedgerEntry(Model):
    """What is done about one WCAG 2.2 A or AA criterion: rules that may assert a failure, rules that put a question to a
    person with evidence, and what no rule decides."""

    criterion: str
    level: str
    automatic: list[str]
    asked: list[str]
    remainder: dict[str, str]


class Versions(Model):
    """What judged: so that a change of engine is never read as a change of the site."""

    program: str
    rules: str
    axe_core: str
    axe_sha256: str
    browser: str


class Run(Model):
    """`audit.json`: one run of the program over a list of targets."""

    schema_version: str = SCHEMA_VERSION
    group_scheme: int = GROUP_SCHEME
    fingerprint_scheme: int = FINGERPRINT_SCHEME
    versions: Versions
    settings: dict[str, Any]
    started: str
    ended: str | None = None
    complete: bool = False
    problems: list[dict[str, Any]] = Field(default_factory=list)
    ledger: list[LedgerEntry] = Field(default_factory=list)
    sites: list[Site] = Field(default_factory=list)


class RuleInfo(Model):
    """A rule as the catalogue, the reports and `auditor rules --format json` show it."""

    id: str
    pack: str
    engine: Literal["axe", "own"]
    title: dict[str, str]
    what: dict[str, str]
    who: dict[str, str]
    fix: dict[str, str]
    requirements: list[str]
    act: list[str] = Field(default_factory=list)
    views: list[str] = Field(default_factory=list)
    needs: list[str] = Field(default_factory=list)
    scope: Literal["page", "site"] = "page"
    profile: Literal["quick", "standard", "full"] = "quick"
    decides: list[str] = Field(default_factory=list)
    stability: Literal["stable", "preview"] = "stable"
    best_practice: bool = False
    people: list[str] = Field(default_factory=list)


class Requirement(Model):
    """A clause of an instrument, with how it may be cited."""

    id: str
    standard: str
    standard_title: dict[str, str]
    number: str | None
    title: dict[str, str]
    text: dict[str, str]
    level: str = ""
    certainty: str
    citable: bool
    printable: bool
    own_criterion: dict[str, str] = Field(default_factory=dict)
    verb: str = ""
    url: str = ""
    wcag: list[str] = Field(default_factory=list)
    check: str = ""
    groups: list[str] = Field(default_factory=list)


class Result(Model):
    """All that a renderer is given."""

    run: Run
    pages: dict[str, list[Page]]
    rules: dict[str, RuleInfo]
    requirements: dict[str, Requirement]


class Output(Protocol):
    """What a renderer is given to write with (auditor/reporting.py)."""

    lang: str

    def write(self, relative: str, content: str | bytes) -> None:
        """Write a file in one step, below the output folder only."""

    def picture(self, relative: str | None) -> bytes | None:
        """A stored picture, None where there is none."""

    def words(self, name: str = "words") -> dict[str, Any]:
        """The renderer's catalogue in the report's language."""

    def file(self, name: str) -> str:
        """A text file of the renderer's own folder."""

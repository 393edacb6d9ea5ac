"""The program as a library; the command line uses nothing else.

    from auditor.api import audit, load, render

    result = audit("https://www.example.gov.cn/", output="audit", max_pages=50)
    render(result, ["html", "xlsx"])
    for site in load("audit").run.sites:
        print(site.url, site.counts)

What a caller gets wrong, and what is missing to do what was asked, raises `AuditError`: one sentence, with `code` and
`facts` for programs. Importing this module loads no browser, no numpy and no database library; the first call does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor import __version__
from auditor.errors import AuditError
from auditor.settings.parts import FORMATS, Settings

if TYPE_CHECKING:
    from datetime import date

    from auditor.model import Baseline, Comparison, History, Recheck, Result, RuleInfo
    from auditor.run.doctor import Diagnosis
    from auditor.run.progress import Progress
    from auditor.run.rejudge import Judged
    from auditor.run.request import Request, TargetLike
    from auditor.store.records import RunRecord
    from auditor.store.store import Store

# Types that are loaded when they are asked for.
_TYPES = {
    "Baseline": "auditor.model",
    "Comparison": "auditor.model",
    "Diagnosis": "auditor.run.doctor",
    "History": "auditor.model",
    "Judged": "auditor.run.rejudge",
    "Progress": "auditor.run.progress",
    "Recheck": "auditor.model",
    "Request": "auditor.run.request",
    "Result": "auditor.model",
    "RuleInfo": "auditor.model",
    "RunRecord": "auditor.store.records",
}

__all__ = [
    "AuditError",
    "Baseline",
    "Comparison",
    "Diagnosis",
    "History",
    "Judged",
    "Progress",
    "Recheck",
    "Request",
    "Result",
    "RuleInfo",
    "RunRecord",
    "Settings",
    "__version__",
    "accept_baseline",
    "audit",
    "audit_async",
    "check_formats",
    "check_request",
    "compare",
    "compare_baseline",
    "demo",
    "doctor",
    "evaluate",
    "exit_status",
    "history",
    "import_journey",
    "ledger_page",
    "load",
    "recheck",
    "recheck_request",
    "recheck_status",
    "render",
    "request",
    "rule_page",
    "rules",
    "runs",
]


def __getattr__(name: str) -> Any:
    if name in _TYPES:
        from importlib import import_module

        return getattr(import_module(_TYPES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def request(targets: TargetLike | Iterable[TargetLike], **options: Any) -> Request:
    """Targets and options as a request that `audit` carries out; every wrong value is told here, before anything runs.

    `targets`: an address, a `.txt` or `.csv` list, an `auditor.toml`, a mapping with the CSV's columns, or several.
    `options`: those of the command line with underscores (`max_pages=20`, `profile="quick"`, `output="audit"` …).
    `Request.problems` are the lines of lists that can't be used."""
    from auditor.run.arguments import files_told
    from auditor.run.request import make_request

    with files_told():
        return _ready(make_request(targets, options))


def check_request(file: str | Path, **options: Any) -> Request:
    """The request of `auditor check`: an auditor.toml with its targets, always a run of its own."""
    from auditor.run.arguments import files_told, path
    from auditor.run.request import check_request as make

    with files_told():
        return _ready(make(path(file, "file"), options))


def audit(
    targets: Request | TargetLike | Iterable[TargetLike], progress: Progress | None = None, **options: Any
) -> Result:
    """Audit and keep the result in the output folder; see `request` for the arguments.

    An interrupted run of the folder with the same targets and settings is gone on with; otherwise this is a new run.
    Ctrl-C ends it early: `result.run.ended` is None then, and the same call goes on with it. Reports are written by
    `render`. Not from within an event loop, where `audit_async` is for."""
    import asyncio

    from auditor.run.interrupt import alone

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(alone(audit_async(targets, progress, **options)))
    raise AuditError("library.in-a-loop")


async def audit_async(
    targets: Request | TargetLike | Iterable[TargetLike], progress: Progress | None = None, **options: Any
) -> Result:
    """`audit` for programs with an event loop."""
    import asyncio

    from auditor.run.arguments import files_told, of_kind
    from auditor.run.audit import audit_folder
    from auditor.run.progress import Progress, Silent
    from auditor.run.request import Request

    if progress is not None:
        of_kind(progress, Progress, "progress")
    asked = targets if isinstance(targets, Request) and not options else None
    if asked is None:
        if isinstance(targets, Request):
            raise AuditError("library.options-twice")
        asked = request(targets, **options)
    with files_told():
        await audit_folder(asked, progress or Silent())
    folder = asked.settings.folder
    return await asyncio.to_thread(load, folder.output, None, folder.store)


def load(folder: str | Path, run: int | None = None, store: str | None = None) -> Result:
    """The result of a run of a folder, the newest by default; nothing is judged or computed again.

    `store`: the database's address where it isn't `audit.db` in the folder."""
    from auditor.run.first_release import adopt
    from auditor.run.result import stored_result

    with _opened(folder, store) as opened:
        stored = opened.run(_number(run, opened))
        adopt(stored)
        return stored_result(stored)


def runs(folder: str | Path, store: str | None = None) -> list[RunRecord]:
    """The runs of a folder, the oldest first: number, state (`running`, `interrupted`, `finished`), times, counts."""
    with _opened(folder, store) as opened:
        return opened.runs()


def evaluate(folder: str | Path, run: int | None = None, store: str | None = None) -> Judged:
    """Judge a run's stored captures again with today's rules and keep that; no browser, no network.

    The packs of `--rules` that the run was judged by are taken from where they were; `changed` names those that are not
    what they were."""
    from auditor.run.rejudge import judge_again

    with _opened(folder, store) as opened:
        return judge_again(opened, opened.run(_number(run, opened)))


def compare(
    old: str | Path,
    new: str | Path,
    runs: tuple[int | None, int | None] = (None, None),
    *,
    same: Mapping[str, str] | None = None,
    lang: str = "zh",
    stores: tuple[str | None, str | None] = (None, None),
) -> Comparison:
    """What differs between two runs: of two folders (the newest of each by default), or of one and two numbers.

    `same`: host and port of the old run → those of the new run that are the same site (staging and production).
    Raises AuditError where a run is not there, or both are the same."""
    from auditor.history.runs import StoredRun, compare_runs
    from auditor.run import arguments
    from auditor.run.first_release import adopt
    from auditor.run.judge_today import todays_judge

    lang = arguments.language(lang)
    with _opened(old, stores[0]) as first, _opened(new, stores[1]) as second:
        sides = [opened.run(_number(run, opened)) for opened, run in zip((first, second), runs, strict=True)]
        if Path(old).resolve() == Path(new).resolve() and sides[0].id == sides[1].id:
            raise AuditError("compare.same-run", path=old, run=sides[0].id)
        for stored in sides:
            adopt(stored)
        before, after = (StoredRun.of(stored) for stored in sides)
        return compare_runs(before, after, same or {}, lang, todays_judge)


def history(folder: str | Path, store: str | None = None, *, warn: str | None = None, lang: str = "zh") -> History:
    """The runs of a folder, the oldest first, each compared with the finished one before it.

    `warn`: the least impact of root causes to be warned of (`serious` …); None: no warnings."""
    from auditor.history.runs import StoredRun
    from auditor.history.trend import history as told
    from auditor.run import arguments
    from auditor.run.first_release import adopt

    lang = arguments.language(lang)
    if warn is not None:
        arguments.fail_level(warn)
    with _opened(folder, store) as opened:
        held = []
        for record in opened.runs():
            stored = opened.run(record.id)
            adopt(stored)
            held.append((record, StoredRun.of(stored)))
        if not held:
            raise AuditError("store.no-audit", path=folder)
        return told(held, lang, warn)


def recheck_request(folder: str | Path, run: int | None = None, **options: Any) -> Request:
    """The request of a re-inspection: the pages of a run where something certainly failed, seen with its settings.

    `options` go before those; `output` has to be another folder. Raises AuditError where nothing failed."""
    from auditor.history.recheck import settings, targets

    result = load(folder, run)
    if Path(options.get("output", "audit")).resolve() == Path(folder).resolve():
        raise AuditError("run.recheck-same-folder", path=folder)
    pages = targets(result)
    if not pages:
        raise AuditError("run.nothing-to-recheck", path=folder)
    return request(pages, **{**settings(result, len(pages)), **options})


def recheck(
    old: str | Path,
    new: str | Path,
    runs: tuple[int | None, int | None] = (None, None),
    *,
    round: int = 1,
    deadline: date | None = None,
    lang: str = "zh",
    store: str | None = None,
) -> Recheck:
    """What became of what a run found, by the run that looked at its pages again; written as `recheck.json` into `new`.

    `round`, `deadline`: which re-inspection it is and until when it was to be mended, as they are told."""
    from auditor.history.recheck import recheck as told
    from auditor.run.arguments import files_told

    comparison = compare(old, new, runs, lang=lang, stores=(None, store))
    site_rules = {key for key, info in load(new, runs[1], store).rules.items() if info.scope == "site"}
    held = told(comparison, site_rules, round, deadline, lang)
    with files_told():
        (Path(new) / "recheck.json").write_text(held.model_dump_json(indent=1) + "\n", "utf-8")
    return held


def recheck_status(told: Recheck, fail_on: str = "never") -> int:
    """3 where something could not be judged, 1 where something of the level or above persists or is new, else 0."""
    from auditor.history.recheck import status
    from auditor.run.arguments import fail_level

    return status(told, fail_level(fail_on))


def render(
    result: Result, formats: Sequence[str] = FORMATS, folder: str | Path | None = None, lang: str = "zh"
) -> list[Path]:
    """Write reports, and each agency's part where sites have one; the files written.

    `folder`: where to, by default the folder that the result was loaded from. Raises AuditError where a report would
    replace an `index.html` that this program did not write."""
    from auditor.handover.package import hand_over
    from auditor.model import Result
    from auditor.render import check_formats, write_reports
    from auditor.render.index_file import check_index, claim_index
    from auditor.run import arguments

    arguments.of_kind(result, Result, "result")
    formats, lang = arguments.format_names(formats), arguments.language(lang)
    place = arguments.path(folder, "folder") if folder is not None else result.folder
    if place is None:
        raise AuditError("run.no-folder")
    check_formats(formats)
    with arguments.files_told():
        if "html" in formats:
            check_index(place)
        place.mkdir(parents=True, exist_ok=True)
        claim_index(place)
        written = write_reports(result, place, formats, lang, images=result.folder)
        return written + hand_over(result, place, formats, lang)


def exit_status(
    result: Result,
    fail_on: str = "never",
    baseline: str | Path | None = None,
    *,
    comparison: Comparison | None = None,
    level: str = "required",
    store: str | None = None,
) -> int:
    """The exit status of a command: 0 complete, 1 findings at the fail level, 3 incomplete, 130 interrupted.

    `baseline`: a baseline's file, an audit's folder or `audit.json`: only what is new, worse or wider counts.
    `comparison`: the same, as `compare_baseline` gave it. `level`: the least that counts, see `Finding`."""
    from auditor.model import Result
    from auditor.run import arguments
    from auditor.run.status import exit_status as status

    arguments.of_kind(result, Result, "result")
    least, counted = arguments.fail_level(fail_on), arguments.level(level)
    if comparison is None and baseline is not None:
        comparison = compare_baseline(result, baseline, store=store)
    return status(result, least, comparison, counted)


def compare_baseline(
    result: Result,
    baseline: str | Path,
    *,
    same: Mapping[str, str] | None = None,
    lang: str = "zh",
    store: str | None = None,
) -> Comparison:
    """A stored run (see `load`) against a baseline. `store`: the database's address where it isn't in the folder."""
    from datetime import date

    from auditor.history.runs import StoredRun
    from auditor.history.runs import compare_baseline as against
    from auditor.run import arguments

    if result.folder is None:
        raise AuditError("run.no-folder")
    path, lang = arguments.path(baseline, "baseline"), arguments.language(lang)
    with _opened(result.folder, store) as opened:
        return against(path, StoredRun(opened.run(result.run.id), result), same or {}, lang, date.today())


def accept_baseline(
    folder: str | Path,
    file: str | Path,
    *,
    run: int | None = None,
    reason: str = "",
    person: str = "",
    expires: date | None = None,
    same: Mapping[str, str] | None = None,
    lang: str = "zh",
    store: str | None = None,
) -> Baseline:
    """Accept what certainly fails in a run, and write the baseline's file.

    What the file holds already and is neither worse nor wider keeps its reason, person and expiry; what is mended
    leaves it; what the run could not judge stays."""
    from datetime import date

    from auditor.history.baseline import accept, as_text, read_baseline
    from auditor.history.reading import read_site
    from auditor.history.runs import StoredRun
    from auditor.history.runs import compare_baseline as against
    from auditor.model import Baseline as Accepted
    from auditor.run import arguments

    path = arguments.path(file, "file")
    told = {"reason": reason, "person": person, "expires": expires, "accepted": date.today()}
    with arguments.files_told(), _opened(folder, store) as opened:
        stored = opened.run(_number(run, opened))
        new = StoredRun.of(stored)
        held = read_baseline(path) if path.exists() else None
        before = held if isinstance(held, Accepted) else None
        comparison = against(path, new, same or {}, lang, date.today()) if before is not None else None
        sites = ((site, read_site(stored, site).pages) for site in new.result.run.sites)
        made = accept(new.result, sites, before, comparison, told)
        path.write_text(as_text(made), "utf-8")
    return made


def check_formats(formats: Sequence[str]) -> None:
    """Raises AuditError where no renderer has one of the names."""
    from auditor.render import check_formats as check
    from auditor.run.arguments import format_names

    check(format_names(formats))


def rules(packs: Sequence[str | Path] = ()) -> dict[str, RuleInfo]:
    """The catalogue of rules by id, own ones first. `packs`: further folders of rule packs."""
    from auditor.evaluate.catalogue import load as load_catalogue
    from auditor.run.arguments import paths

    folders = paths(packs, "packs")
    for folder in folders:
        if not folder.is_dir():
            raise AuditError("run.not-a-folder", path=folder)
    return load_catalogue(folders).infos()


def rule_page(rule: str) -> str:
    """What a rule's own page says of it ("" for rules of axe-core). Raises AuditError where there is no such rule."""
    from auditor.evaluate.catalogue import load as load_catalogue
    from auditor.run.arguments import text

    text(rule, "rule")
    catalogue = load_catalogue()
    if rule not in catalogue.infos():
        raise AuditError("settings.unknown-rule", rule=rule)
    return catalogue.own[rule].doc.strip() if rule in catalogue.own else ""


def ledger_page() -> str:
    """docs/coverage.md: what is decided of each WCAG 2.2 A and AA criterion, by which rules."""
    from auditor.evaluate.ledger import markdown

    return markdown(rules())


def import_journey(recording: str, name: str) -> str:
    """A recording of Playwright's code generator as the TOML of a service scenario. Raises AuditError."""
    from auditor.journeys.recording import read_recording
    from auditor.run.arguments import text

    return read_recording(text(recording, "recording")).toml(text(name, "name"))


def doctor(browser: str | None = None, axe: str | Path | None = None) -> Diagnosis:
    """Start the browser, capture a page, look for Chinese fonts. Raises AuditError where no browser is."""
    from auditor.run import arguments
    from auditor.run.doctor import examine

    if browser is not None:
        arguments.path(browser, "browser")
    with arguments.files_told():
        return examine(browser, arguments.path(axe, "axe") if axe is not None else None)


def demo(**options: Any) -> AbstractContextManager[Request]:
    """The bundled sample site, served while the context is open; what it gives is a request for `audit`."""
    from auditor.demo.sample import sample_request

    return sample_request(**options)


@contextmanager
def _opened(folder: str | Path, address: str | None) -> Iterator[Store]:
    """The store that a caller names."""
    from auditor.run.arguments import files_told, path, text
    from auditor.store.store import open_store

    if address is not None:
        text(address, "store")
    with files_told(), open_store(path(folder, "folder"), address) as opened:
        yield opened


def _number(run: int | None, opened: Store) -> int | None:
    from auditor.run.arguments import run_number

    return run_number(run, opened.folder)


def _ready(asked: Request) -> Request:
    from auditor.history.baseline import read_baseline
    from auditor.render import check_formats

    check_formats(asked.settings.report.format)
    if asked.settings.exit.baseline is not None:
        read_baseline(asked.settings.exit.baseline)
    return asked

"""Takes one view of an opened page: enter it, collect, run axe-core, look at pixels."""

from __future__ import annotations

import contextlib
import math
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from playwright.async_api import CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from auditor.capture import accessibility_tree, axe, pixels
from auditor.capture.isolated_worlds import ScriptError, World, free, until_quiet
from auditor.capture.limits import with_retry
from auditor.capture.navigation_lock import NavigatedAway
from auditor.capture.schema import PageCapture, ViewCapture
from auditor.capture.schema.axe import AxeResults
from auditor.capture.schema.document import DocumentCapture
from auditor.capture.schema.extent import reached
from auditor.capture.schema.javascript import constants
from auditor.capture.schema.table import LIMITS
from auditor.capture.screenshots import shoot
from auditor.capture.views import ALWAYS, VIEWS, ViewSpec
from auditor.messages import Note, note

BACK_SECONDS = 5.0  # of bringing a page back to its first view
MAX_FRESH = 60  # outermost elements that only a later view shows; with more, all is judged again
MAX_SCREENSHOT_HEIGHT = LIMITS["pictured"]  # of the screenshot that is kept: ten desktop screens
MAX_MEASURED_HEIGHT = 20_000  # px from the top to which backgrounds are measured
MAX_SCREENSHOT_WIDTH = 4_000
AXE_SHARE = 0.2  # of a page's time that a view's axe-core rules have
AFTER_SECONDS = 2.0  # that are left when they are through


@dataclass(frozen=True)
class Options:
    """How pages are opened. Seconds; `axe_rules` names the rules to run in each view.

    `views` beyond the two of every page, and `probes`, are run where `deep` says so once those two are taken (None:
    always), within `deep_timeout`; what they don't get done is written down as not tested. `may_visit` says of an
    address that the page links to whether a probe may ask for it; `refused` which page status an address has that the
    guard refused after a moment of the monotonic clock; `cut_off` fails the page's requests that are under way; `ended`
    says why the page was ended by us, if it was; `acting_text`, with a login only, is the pattern of what a link says
    that ends a session or changes something."""

    engine: axe.Engine
    axe_rules: dict[str, list[str]]
    views: tuple[str, ...] = ALWAYS
    probes: tuple[str, ...] = ()
    deep: Callable[[PageCapture], Awaitable[bool]] | None = None
    timeout: float = 45.0
    deep_timeout: float = 120.0
    quiet_ms: int = 200
    settle_ms: int = 3000
    pictures: bool = True
    may_visit: Callable[[str], bool] = lambda _: True
    refused: Callable[[str, float], str | None] = lambda _address, _since: None
    cut_off: Callable[[], None] = lambda: None
    ended: Callable[[], Note | None] = lambda: None
    acting_text: str | None = None


class StageTimer:
    """Time by stage."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._last = time.perf_counter()

    def mark(self, probe_session: str) -> None:
        """What passed since the last mark belongs to `stage`."""
        now = time.perf_counter()
        self.spent[probe_session] += round((now - self._last) * 1000)
        self._last = now


@dataclass
class Opened:
    """A page that passed the gate, with our worlds in it."""

    page: Page
    session: CDPSession
    worlds: list[World]
    ready: list[bool]
    end: float = math.inf  # of the monotonic clock, until which the views of every page should be taken
    frames: int = 1  # documents that the page had, itself included, when the worlds were opened
    departures: list[tuple[str, str]] = field(default_factory=list)  # (method, address): where it wanted to go


async def take_view(
    opened: Opened, view: ViewSpec, page: PageCapture, options: Options, timer: StageTimer, departures: list[str]
) -> None:
    """Add the view to the capture. Raises ScriptError where the top document can't be read, NavigatedAway where the
    page wants to go elsewhere in this view: `departures` is filled meanwhile."""
    session, worlds, before = opened.session, opened.worlds, len(departures)
    if view.name != options.views[0] or not view.is_default:
        await view.enter(session, worlds)
        await until_quiet(worlds[:1], 100, 1000)
    documents = await collect(worlds)
    await accessibility_tree.ask(worlds, documents)
    timer.mark("collect")
    capture = ViewCapture(view.name, view.width, view.height, documents)
    if opened.frames > len(worlds):
        capture.extents = [reached(part, len(worlds), opened.frames) for part in ("frames", "axe-frames")]
    if options.pictures:  # at once: what turns by itself may be another a moment later
        await _screenshots(opened, capture, page, view.measured)
        timer.mark("pixels")
    rules = options.axe_rules.get(view.name, [])
    if rules:
        try:
            seconds = min(options.timeout * AXE_SHARE, opened.end - time.monotonic() - AFTER_SECONDS)
            capture.axe = await _axe(worlds, opened.ready, rules, options, documents, max(1.0, seconds))
        except (ScriptError, TimeoutError) as error:
            page.untested["axe"] = note("capture.axe", what=str(error))
        timer.mark("axe")
    if len(departures) > before and not view.is_default and await _leaves_again(opened, view, departures):
        page.screenshots.pop(view.name, None)
        raise NavigatedAway(departures[before])
    page.views[view.name] = capture


async def free_from_view(opened: Opened) -> None:
    """Bring a page back to its first view that hangs in another: it may hang again for as long as it is in that one."""
    await free(opened.worlds)
    with contextlib.suppress(PlaywrightError):
        await with_retry(
            lambda: VIEWS["desktop"].enter(opened.session, opened.worlds), BACK_SECONDS, lambda: free(opened.worlds)
        )


async def _leaves_again(opened: Opened, view: ViewSpec, departures: list[str]) -> bool:
    """Whether it is this view the page wants to leave; one that goes on after some time does so in any."""
    before = len(departures)
    for entered in (VIEWS["desktop"], view):
        await entered.enter(opened.session, opened.worlds)
        await until_quiet(opened.worlds[:1], 100, 1000)
    return len(departures) > before


async def _axe(
    worlds: list[World],
    ready: list[bool],
    rules: list[str],
    options: Options,
    documents: list[DocumentCapture],
    seconds: float,
) -> AxeResults:
    """The view's rules; in a later view the rest of the first view's rules too, on what only this one shows."""
    every = options.axe_rules.get(options.views[0], [])
    rest = [rule for rule in every if rule not in rules]
    fresh = [document.newly_shown for document in documents]
    if not rest or not any(fresh):
        return await axe.run(worlds, ready, rules, seconds)
    if any(fresh[1:]) or fresh[0] > MAX_FRESH:
        return await axe.run(worlds, ready, [*rules, *rest], seconds)
    return axe.join(await axe.run(worlds, ready, rules, seconds), await axe.run_fresh(worlds, rest, seconds / 2))


async def collect(worlds: list[World]) -> list[DocumentCapture]:
    """Each document's table (see the collector). Raises ScriptError for the top one, marks others as lost."""
    documents: list[DocumentCapture] = []
    for number, world in enumerate(worlds):
        try:
            if world.refused:
                raise ScriptError("an error is shown")
            document = await world.call_as(DocumentCapture, "collector.collect", constants())
            document.check()
        except (ScriptError, PlaywrightError, ValueError) as error:
            if number == 0:
                raise ScriptError(str(error)) from error
            document = DocumentCapture(url=world.url, lost=True, refused=world.refused)
        document.parent_document = world.parent
        document.holder = await worlds[world.parent].index_of_frame(world.frame_id) if world.parent >= 0 else None
        documents.append(document)
    return documents


async def _screenshots(opened: Opened, capture: ViewCapture, page: PageCapture, measured: bool) -> None:
    scroll_width, scroll_height = capture.documents[0].scroll_size
    width = max(1, min(scroll_width, MAX_SCREENSHOT_WIDTH))
    height = max(1, min(scroll_height, MAX_MEASURED_HEIGHT))
    try:
        if measured:
            await pixels.measure(capture, opened.page, opened.session, opened.worlds, (width, height))
        clip = (0, 0, width, min(height, MAX_SCREENSHOT_HEIGHT))
        page.screenshots[capture.name] = await shoot(opened.page, opened.session, "jpeg", clip)
    except (PlaywrightError, ScriptError) as error:
        capture.notes.append(f"no screenshot: {type(error).__name__}")

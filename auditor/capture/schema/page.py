"""What capture hands on: one `PageCapture` a page (docs/capture.md)."""

from __future__ import annotations

from msgspec import UNSET, Raw, Struct, UnsetType, field

from auditor.capture.schema.axe import AxeResults
from auditor.capture.schema.document import DocumentCapture, Number
from auditor.capture.schema.extent import Extent
from auditor.model.note import Note, as_note

MOVES_ON = "capture.moves-on"  # said of a page that was seen wholly, but is not where its visitors end


class Traffic(Struct, omit_defaults=True):
    """What the browser itself measured of opening the page; None where it was not asked.

    Other hosts often withhold sizes: sums are lower bounds."""

    load_ms: int | None = None  # until the load event had ended; 0 where it hadn't
    bytes: int | None = None  # of the document and all files
    files: int | None = None  # that were loaded besides the document
    unsized: int | None = None  # files whose size is not known
    heaviest: list[tuple[str, int]] = []  # at most three: address, bytes
    source_letters: int | None = None  # letters in the document before any script ran; None: not read


class PageFacts(Struct):
    """What the gate is told of a page once it has settled (capture/page/facts.js)."""

    url: str
    title: str
    text: str  # the beginning of what is shown
    content_type: str
    elements: int  # below the body
    images: int  # elements that may show something without text
    scripts: int
    authored: bool  # the document has anything of the page's own
    password_fields: int
    links: list[str]
    acting_links: list[str]  # of these, with a login, those that may end it or change something
    traffic: Traffic
    spare_styles: list[str]  # style sheets that have no part in how the page looks
    refresh: Number | None  # s until the page sends itself elsewhere
    own_text: str  # the beginning of what it shows beside navigation, links and buttons
    own_links: int  # outside of navigation, header and footer
    own_parts: int  # form fields and larger images there
    busy: bool  # it says that it is loading
    empty: bool  # it has a container with nothing in it


class FrameFacts(Struct):
    """What is known of the document in a frame."""

    url: str
    status: int  # HTTP status it was answered with; 0: not known
    shown: bool


class Observation(Struct, omit_defaults=True):
    """What came of a probe: its result (see `schema.probes`), as JSON until it is asked for, or why there is none."""

    data: Raw | UnsetType = UNSET  # the result; left out where there is none
    untested: Note | None = None  # why there is none
    extents: list[Extent] = []  # how far it came with each of its parts

    @property
    def was_run(self) -> bool:
        """Whether the probe came to its end and has a result."""
        return self.data is not UNSET


class CrawlOrigin(Struct):
    """How the crawler came to the page: target, link, sitemap, …, and how many links from the start."""

    source: str
    depth: int


class ViewCapture(Struct):
    """One view of a page, px of its window. `documents[0]` is the page's own, parents come before frames."""

    name: str
    width: int  # px
    height: int  # px
    documents: list[DocumentCapture]
    axe: AxeResults | None = None  # None: no rule was run
    notes: list[str] = []  # what was not got done
    extents: list[Extent] = []  # of the view's own parts, those that were not gone through wholly


class PageCapture(Struct):
    """All that was observed of one page in one open. `error` is (status, why) where the gate refused it."""

    url: str
    final_url: str = ""
    http_status: int | None = None
    title: str = ""
    headers: dict[str, str] = {}  # of the answer, those that matter
    hosts: dict[str, int] = {}  # requests by host
    views: dict[str, ViewCapture] = {}
    links: list[str] = []  # addresses that the page links to or frames
    acting_links: list[str] = []  # with a login: those that may end it or change something
    captured_at: str = ""  # UTC, ISO 8601
    traffic: Traffic = field(default_factory=Traffic)
    error: tuple[str, Note] | None = None  # status and why
    timing_ms: dict[str, int] = {}  # by stage and probe
    untested: dict[str, Note] = {}  # why, by view or "axe"
    missing: list[Note] = []  # what of the page was not there when it was looked at: no rule can pass on it
    lost_styles: list[str] = []  # style sheets that did not come, through no fault of the page
    observations: dict[str, Observation] = {}  # by probe
    deep: bool = False  # whether the deeper views and probes were run
    screenshots: dict[str, bytes] = {}  # JPEG by view; in files of their own, never in the capture's
    retry_after: str | None = None  # as the server sent it
    crawl: CrawlOrigin | None = None
    format: int = 0  # in a file: CAPTURE_FORMAT


def as_plain(value: object) -> object:
    """A note as it is stored, for msgspec's `enc_hook`."""
    if isinstance(value, Note):
        return value.model_dump()
    raise NotImplementedError(f"{type(value).__name__} is no part of a capture")


def from_plain(shape: type, value: object) -> object:
    """A note from what is stored, for msgspec's `dec_hook`; sentences of earlier programs too."""
    if shape is Note:
        return as_note(value)
    raise NotImplementedError(f"{shape.__name__} is no part of a capture")

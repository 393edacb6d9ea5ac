"""Results of the probes that open other pages or the page anew: `linked_page`, `link_targets`, `slow_line`."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from auditor.capture.schema.document import Number
from auditor.capture.schema.probes.base import Record


class LinkedText(NamedTuple):
    """A text of a linked page, and whether it is in a link (1 or 0)."""

    text: str
    in_link: int


Texts: TypeAlias = tuple[LinkedText, ...]


class LinkedPage(Record, frozen=True):
    """A page read by a GET; `texts` in order, None where it is no page."""

    url: str
    status: int
    title: str = ""
    headings: tuple[tuple[str, str], ...] = ()  # (tag, text)
    texts: Texts | None = None


class LinkedPages(Record, frozen=True):
    """The probe `linked_page`."""

    pages: tuple[LinkedPage, ...] = ()


class LinkPair(Record, frozen=True):
    """Two links of one name in one block; `targets` is None where they were not looked at."""

    links: tuple[int, int]  # node numbers
    urls: tuple[str, str]
    targets: tuple[LinkedPage, ...] | None = None


class LinkTargets(Record, frozen=True):
    """The probe `link_targets`."""

    sets: tuple[LinkPair, ...] = ()


class Line(Record, frozen=True):
    """The line and the device."""

    kbit: Number  # kbit/s down and up
    latency_ms: Number
    cpu: Number  # times slower
    limit_s: Number


class SlowLoad(Record, frozen=True):
    """The probe `slow_line`; times are None where they did not come within the limit."""

    line: Line
    paint_ms: Number | None  # first text or image
    load_ms: Number | None
    seconds: Number  # of waiting
    bytes: int
    requests: int
    unfinished: int  # requests that had not ended
    largest: tuple[tuple[str, int], ...] = ()  # address, bytes

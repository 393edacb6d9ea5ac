"""What the probes `linked_page` and `link_targets` read of pages that a page links to."""

from __future__ import annotations

from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Record, read_if_run


class LinkedPage(Record):
    """A page read by a GET: its texts in order, each with whether it is in a link; None where it is no page."""

    url: str
    status: int
    texts: tuple[tuple[str, bool], ...] | None


class LinkedPages(Record):
    """Pages that one page links to."""

    pages: tuple[LinkedPage, ...]


class LinkTarget(Record):
    """Where a link leads: status, title, headings as (tag, text), texts as (text, in a link)."""

    url: str
    status: int
    title: str = ""
    headings: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, bool], ...] | None = None


class LinkPair(Record):
    """Two links of one name in one block, by number; their targets, None where they were not looked at."""

    links: tuple[int, int]
    targets: tuple[LinkTarget, ...] | None


class LinkTargets(Record):
    """All pairs that were looked at."""

    sets: tuple[LinkPair, ...]


def linked_pages(view: View) -> tuple[LinkedPage, ...]:
    """The linked pages that were read; () where the probe was not run. The rule names `linked_page` in `uses` or
    `needs`."""
    seen = read_if_run(view, "linked_page", LinkedPages)
    return seen.pages if seen is not None else ()


def link_pairs(view: View) -> tuple[LinkPair, ...]:
    """The pairs of links whose targets were looked at; () where the probe was not run. The rule names `link_targets` in
    `uses`."""
    seen = read_if_run(view, "link_targets", LinkTargets)
    return seen.sets if seen is not None else ()

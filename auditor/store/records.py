"""Rows of the store as the program has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from auditor.model import Page, Site
from auditor.store.codec import dump_model

RunState = Literal["running", "interrupted", "finished"]


@dataclass(frozen=True)
class RunRecord:
    """One run of a store. `counts`: sites, sites_done, pages, audited (pages)."""

    id: int
    state: RunState
    started: str
    ended: str | None
    manifest: dict[str, Any]
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SiteRecord:
    """A site of a run. `done`: all its pages are there; `concluded`: its results are those of all pages that are
    there."""

    site: Site
    done: bool
    concluded: bool


@dataclass(frozen=True)
class JudgingRecord:
    """What judged pages of a run: `facts` are the digests and versions that the caller wrote."""

    number: int
    started: str
    facts: dict[str, Any]


class Done(NamedTuple):
    """What of a finished page the crawl goes on with; `capture` is its file below the output folder."""

    links: list[str]
    final_url: str
    capture: str
    template: str


class CaptureRow(NamedTuple):
    """A stored capture, for judging it again. `capture` is a path below the output folder."""

    site: str
    identity: str
    position: int
    capture: str
    links: list[str]


class StoredPage(NamedTuple):
    """A page with its row's id, its identity, the path of its capture, and the ids of its findings' rows in their
    order."""

    key: int
    identity: str
    capture: str
    page: Page
    outcomes: list[int]


class PageRows(NamedTuple):
    """A page and its outcomes as the tables hold them: texts, which go between processes quicker than models."""

    site: str
    status: str
    http_status: int | None
    data: str
    outcomes: list[tuple[str, str, str, str, str, str]]  # rule, outcome, view, group_id, fingerprint, data


def page_rows(page: Page) -> PageRows:
    """What is written of a page."""
    outcomes: list[tuple[str, str, str, str, str, str]] = [
        (f.rule, f.outcome, f.view, f.group, f.fingerprint, dump_model(f)) for f in page.findings
    ]
    return PageRows(
        page.site, page.status, page.http_status, dump_model(page, exclude={"findings", "judging"}), outcomes
    )

"""Which pages count as dealt with, which are asked for again, and what a site's coverage says of them."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import SETTLED, Page, Site

GONE = frozenset({404, 410})
# What passes: a run that goes on asks again.
PASSING = frozenset({"dns-error", "connection-error", "timeout", "crashed", "login-wall", "blocked"})


def settled(page: Page) -> bool:
    """Whether nothing of what was planned is missing with this page. A link to nowhere is a finding (`dead-link`), no
    omission; a target that answers so is one."""
    gone = page.status == "http-error" and page.http_status in GONE and page.source != "target"
    return gone or page.status in SETTLED


def is_passing(status: str, http_status: int | None) -> bool:
    """Whether a page failed for a reason that may be over by now: no name, no connection, too slow, refused, a login,
    HTTP 403, 429 or 5xx."""
    busy = http_status is not None and (http_status in (403, 429) or http_status >= 500)
    return status in PASSING or (status == "http-error" and busy)


def account(site: Site, pages: Iterable[Page], ended: bool) -> None:
    """Fill the site's coverage, status and error from its pages (their findings aren't read). `ended`: it was gone
    through to its end."""
    coverage = site.coverage
    coverage.audited = held = dealt_with = 0
    coverage.not_audited = {}
    first_error = None
    for page in pages:
        held += 1
        dealt_with += settled(page)
        if page.status == "audited":
            coverage.audited += 1
        else:
            coverage.not_audited[page.status] = coverage.not_audited.get(page.status, 0) + 1
            first_error = first_error or page.error
    coverage.planned = max(coverage.planned, held)
    coverage.complete = ended and site.error is None and coverage.planned <= dealt_with
    if not coverage.audited:
        site.status, site.error = "error", site.error or first_error
    else:
        site.status = "complete" if coverage.complete else "incomplete"

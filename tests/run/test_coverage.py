"""Which pages count as dealt with, which are asked for again, and what a site's coverage says."""

from __future__ import annotations

import pytest

from auditor.model import Page, Site
from auditor.run.coverage import account, is_passing, settled


@pytest.mark.parametrize(
    ("status", "http_status", "again"),
    [
        ("audited", 200, False),
        ("dns-error", None, True),
        ("connection-error", None, True),
        ("timeout", None, True),
        ("crashed", None, True),
        ("login-wall", 401, True),
        ("blocked", 403, True),
        ("blocked", 429, True),
        ("http-error", 500, True),
        ("http-error", 503, True),
        ("http-error", 404, False),
        ("http-error", 410, False),
        ("soft-404", 200, False),
        ("not-html", 200, False),
        ("tls-error", None, False),
        ("private-address", None, False),
        ("robots-disallowed", None, False),
        ("same-page", 200, False),
    ],
)
def test_what_passes_is_asked_for_again(status: str, http_status: int | None, again: bool) -> None:
    assert is_passing(status, http_status) is again


@pytest.mark.parametrize(
    ("status", "http_status", "source", "done"),
    [
        ("audited", 200, "target", True),
        ("http-error", 404, "link", True),
        ("http-error", 410, "link", True),
        ("http-error", 404, "target", False),
        ("http-error", 500, "link", False),
        ("soft-404", 200, "link", False),
        ("not-html", 200, "link", True),
        ("timeout", None, "link", False),
    ],
)
def test_a_link_to_nowhere_is_no_omission(status: str, http_status: int | None, source: str, done: bool) -> None:
    assert settled(Page(site="s", url="u", status=status, http_status=http_status, source=source)) is done


def site_of(*statuses: str, planned: int = 0, ended: bool = True) -> Site:
    site = Site(slug="s", url="u")
    site.coverage.planned = planned
    account(site, [Page(site="s", url=str(n), status=status) for n, status in enumerate(statuses)], ended)
    return site


def test_coverage() -> None:
    site = site_of("audited", "audited", "timeout")
    assert (site.status, site.coverage.audited, site.coverage.not_audited) == ("incomplete", 2, {"timeout": 1})
    assert site_of("audited", "not-html").status == "complete"
    assert site_of("audited", planned=2).status == "incomplete", "a page that was planned is missing"
    assert site_of("audited", ended=False).status == "incomplete"
    assert site_of("timeout").status == "error"

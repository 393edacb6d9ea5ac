"""What a site rule sees: small facts of every page, and the documents the site links to.

A rule with `scope="site"` has `facts(view) -> dict | None` (of one page; JSON-able and small; None: nothing to compare)
and `judge(site) -> Iterator[SiteVerdict]` instead of `applicability` and `expectation`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View
from auditor.rulekit.rule.verdict import Verdict


@dataclass(frozen=True)
class SitePage:
    """An audited page as a site rule sees it. `facts` is what the rule wrote down of it."""

    url: str
    title: str
    template: str
    depth: int
    source: str
    facts: dict[str, Any] | None


@dataclass(frozen=True)
class MissingPage:
    """A page that was asked for and could not be audited: `status` says why, as in the page's own record."""

    url: str
    status: str
    http_status: int | None


@dataclass(frozen=True)
class SiteView:
    """All audited pages of a site in the order of the crawl, and those that could not be (`missing`); `documents` are
    linked files with what is known of them."""

    pages: list[SitePage]
    documents: list[dict[str, Any]] = field(default_factory=list)
    missing: list[MissingPage] = field(default_factory=list)


@dataclass(frozen=True)
class SiteVerdict:
    """A verdict on one page (its index in `pages`). `where`: a reference that `refer` made, None for the page.

    `cause`: what the findings of one root cause share, where that is not the element they are found at. `unsaid`: why
    nothing is said of the page, which is neither told nor passed then: enough pages were told of the same, or what the
    rule is about was not read."""

    page: int
    verdict: Verdict
    where: dict[str, Any] | None = None
    cause: str = ""
    unsaid: Literal["", "told-elsewhere", "not-read"] = ""


def refer(node: Node, view: View) -> dict[str, Any]:
    """A reference to an element that can be kept among a page's facts."""
    return {"target": view.selector(node), "html": node.snippet(), "box": list(node.box), "view": view.name}

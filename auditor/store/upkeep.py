"""Writes within a transaction: a page with its outcomes, addresses set aside, what site rules say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from auditor.model import Finding, Untested
from auditor.store import codec
from auditor.store.records import PageRows
from auditor.store.tables import OUTCOMES, PAGES, SITES

ASIDE = "same-page"  # of an address that led to a page held under another


@dataclass
class SiteVerdicts:
    """What the rules over a whole site say of one page. `key`: the id of the page's row."""

    key: int
    findings: list[Finding] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    inapplicable: list[str] = field(default_factory=list)
    untested: list[Untested] = field(default_factory=list)


def write_page(
    connection: Connection,
    run: int,
    judging: int,
    page: PageRows,
    position: int,
    identity: str,
    capture: str,
    links: list[str],
) -> None:
    """Write a page and its outcomes in place of those that are there."""
    mine = (PAGES.c.run == run) & (PAGES.c.site == page.site) & (PAGES.c.identity == identity)
    old = connection.execute(select(PAGES.c.id).where(mine)).scalar()
    if old is not None:
        connection.execute(delete(OUTCOMES).where(OUTCOMES.c.page == old))
        connection.execute(delete(PAGES).where(PAGES.c.id == old))
    written = connection.execute(
        insert(PAGES).values(
            run=run,
            site=page.site,
            identity=identity,
            position=position,
            status=page.status,
            http_status=page.http_status,
            judging=judging if capture else 0,
            capture=capture,
            links=codec.dump(links),
            data=page.data,
        )
    )
    key = written.inserted_primary_key
    assert key is not None
    _write_outcomes(connection, key[0], "page", page.outcomes)


def _write_outcomes(
    connection: Connection, page: int, scope: str, outcomes: Iterable[tuple[str, str, str, str, str, str]]
) -> None:
    rows: list[dict[str, Any]] = [
        {
            "page": page,
            "scope": scope,
            "rule": rule,
            "outcome": outcome,
            "view": view,
            "group_id": group,
            "fingerprint": fingerprint,
            "data": data,
        }
        for rule, outcome, view, group, fingerprint, data in outcomes
    ]
    if rows:
        connection.execute(insert(OUTCOMES), rows)


def unconclude(connection: Connection, run: int, sites: set[str]) -> None:
    """The stored results of these sites are no longer those of all their pages."""
    connection.execute(
        update(SITES)
        .where(SITES.c.run == run, SITES.c.slug.in_(sites), SITES.c.concluded.is_(True))
        .values(concluded=False)
    )


def set_aside(connection: Connection, run: int, site: str, identities: list[str]) -> None:
    """Keep these addresses as known ones that aren't counted."""
    mine = (PAGES.c.run == run) & (PAGES.c.site == site) & PAGES.c.identity.in_(identities)
    connection.execute(delete(OUTCOMES).where(OUTCOMES.c.page.in_(select(PAGES.c.id).where(mine))))
    connection.execute(update(PAGES).where(mine).values(status=ASIDE))


def write_site_rules(connection: Connection, run: int, site: str, verdicts: Iterable[SiteVerdicts]) -> None:
    """Replace what the site rules have said of the site's pages."""
    mine = (PAGES.c.run == run) & (PAGES.c.site == site)
    connection.execute(
        delete(OUTCOMES).where(OUTCOMES.c.scope == "site", OUTCOMES.c.page.in_(select(PAGES.c.id).where(mine)))
    )
    connection.execute(update(PAGES).where(mine).values(site_rules=None))
    for entry in verdicts:
        said = {
            "passed": entry.passed,
            "inapplicable": entry.inapplicable,
            "untested": [item.model_dump() for item in entry.untested],
        }
        connection.execute(update(PAGES).where(PAGES.c.id == entry.key).values(site_rules=codec.dump(said)))
        _write_outcomes(
            connection,
            entry.key,
            "site",
            [(f.rule, f.outcome, f.view, f.group, f.fingerprint, codec.dump_model(f)) for f in entry.findings],
        )


def rewrite_findings(connection: Connection, findings: Iterable[tuple[int, Finding]]) -> None:
    """Write findings in place of those of the rows with these ids."""
    for key, finding in findings:
        connection.execute(update(OUTCOMES).where(OUTCOMES.c.id == key).values(data=codec.dump_model(finding)))

"""Reads a run's pages and findings a few at a time: no transaction stays open while the caller works on them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select

from auditor.model import Finding, Page, Untested
from auditor.store.connection import Connections
from auditor.store.records import StoredPage
from auditor.store.tables import OUTCOMES, PAGES
from auditor.store.upkeep import ASIDE

AT_ONCE = 10  # pages


def row_ids(connections: Connections, run: int, site: str) -> dict[str, int]:
    """The ids of a site's pages by identity, in the order of the crawl."""
    query = select(PAGES.c.identity, PAGES.c.id).where(*_counted(run, site)).order_by(PAGES.c.position, PAGES.c.id)
    with connections.reading() as connection:
        return {row.identity: row.id for row in connection.execute(query)}


def _keys(connections: Connections, run: int, site: str) -> Iterator[list[int]]:
    keys = list(row_ids(connections, run, site).values())
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def iter_stored(connections: Connections, run: int, site: str, findings: bool) -> Iterator[StoredPage]:
    """A site's pages in the order of the crawl."""
    for keys in _keys(connections, run, site):
        outcomes: dict[int, list[tuple[int, str]]] = defaultdict(list)
        with connections.reading() as connection:
            rows = {
                row.id: row
                for row in connection.execute(
                    select(
                        PAGES.c.id,
                        PAGES.c.identity,
                        PAGES.c.capture,
                        PAGES.c.judging,
                        PAGES.c.data,
                        PAGES.c.site_rules,
                    ).where(PAGES.c.id.in_(keys))
                )
            }
            if findings:
                for page_key, number, data in connection.execute(
                    select(OUTCOMES.c.page, OUTCOMES.c.id, OUTCOMES.c.data)
                    .where(OUTCOMES.c.page.in_(keys))
                    .order_by(OUTCOMES.c.id)
                ).all():
                    outcomes[page_key].append((number, data))
        for key in keys:
            if (row := rows.get(key)) is None:  # replaced meanwhile
                continue
            page = Page.model_validate_json(row.data)
            page.judging = row.judging or None
            if row.site_rules:
                said = json.loads(row.site_rules)
                page.untested = page.without_open_site_rules()
                page.passed += said["passed"]
                page.inapplicable += said["inapplicable"]
                page.untested += [Untested.model_validate(item) for item in said["untested"]]
            held = outcomes.pop(key, [])
            page.findings = [Finding.model_validate_json(data) for _, data in held]
            yield StoredPage(key, row.identity, row.capture, page, [number for number, _ in held])


class StoredPages:
    """A site's pages in the store, as a result has them: each loop reads them anew."""

    def __init__(self, connections: Connections, run: int, site: str) -> None:
        self._connections, self._run, self._site = connections, run, site

    def __iter__(self) -> Iterator[Page]:
        return (stored.page for stored in iter_stored(self._connections, self._run, self._site, findings=True))

    def __len__(self) -> int:
        with self._connections.reading() as connection:
            query = select(func.count()).select_from(PAGES).where(*_counted(self._run, self._site))
            return int(connection.execute(query).scalar_one())

    def without_findings(self) -> Iterator[Page]:
        """The pages without their findings."""
        return (stored.page for stored in iter_stored(self._connections, self._run, self._site, findings=False))


def _counted(run: int, site: str) -> tuple[ColumnElement[bool], ...]:
    return PAGES.c.run == run, PAGES.c.site == site, PAGES.c.status != ASIDE


def iter_findings(connections: Connections, run: int, site: str) -> Iterator[Finding]:
    """A site's findings in the order of its pages."""
    for keys in _keys(connections, run, site):
        held: dict[int, list[str]] = defaultdict(list)
        with connections.reading() as connection:
            for row in connection.execute(
                select(OUTCOMES.c.page, OUTCOMES.c.data).where(OUTCOMES.c.page.in_(keys)).order_by(OUTCOMES.c.id)
            ).all():
                held[row.page].append(row.data)
        for key in keys:
            for data in held.get(key, ()):
                yield Finding.model_validate_json(data)

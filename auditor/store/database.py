"""`audit.db`, the truth: settings, sites, pages with their links and outcomes. One writer.

A page is written in one transaction, after its capture's file; killed at any moment, a page is either done or not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError

from auditor.model import Finding, Page, Site
from auditor.store.errors import StoreError

ASIDE = "same-page"  # of an address that led to a page held under another
_META = MetaData()
_RUN = Table("run", _META, Column("key", String, primary_key=True), Column("value", Text, nullable=False))
_SITES = Table(
    "sites",
    _META,
    Column("slug", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("data", Text, nullable=False),
)
_PAGES = Table(
    "pages",
    _META,
    Column("id", Integer, primary_key=True),
    Column("site", String, nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("identity", String, nullable=False),
    Column("status", String, nullable=False),
    Column("capture", String, nullable=False),
    Column("links", Text, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("site", "identity"),
)
_OUTCOMES = Table(
    "outcomes",
    _META,
    Column("id", Integer, primary_key=True),
    Column("page", Integer, nullable=False, index=True),
    Column("rule", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("view", String, nullable=False),
    Column("group_id", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("data", Text, nullable=False),
)
# A page has a hundred: in one statement, the values in its order.
_ADD_OUTCOME = (
    "INSERT INTO outcomes (page, rule, outcome, view, group_id, fingerprint, data) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_DOCUMENTS = Table(
    "documents",
    _META,
    Column("site", String, primary_key=True),
    Column("url", String, primary_key=True),
    Column("data", Text, nullable=False),
)


class Done(NamedTuple):
    """What of a finished page the crawl goes on with; `capture` is its file below the output folder."""

    links: list[str]
    final_url: str
    capture: str
    template: str


class PageRows(NamedTuple):
    """A page and its outcomes as the tables hold them: texts, which go between processes quicker than models."""

    site: str
    status: str
    data: str
    outcomes: list[tuple[str, str, str, str, str, str]]  # rule, outcome, view, group_id, fingerprint, data


def page_rows(page: Page) -> PageRows:
    """What is written of a page."""
    outcomes: list[tuple[str, str, str, str, str, str]] = [
        (f.rule, f.outcome, f.view, f.group, f.fingerprint, f.model_dump_json()) for f in page.findings
    ]
    return PageRows(page.site, page.status, page.model_dump_json(exclude={"findings"}), outcomes)


class Database:
    """An open `audit.db`."""

    def __init__(self, path: Path) -> None:
        self._engine = create_engine(f"sqlite:///{path}")
        event.listen(self._engine, "connect", _durable)
        try:
            _META.create_all(self._engine)
        except DatabaseError as error:
            raise StoreError("store.not-a-database", path=path, what=str(error.orig)) from error

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def get(self, key: str) -> Any:
        """A value of the run, None where there is none."""
        with self._engine.connect() as connection:
            text = connection.execute(select(_RUN.c.value).where(_RUN.c.key == key)).scalar()
        return None if text is None else json.loads(text)

    def put(self, key: str, value: Any) -> None:
        """Write a value of the run."""
        with self._engine.begin() as connection:
            connection.execute(delete(_RUN).where(_RUN.c.key == key))
            connection.execute(insert(_RUN).values(key=key, value=json.dumps(value, ensure_ascii=False)))

    def plan_sites(self, sites: list[Site]) -> None:
        """Write the sites of the run that are not there yet."""
        with self._engine.begin() as connection:
            known = set(connection.execute(select(_SITES.c.slug)).scalars())
            for position, site in enumerate(sites):
                if site.slug not in known:
                    connection.execute(
                        insert(_SITES).values(
                            slug=site.slug, position=position, state="planned", data=site.model_dump_json()
                        )
                    )

    def finish_site(self, site: Site) -> None:
        """A site is done; its results are written."""
        with self._engine.begin() as connection:
            connection.execute(
                update(_SITES).where(_SITES.c.slug == site.slug).values(state="done", data=site.model_dump_json())
            )

    def sites(self) -> list[tuple[str, Site]]:
        """(state, site) in the order of the targets."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_SITES.c.state, _SITES.c.data).order_by(_SITES.c.position)).all()
        return [(state, Site.model_validate_json(data)) for state, data in rows]

    def finish_page(self, page: Page, position: int, identity: str, capture: str, links: list[str]) -> None:
        """A page is done: it, its links and its outcomes, all or nothing. A page already there is replaced."""
        self.finish_pages([(page_rows(page), position, identity, capture, links)])

    def finish_pages(self, rows: Iterable[tuple[PageRows, int, str, str, list[str]]]) -> None:
        """Several pages (page, position, identity, capture, links) in one step."""
        with self._engine.begin() as connection:
            for row in rows:
                self._finish(connection, *row)

    @staticmethod
    def _finish(
        connection: Connection, page: PageRows, position: int, identity: str, capture: str, links: list[str]
    ) -> None:
        old = connection.execute(
            select(_PAGES.c.id).where(_PAGES.c.site == page.site, _PAGES.c.identity == identity)
        ).scalar()
        if old is not None:
            connection.execute(delete(_OUTCOMES).where(_OUTCOMES.c.page == old))
            connection.execute(delete(_PAGES).where(_PAGES.c.id == old))
        key = connection.execute(
            insert(_PAGES).values(
                site=page.site,
                position=position,
                identity=identity,
                status=page.status,
                capture=capture,
                links=json.dumps(links),
                data=page.data,
            )
        ).lastrowid
        if page.outcomes:
            connection.exec_driver_sql(_ADD_OUTCOME, [(key, *outcome) for outcome in page.outcomes])

    def set_aside(self, site: str, identities: list[str]) -> None:
        """These addresses led to pages that are held under others: known, so not asked for again, and not counted."""
        with self._engine.begin() as connection:
            mine = (_PAGES.c.site == site) & _PAGES.c.identity.in_(identities)
            connection.execute(delete(_OUTCOMES).where(_OUTCOMES.c.page.in_(select(_PAGES.c.id).where(mine))))
            connection.execute(update(_PAGES).where(mine).values(status=ASIDE))

    def pages(self, site: str, findings: bool = True) -> list[Page]:
        """A site's finished pages in the order of the crawl."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_PAGES.c.id, _PAGES.c.data)
                .where(_PAGES.c.site == site, _PAGES.c.status != ASIDE)
                .order_by(_PAGES.c.position)
            ).all()
            found = {key: Page.model_validate_json(data) for key, data in rows}
            if findings and found:
                for key, data in connection.execute(
                    select(_OUTCOMES.c.page, _OUTCOMES.c.data)
                    .where(_OUTCOMES.c.page.in_(select(_PAGES.c.id).where(_PAGES.c.site == site)))
                    .order_by(_OUTCOMES.c.id)
                ):
                    found[key].findings.append(Finding.model_validate_json(data))
        return list(found.values())

    def done(self, site: str) -> dict[str, Done]:
        """Finished pages by identity."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_PAGES.c.identity, _PAGES.c.links, _PAGES.c.data, _PAGES.c.capture).where(_PAGES.c.site == site)
            ).all()
        found = {}
        for identity, links, text, capture in rows:
            data = json.loads(text)
            found[identity] = Done(json.loads(links), data["final_url"], capture, data["template"])
        return found

    def keep_document(self, site: str, url: str, facts: dict[str, Any]) -> None:
        """What is known of a linked file."""
        with self._engine.begin() as connection:
            connection.execute(delete(_DOCUMENTS).where(_DOCUMENTS.c.site == site, _DOCUMENTS.c.url == url))
            connection.execute(
                insert(_DOCUMENTS).values(site=site, url=url, data=json.dumps(facts, ensure_ascii=False))
            )

    def documents(self, site: str) -> dict[str, dict[str, Any]]:
        """What is known of a site's linked files, by address."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_DOCUMENTS.c.url, _DOCUMENTS.c.data).where(_DOCUMENTS.c.site == site)
            ).all()
        return {url: json.loads(data) for url, data in rows}

    def capture_rows(self) -> list[tuple[str, str, int, str, list[str]]]:
        """(site, identity, position, capture file, links) of every page, for judging again."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_PAGES.c.site, _PAGES.c.identity, _PAGES.c.position, _PAGES.c.capture, _PAGES.c.links)
                .where(_PAGES.c.status != ASIDE)
                .order_by(_PAGES.c.id)
            ).all()
        return [
            (site, identity, position, capture, json.loads(links)) for site, identity, position, capture, links in rows
        ]

    def count(self) -> int:
        """Finished pages in all."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(_PAGES)).scalar() or 0)


def _durable(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()

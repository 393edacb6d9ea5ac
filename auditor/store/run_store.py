"""One run in a store: what an audit writes as it goes, and what of it is read again. Any thread may use it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from auditor.capture.schema import PageCapture
from auditor.model import Finding, Page, Site
from auditor.store import codec, files, upkeep
from auditor.store.connection import Connections
from auditor.store.reading import StoredPages, iter_findings, iter_stored, row_ids
from auditor.store.records import (
    CaptureRow,
    Done,
    JudgingRecord,
    PageRows,
    RunRecord,
    SiteRecord,
    StoredPage,
    page_rows,
)
from auditor.store.tables import DOCUMENTS, JUDGINGS, PAGES, RUN_VALUES, RUNS, SITES
from auditor.store.upkeep import ASIDE

PageRow = tuple[Page | PageRows, int, str, str, list[str]]  # page, position, identity, capture, links


def now() -> str:
    """The time as it is written: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _never(status: str, http_status: int | None) -> bool:
    return False


class RunStore:
    """The sink of a run, and its reader. `folder` is where captures and images lie."""

    def __init__(self, connections: Connections, folder: Path, number: int) -> None:
        self._connections, self.folder, self.id = connections, folder, number
        self._judging = 0

    # The run

    def record(self) -> RunRecord:
        """The run's row; `state` is `running` until it is finished, whether or not a process works on it."""
        with self._connections.reading() as connection:
            row = connection.execute(select(RUNS).where(RUNS.c.id == self.id)).one()
        return RunRecord(row.id, row.state, row.started, row.ended, json.loads(row.manifest))

    @property
    def manifest(self) -> dict[str, Any]:
        """What was written when the run started."""
        return self.record().manifest

    def resume(self) -> None:
        """A process works on the run again."""
        self._set_state("running", None)

    def end(self) -> None:
        """The run has come to its end; only then is it finished."""
        self._set_state("finished", now())

    def _set_state(self, state: str, ended: str | None) -> None:
        self._connections.write(
            lambda connection: connection.execute(
                update(RUNS).where(RUNS.c.id == self.id).values(state=state, ended=ended)
            )
        )

    def get(self, key: str) -> Any:
        """A small value of the run, None where there is none."""
        with self._connections.reading() as connection:
            text = connection.execute(
                select(RUN_VALUES.c.value).where(RUN_VALUES.c.run == self.id, RUN_VALUES.c.key == key)
            ).scalar()
        return None if text is None else json.loads(text)

    def put(self, key: str, value: Any) -> None:
        """Write a small value of the run: anything that JSON can hold."""
        mine = (RUN_VALUES.c.run == self.id) & (RUN_VALUES.c.key == key)

        def work(connection: Connection) -> None:
            connection.execute(delete(RUN_VALUES).where(mine))
            connection.execute(insert(RUN_VALUES).values(run=self.id, key=key, value=codec.dump(value)))

        self._connections.write(work)

    def judge_with(self, facts: dict[str, Any]) -> int:
        """Pages finished from now on are judged by what `facts` tell (digests, versions); the judging's number, from 1.

        The same facts as those of the run's last judging are the same judging."""

        def work(connection: Connection) -> int:
            text = codec.dump(facts)
            last = connection.execute(
                select(JUDGINGS.c.number, JUDGINGS.c.data)
                .where(JUDGINGS.c.run == self.id)
                .order_by(JUDGINGS.c.number.desc())
                .limit(1)
            ).first()
            if last is not None and last.data == text:
                return int(last.number)
            number = 1 if last is None else int(last.number) + 1
            connection.execute(insert(JUDGINGS).values(run=self.id, number=number, started=now(), data=text))
            return number

        self._judging = self._connections.write(work)
        return self._judging

    def judgings(self) -> list[JudgingRecord]:
        """What judged the run's pages, the first first."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                select(JUDGINGS).where(JUDGINGS.c.run == self.id).order_by(JUDGINGS.c.number)
            ).all()
        return [JudgingRecord(row.number, row.started, json.loads(row.data)) for row in rows]

    # Sites

    def plan_sites(self, sites: Iterable[Site]) -> None:
        """Write the sites of the run that are not there yet, in their order."""

        def work(connection: Connection) -> None:
            known = set(connection.execute(select(SITES.c.slug).where(SITES.c.run == self.id)).scalars())
            rows = [
                {
                    "run": self.id,
                    "slug": site.slug,
                    "position": position,
                    "state": "planned",
                    "concluded": False,
                    "data": codec.dump_model(site),
                }
                for position, site in enumerate(sites)
                if site.slug not in known
            ]
            if rows:
                connection.execute(insert(SITES), rows)

        self._connections.write(work)

    def finish_site(self, site: Site, *, done: bool = True, concluded: bool = False) -> None:
        """Write a site with what is known of it. `done`: all its pages are there; `concluded`: its results are
        in it."""
        values = {"data": codec.dump_model(site), "concluded": concluded, "state": "done" if done else "planned"}
        self._connections.write(
            lambda connection: connection.execute(
                update(SITES).where(SITES.c.run == self.id, SITES.c.slug == site.slug).values(values)
            )
        )

    def sites(self) -> list[SiteRecord]:
        """In the order of the targets."""
        with self._connections.reading() as connection:
            rows = connection.execute(select(SITES).where(SITES.c.run == self.id).order_by(SITES.c.position)).all()
        return [
            SiteRecord(Site.model_validate_json(row.data), row.state == "done", bool(row.concluded)) for row in rows
        ]

    # Pages

    def finish_page(self, page: Page | PageRows, position: int, identity: str, capture: str, links: list[str]) -> None:
        """A page is done: it, its links and its outcomes, all or nothing. A page already there is replaced.

        `identity`: what makes two addresses one page; `capture`: its file's path below the folder, "" without one."""
        self.finish_pages([(page, position, identity, capture, links)])

    def finish_pages(self, rows: Iterable[PageRow]) -> None:
        """Several pages in one step."""
        ready = [
            (page if isinstance(page, PageRows) else page_rows(page), position, identity, capture, links)
            for page, position, identity, capture, links in rows
        ]

        def work(connection: Connection) -> None:
            for row in ready:
                upkeep.write_page(connection, self.id, self._judging, *row)
            upkeep.unconclude(connection, self.id, {page.site for page, *_ in ready})

        self._connections.write(work)

    def set_aside(self, site: str, identities: list[str]) -> None:
        """These addresses led to pages that are held under others: known, so not asked for again, and not counted."""
        self._connections.write(lambda connection: upkeep.set_aside(connection, self.id, site, identities))

    def done(self, site: str, again: Callable[[str, int | None], bool] = _never) -> dict[str, Done]:
        """Finished pages by identity, but those that are to be asked for again by their (status, HTTP status)."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                select(
                    PAGES.c.identity, PAGES.c.status, PAGES.c.http_status, PAGES.c.links, PAGES.c.capture, PAGES.c.data
                ).where(PAGES.c.run == self.id, PAGES.c.site == site)
            ).all()
        pages = {}
        for row in rows:
            if not again(row.status, row.http_status):
                data = json.loads(row.data)
                pages[row.identity] = Done(json.loads(row.links), data["final_url"], row.capture, data["template"])
        return pages

    def sites_to_resume(self, again: Callable[[str, int | None], bool] = _never) -> list[str]:
        """Slugs of the sites that aren't done, or have pages to ask for again."""
        with self._connections.reading() as connection:
            states = connection.execute(
                select(SITES.c.slug, SITES.c.state).where(SITES.c.run == self.id).order_by(SITES.c.position)
            ).all()
            kinds = connection.execute(
                select(PAGES.c.site, PAGES.c.status, PAGES.c.http_status).where(PAGES.c.run == self.id).distinct()
            ).all()
        failed = {row.site for row in kinds if again(row.status, row.http_status)}
        return [row.slug for row in states if row.state != "done" or row.slug in failed]

    def count(self) -> int:
        """Finished pages in all."""
        with self._connections.reading() as connection:
            query = select(func.count()).select_from(PAGES).where(PAGES.c.run == self.id)
            return int(connection.execute(query).scalar() or 0)

    def pages(self, site: str) -> StoredPages:
        """A site's finished pages in the order of the crawl; few at a time are in memory."""
        return StoredPages(self._connections, self.id, site)

    def row_ids(self, site: str) -> dict[str, int]:
        """The ids of a site's pages by identity, in the order of the crawl."""
        return row_ids(self._connections, self.id, site)

    def iter_stored(self, site: str, findings: bool = True) -> Iterator[StoredPage]:
        """The pages with their rows' ids and the captures' paths."""
        return iter_stored(self._connections, self.id, site, findings)

    def iter_findings(self, site: str) -> Iterator[Finding]:
        """All findings of a site, in the order of its pages."""
        return iter_findings(self._connections, self.id, site)

    def capture_rows(self) -> list[CaptureRow]:
        """Every page that has a capture, in the order of the crawl."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                select(PAGES.c.site, PAGES.c.identity, PAGES.c.position, PAGES.c.capture, PAGES.c.links)
                .where(PAGES.c.run == self.id, PAGES.c.status != ASIDE, PAGES.c.capture != "")
                .order_by(PAGES.c.site, PAGES.c.position, PAGES.c.id)
            ).all()
        return [CaptureRow(row.site, row.identity, row.position, row.capture, json.loads(row.links)) for row in rows]

    # What the rules over a site say of its pages

    def write_site_rules(self, site: str, verdicts: Iterable[upkeep.SiteVerdicts]) -> None:
        """Replace what the rules over the whole site have said of its pages."""
        self._connections.write(lambda connection: upkeep.write_site_rules(connection, self.id, site, verdicts))

    def rewrite_findings(self, findings: Iterable[tuple[int, Finding]]) -> None:
        """Write findings again that were given an image, by their rows' ids."""
        self._connections.write(lambda connection: upkeep.rewrite_findings(connection, findings))

    # Linked files, captures and images

    def keep_document(self, site: str, url: str, facts: dict[str, Any]) -> None:
        """What is known of a linked file."""
        mine = (DOCUMENTS.c.run == self.id) & (DOCUMENTS.c.site == site) & (DOCUMENTS.c.url == url)

        def work(connection: Connection) -> None:
            connection.execute(delete(DOCUMENTS).where(mine))
            connection.execute(insert(DOCUMENTS).values(run=self.id, site=site, url=url, data=codec.dump(facts)))

        self._connections.write(work)

    def documents(self, site: str) -> dict[str, dict[str, Any]]:
        """What is known of a site's linked files, by address."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                select(DOCUMENTS.c.url, DOCUMENTS.c.data).where(DOCUMENTS.c.run == self.id, DOCUMENTS.c.site == site)
            ).all()
        return {row.url: json.loads(row.data) for row in rows}

    def keep_capture(self, name: str, capture: PageCapture) -> str:
        """Write a capture with its screenshots (`name`: `<site>/<page>`) into the run's own folder; its path below the
        folder comes back."""
        return files.write_capture(self.folder, f"{self.id}/{name}", capture)

    def keep_image(self, name: str, content: bytes) -> str:
        """Write an image (`name`: `<site>/<file>`) into the run's own folder; its path below the folder comes back."""
        relative = f"pictures/{self.id}/{name}"
        files.write(self.folder / relative, content)
        return relative

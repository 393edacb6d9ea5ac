"""A site's results from its stored pages, written once: groups, requirements, counts, people, score, images.

Pages are taken one after another; no step keeps the findings of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.evaluate.sites import SiteTally
from auditor.evidence_images import crop_examples
from auditor.messages import default_language, note
from auditor.messages.reasons import page_error
from auditor.model import Page, PageError, RuleInfo, Site
from auditor.run.coverage import account
from auditor.run.judging import named
from auditor.store.records import SiteRecord, StoredPage
from auditor.store.run_store import RunStore


def conclude(run: RunStore, record: SiteRecord, infos: Mapping[str, RuleInfo]) -> Site:
    """Work out a site's results, cut the images of its examples, write both."""
    site, tally = results(record, run.iter_stored(record.site.slug), infos)
    pictured = crop_examples(
        run.folder,
        [(group.example, tally.example(group.id)) for group in site.groups],
        lambda name, content: run.keep_image(f"{site.slug}/{name}", content),
    )
    run.rewrite_findings(pictured)
    run.finish_site(site, done=record.done, concluded=True)
    return site


def results(record: SiteRecord, stored: Iterable[StoredPage], infos: Mapping[str, RuleInfo]) -> tuple[Site, SiteTally]:
    """The site with its groups, requirements, counts and status from its pages; nothing is written."""
    site, tally = record.site.model_copy(deep=True), SiteTally(infos)

    def tallied() -> Iterator[Page]:
        for entry in stored:
            page = entry.page
            if page.status == "audited":
                try:
                    tally.add(page, entry.capture, entry.outcomes)
                except Exception as error:  # one page's: the site is not complete then
                    page = page.model_copy(update={"status": "crashed", "error": _not_counted(error)})
            yield page

    account(site, tallied(), ended=record.done)
    tally.write(site)
    return site, tally


def _not_counted(error: Exception) -> PageError:
    return page_error("crashed", note("page.not-judged", what=named(error)), default_language())

"""Reasons as the result model has them: a sentence in the report's language, beside its code and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from auditor.messages.sentences import sentence
from auditor.model import Page, PageError, Pages, Result, Site, Untested
from auditor.model.note import Note, as_note


def page_error(kind: str, why: Note, lang: str) -> PageError:
    """Why a page or a site was not audited."""
    return PageError(kind=kind, message=sentence(why, lang), **why.model_dump())


def untested(rule: str, why: Note, lang: str) -> Untested:
    """Why a rule did not run on a page."""
    return Untested(rule=rule, reason=sentence(why, lang), **why.model_dump())


def documents_in(documents: Iterable[dict[str, Any]], lang: str) -> list[dict[str, Any]]:
    """Linked files with what was not done as a sentence: `error`, beside it `code` and `facts`."""
    return [_document(entry, lang) for entry in documents]


def _document(entry: dict[str, Any], lang: str) -> dict[str, Any]:
    if not entry.get("error"):
        return entry
    if isinstance(entry["error"], str) and "code" not in entry:
        return {**entry, "error": sentence(as_note(entry["error"]), lang)}  # of an earlier release
    why = Note(code=entry["code"], facts=entry["facts"]) if "code" in entry else as_note(entry["error"])
    return {**entry, "error": sentence(why, lang), **why.model_dump()}


def page_in(page: Page, lang: str) -> Page:
    """The page with its sentences in a language; itself where they are so already."""
    changed: dict[str, Any] = {}
    if page.error is not None and (error := _error_in(page.error, lang)) is not page.error:
        changed["error"] = error
    if any(item.reason != sentence(item.note, lang) for item in page.untested):
        changed["untested"] = [item.model_copy(update={"reason": sentence(item.note, lang)}) for item in page.untested]
    if any(finding.message != finding.messages[lang] for finding in page.findings):
        changed["findings"] = [f.model_copy(update={"message": f.messages[lang]}) for f in page.findings]
    return page.model_copy(update=changed) if changed else page


def site_in(site: Site, lang: str) -> Site:
    """The site with its own sentences in a language; its pages are not touched."""
    coverage = site.coverage.model_copy(update={"documents": documents_in(site.coverage.documents, lang)})
    error = _error_in(site.error, lang) if site.error else None
    return site.model_copy(update={"error": error, "coverage": coverage})


def _error_in(error: PageError, lang: str) -> PageError:
    said = sentence(error.note, lang)
    return error if said == error.message else error.model_copy(update={"message": said})


def result_in(result: Result, lang: str) -> Result:
    """The result with all its sentences in a language; what is so already is not copied."""
    run = result.run.model_copy(
        update={
            "sites": [site_in(site, lang) for site in result.run.sites],
            "problems": [_problem(entry, lang) for entry in result.run.problems],
        }
    )
    return replace(result, run=run, pages={slug: _PagesIn(held, lang) for slug, held in result.pages.items()})


class _PagesIn:
    """A site's pages with their sentences in a language, as they are read."""

    def __init__(self, pages: Pages, lang: str) -> None:
        self._pages, self._lang = pages, lang

    def __iter__(self) -> Iterator[Page]:
        return (page_in(page, self._lang) for page in self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def without_findings(self) -> Iterator[Page]:
        """The same without their findings."""
        return (page_in(page, self._lang) for page in self._pages.without_findings())


def _problem(entry: dict[str, Any], lang: str) -> dict[str, Any]:
    why = Note(code=entry["code"], facts=entry["facts"]) if "code" in entry else as_note(entry["message"])
    return {**entry, "message": sentence(why, lang)}

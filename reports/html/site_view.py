"""What one site's page says, in the report's language."""

from dataclasses import dataclass, replace
from typing import Any

from auditor.model import (
    Page,
    RequirementResult,
    Result,
    Site,
    Totals,
    Unrun,
    by_rule,
    clauses,
    criteria,
    failed_by_impact,
    rules_of,
    site_totals,
    unrun,
)

from .charts import COLOURS, Chart, chart
from .people_view import Link, PeopleView, item_title, people_view
from .rule_view import RuleBlock, rule_blocks
from .wording import Clause, Wording

# What a page prints at most; ours.
FIRST, MOST_MISSED, MOST_AUDITED, MOST_DOCUMENTS, MOST_HOSTS, MOST_REASONS, MOST_RULES = 5, 200, 500, 100, 15, 20, 40
SETTINGS = ("profile", "max_pages", "max_depth", "sample", "timeout")


@dataclass(frozen=True)
class MissedPage:
    """A page that was not audited, and why; `site` is its site's name."""

    url: str
    reason: str
    site: str = ""


@dataclass(frozen=True)
class UnrunRow:
    """Why some rules have no result, on how many pages, and which."""

    text: str
    rules: list[str]
    more: str


@dataclass(frozen=True)
class ResultRow:
    """A criterion or clause with its result: a class for its colour, words, failed occurrences."""

    name: str
    own: str
    colour: str
    result: str
    failed: int
    level: str = ""
    rules: int = 0
    remainder: str = ""


@dataclass(frozen=True)
class SiteView:
    """Everything that site.html prints."""

    title: str
    url: str
    owner: str
    incomplete: str
    incomplete_why: str
    summary: str
    totals: Totals
    first: list[Link]
    impacts: Chart
    people: PeopleView
    coverage: str
    missed: list[MissedPage]
    left_out: str
    out_of_scope: str
    asked_instead: list[str]
    documents: list[Link]
    documents_title: str
    audited: list[Link]
    audited_title: str
    unrun: list[UnrunRow]
    unrun_title: str
    blocks: list[RuleBlock]
    questions: list[RuleBlock]
    criteria: list[ResultRow]
    clauses: list[ResultRow]
    settings: list[str]


def site_name(site: Site) -> str:
    """Its name, or its address without scheme."""
    return site.name or site.url.split("://")[-1].rstrip("/")


def missed_page(page: Page, wording: Wording, site: str = "") -> MissedPage:
    """The status in words, then what happened."""
    why = wording.output.sentence(page.error.message) if page.error else ""
    return MissedPage(page.url, wording.output.name("page_status", page.status) + wording.words["colon"] + why, site)


def site_view(result: Result, site: Site, wording: Wording) -> SiteView:
    """Built from the result model; figures are the model's own."""
    words, output = wording.words, wording.output
    pages = list(result.pages[site.slug].without_findings())
    audited = [page for page in pages if page.status == "audited"]
    figures = site_totals(site)
    failed, asked = (by_rule(g for g in site.groups if g.outcome == outcome) for outcome in ("failed", "cantTell"))
    blocks = rule_blocks(failed, "f", wording)
    untested = unrun(pages)[:MOST_REASONS]
    questions = rule_blocks(asked, "q", wording, len(blocks) + 1)
    owner = [site.agency, f"{site.district} {site.street}" if site.district else ""]
    complete = site.status == "complete"
    return SiteView(
        title=site_name(site) + words["site_title"],
        url=site.url,
        owner=words["agency"] + words["colon"] + words["sep"].join(filter(None, owner)) if site.agency else "",
        incomplete="" if complete else output.name("site_status", site.status) + words["stop"],
        incomplete_why=output.sentence(site.error.message) if site.error and not complete else "",
        summary=wording.word(
            "summary_lead",
            audited=figures.audited,
            planned=figures.planned,
            kinds=len(blocks),
            failed=figures.failed,
            asked=figures.asked,
        ),
        totals=figures,
        first=[Link(b.id, item_title(b, wording), words["colon"] + b.lead) for b in blocks[:FIRST]],
        impacts=chart(
            "c2",
            words["by_impact"],
            words["root_causes"],
            [(output.name("impact", key), count, COLOURS[key]) for key, count in failed_by_impact(site).items()],
        ),
        people=people_view(
            site, list(zip(failed, blocks, strict=True)), list(zip(asked, questions, strict=True)), wording
        ),
        coverage=wording.word("coverage_lead", audited=figures.audited, planned=figures.planned),
        missed=[missed_page(page, wording) for page in pages if page.status != "audited"][:MOST_MISSED],
        left_out=words["sep"].join(f"{output.name('left_out', key)} {n}" for key, n in site.coverage.left_out.items()),
        out_of_scope=output.joined(
            [host + output.bracketed(f"{n}") for host, n in list(site.coverage.out_of_scope.items())[:MOST_HOSTS]]
        ),
        asked_instead=list(site.coverage.asked_instead.values()),
        documents=[_document(file, wording) for file in site.coverage.documents[:MOST_DOCUMENTS]],
        documents_title=wording.word("documents", n=len(site.coverage.documents)),
        audited=[Link(page.final_url or page.url, page.title or words["none"]) for page in audited[:MOST_AUDITED]],
        audited_title=wording.word("audited_pages", n=len(audited)),
        unrun=[_unrun(row, wording) for row in untested],
        unrun_title=wording.word("unrun", n=len({rule for row in untested for rule in row.rules})),
        blocks=blocks,
        questions=questions,
        criteria=_criteria(result, site, wording),
        clauses=[_result(wording.clause(clause), entry, wording) for clause, entry in clauses(result, site)],
        settings=[f"{key}={result.run.settings.get(key)}" for key in SETTINGS],
    )


def _document(file: dict[str, Any], wording: Wording) -> Link:
    """A linked file: its kind, size, number of pages and what went wrong."""
    facts = [str(file["kind"])]
    if file.get("size"):
        facts.append(f"{round(file['size'] / 1024)} KB")
    if file.get("pdf"):
        facts.append(wording.word("pdf_pages", n=file["pdf"]["pages"]))
    if file.get("error"):
        facts.append(wording.output.sentence(file["error"]))
    return Link(str(file["url"]), "", wording.output.bracketed(wording.output.joined(facts)))


def _unrun(row: Unrun, wording: Wording) -> UnrunRow:
    pages = wording.word("unrun_pages", n=row.pages)
    return UnrunRow(
        wording.output.sentence(row.reason) + pages + wording.words["colon"],
        row.rules[:MOST_RULES],
        "…" if len(row.rules) > MOST_RULES else "",
    )


def _criteria(result: Result, site: Site, wording: Wording) -> list[ResultRow]:
    """Success criteria, with how many rules speak of each and what is left to people."""
    ledger, rows = {entry.criterion: entry for entry in result.run.ledger}, []
    for requirement, entry in criteria(result, site):
        covered = ledger.get(requirement.id)
        row = _result(Clause(wording.criterion(requirement), ""), entry, wording)
        rows.append(
            replace(
                row,
                level=requirement.level,
                rules=rules_of(covered) if covered else 0,
                remainder=covered.remainder[wording.lang] if covered else "",
            )
        )
    return rows


def _result(clause: Clause, entry: RequirementResult, wording: Wording) -> ResultRow:
    return ResultRow(
        name=clause.text,
        own=clause.own,
        colour=entry.result,
        result=f"{wording.words['mark'][entry.result]} {wording.output.name('result', entry.result)}",
        failed=entry.failed,
    )

"""What the page of all sites says, in the report's language."""

from dataclasses import dataclass

from auditor.model import Result, Site, Totals, failed_by_impact, site_totals, totals, unmet

from .charts import COLOURS, Chart, chart
from .site_view import MissedPage, missed_page
from .wording import Wording

MOST_MISSED = 300  # pages that are named; ours


@dataclass(frozen=True)
class SiteRow:
    """One site in the table of all."""

    slug: str
    name: str
    agency: str
    district: str
    pages: str
    by_impact: list[int]
    asked: int
    status: str


@dataclass(frozen=True)
class BadLine:
    """A line of the list that could not be used."""

    text: str
    quoted: str


@dataclass(frozen=True)
class PortfolioView:
    """Everything that index.html prints."""

    lead: str
    totals: Totals
    complete: bool
    impact_words: list[str]
    sites: list[SiteRow]
    worst: Chart | None
    missed: list[MissedPage]
    problems: list[BadLine]


def portfolio_view(result: Result, wording: Wording) -> PortfolioView:
    """Built from the result model; figures are the model's own."""
    run, words, output = result.run, wording.words, wording.output
    figures, missed = totals(run), []
    for site in run.sites:
        pages = (page for page in result.pages[site.slug].without_findings() if page.status != "audited")
        missed += [missed_page(page, wording, site.name or site.url) for page in pages]
    return PortfolioView(
        lead=wording.word("portfolio_lead", sites=figures.sites, audited=figures.audited, missed=figures.missed),
        totals=figures,
        complete=run.complete,
        impact_words=[output.name("impact", key) for key in COLOURS],
        sites=[_row(site, wording) for site in run.sites],
        worst=_worst(result, wording),
        missed=missed[:MOST_MISSED],
        problems=[
            BadLine(f"{line['source']}:{line['line']}{words['colon']}{output.sentence(line['message'])}", line["text"])
            for line in run.problems
        ],
    )


def _row(site: Site, wording: Wording) -> SiteRow:
    figures, none = site_totals(site), wording.words["none"]
    return SiteRow(
        slug=site.slug,
        name=site.name or site.url,
        agency=site.agency or none,
        district=f"{site.district} {site.street}".strip() or none,
        pages=f"{figures.audited}/{figures.planned}",
        by_impact=list(failed_by_impact(site).values()),
        asked=figures.asked,
        status=wording.output.name("site_status", site.status),
    )


def _worst(result: Result, wording: Wording) -> Chart | None:
    """Requirements by the sites that don't meet them; of a single site by its pages."""
    words, many = wording.words, len(result.run.sites) > 1
    rows = []
    for row in unmet(result):
        requirement = row.requirement
        standard = words["standard_short"].get(requirement.standard, requirement.standard_title[wording.lang])
        label = f"{standard} {wording.criterion(requirement)}"
        rows.append((label, row.count, COLOURS["critical"]))
    title, unit = ("worst_title", "sites_touched") if many else ("worst_title_pages", "pages_touched_unit")
    return chart("c1", words[title], words[unit], rows) if rows else None

"""The rows of the workbook, in the report's language."""

from collections.abc import Iterator

from auditor.model import Output, Result

Row = tuple[object, ...]


def cause_rows(result: Result, output: Output) -> Iterator[Row]:
    """One row a root cause; the last cell is for those who mend."""
    lang, everyone, number = output.lang, output.words()["everyone"], 0
    for site in result.run.sites:
        people = {entry.id: entry.label[lang] for entry in site.people}
        for group in site.groups:
            number += 1
            yield (
                number,
                site.name or site.url,
                site.agency,
                output.name("outcome", group.outcome),
                output.name("impact", group.impact),
                group.titles[lang],
                group.messages[lang],
                "\n".join(people[key] for key in group.people if key in people) or everyone,
                _requirements(group.requirements, result, lang),
                group.occurrences,
                len(group.pages),
                group.pages[0] if group.pages else "",
                " >> ".join(group.example.target),
                group.id,
                group.rule,
                "",
            )


def occurrence_rows(result: Result, output: Output) -> Iterator[Row]:
    """One row a finding."""
    for site in result.run.sites:
        titles = {group.id: group.titles[output.lang] for group in site.groups}
        for page in result.pages[site.slug]:
            for finding in page.findings:
                yield (
                    site.name or site.url,
                    page.final_url or page.url,
                    output.name("outcome", finding.outcome),
                    output.name("impact", finding.impact),
                    titles.get(finding.group, finding.rule),
                    output.name("view", finding.view),
                    " >> ".join(finding.target),
                    finding.html,
                    "\n".join(f"{item.name} {item.value}" for item in output.measured(finding)),
                    finding.group,
                    finding.fingerprint,
                )


def page_rows(result: Result, output: Output) -> Iterator[Row]:
    """One row a page, also of those that were not audited."""
    for site in result.run.sites:
        for page in result.pages[site.slug].without_findings():
            yield (
                site.name or site.url,
                page.final_url or page.url,
                page.title,
                output.name("page_status", page.status),
                output.sentence(page.error.message) if page.error else "",
            )


def _requirements(keys: list[str], result: Result, lang: str) -> str:
    """Clauses as they may be printed, one a line."""
    lines = []
    for key in keys:
        clause = result.requirements.get(key)
        if clause is not None and clause.printable:
            parts = (clause.standard_title[lang], clause.number.get(lang), clause.title[lang])
            lines.append(" ".join(part for part in parts if part))
    return "\n".join(lines)

"""`junit.xml`: a suite a site, a case a page. A page that was not audited is an error, never a success."""

import io
from collections.abc import Iterator

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from auditor.model import SETTLED, Finding, Output, Page, Result, Site, failures, harmless

MAX_TEXT, MAX_NAME = 20_000, 500  # letters
COMPLETE = "audit complete"  # a name that build servers follow from run to run, so the same in each language


def render(result: Result, output: Output) -> None:
    """One failure for each failed rule of a page."""
    xml = JUnitXml("auditor")
    for site in result.run.sites:
        suite = TestSuite(harmless(site.name or site.url))
        for name, value in coverage(site):
            suite.add_property(name, value)
        pages = result.pages[site.slug]
        if not pages or site.status != "complete":
            suite.add_testcase(_site_case(site, output))
        for page in pages:
            suite.add_testcase(_page_case(site, page, result, output))
        xml.add_testsuite(suite)
    text = io.BytesIO()
    xml.write(text)
    output.write("junit.xml", text.getvalue())


def coverage(site: Site) -> Iterator[tuple[str, str]]:
    """How many pages of how many, and why the rest were not audited; names that programs read, the same in each
    language."""
    yield "pages planned", str(site.coverage.planned)
    yield "pages audited", str(site.coverage.audited)
    for status, count in site.coverage.not_audited.items():
        yield f"pages {harmless(status)}", str(count)
    for reason, count in site.coverage.left_out.items():
        yield f"left out {harmless(reason)}", str(count)


def _site_case(site: Site, output: Output) -> TestCase:
    case = TestCase(COMPLETE, classname=site.slug)
    if site.status != "complete":
        message = output.sentence(site.error.message) if site.error else output.words()["incomplete"]
        case.result = [Error(harmless(message), "incomplete")]
    return case


def _page_case(site: Site, page: Page, result: Result, output: Output) -> TestCase:
    name = harmless(page.final_url or page.url)[:MAX_NAME]
    case = TestCase(name, classname=site.slug, time=sum(page.timing_ms.values()) / 1000)
    if page.error:
        # What was dealt with and not audited, such as a file, is no success either.
        kind = Skipped if page.status in SETTLED else Error
        case.result = [kind(harmless(output.sentence(page.error.message)), page.error.kind)]
        return case
    case.result = [_failure(rule, findings, result, output) for rule, findings in failures(page).items()]
    return case


def _failure(rule: str, findings: list[Finding], result: Result, output: Output) -> Failure:
    """A rule that failed, with each place. The rule may be one that the report's program doesn't know."""
    info = result.rules.get(rule)
    title = info.title[output.lang] if info else findings[0].messages[output.lang]
    failure = Failure(harmless(output.words()["failure"].format(rule=rule, title=title, n=len(findings))), rule)
    places = (f"{' >>> '.join(finding.target)}\n  {finding.messages[output.lang]}" for finding in findings)
    failure.text = harmless("\n".join(places))[:MAX_TEXT]
    return failure

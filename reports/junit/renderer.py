"""`junit.xml`: a suite a site, a case a page. A page that was not audited is an error, never a success."""

import io

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from auditor.model import SETTLED, Finding, Output, Page, Result, Site, failures

MAX_TEXT, MAX_NAME = 20_000, 500  # letters
COMPLETE = "audit complete"  # a name that build servers follow from run to run, so the same in each language


def clean(text: str) -> str:
    """XML 1.0 has no place for most control characters."""
    return "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")


def render(result: Result, output: Output) -> None:
    """One failure for each failed rule of a page."""
    xml = JUnitXml("auditor")
    for site in result.run.sites:
        suite = TestSuite(clean(site.name or site.url))
        pages = result.pages[site.slug]
        if not pages or site.status != "complete":
            suite.add_testcase(_site_case(site, output))
        for page in pages:
            suite.add_testcase(_page_case(site, page, result, output))
        xml.add_testsuite(suite)
    text = io.BytesIO()
    xml.write(text)
    output.write("junit.xml", text.getvalue())


def _site_case(site: Site, output: Output) -> TestCase:
    case = TestCase(COMPLETE, classname=site.slug)
    if site.status != "complete":
        message = output.sentence(site.error.message) if site.error else output.words()["incomplete"]
        case.result = [Error(clean(message), "incomplete")]
    return case


def _page_case(site: Site, page: Page, result: Result, output: Output) -> TestCase:
    name = clean(page.final_url or page.url)[:MAX_NAME]
    case = TestCase(name, classname=site.slug, time=sum(page.timing_ms.values()) / 1000)
    if page.error:
        if page.status not in SETTLED:
            case.result = [Error(clean(output.sentence(page.error.message)), page.error.kind)]
        return case
    case.result = [_failure(rule, findings, result, output) for rule, findings in failures(page).items()]
    return case


def _failure(rule: str, findings: list[Finding], result: Result, output: Output) -> Failure:
    """A rule that failed, with each place. The rule may be one that the report's program doesn't know."""
    info = result.rules.get(rule)
    title = info.title[output.lang] if info else findings[0].messages[output.lang]
    failure = Failure(clean(output.words()["failure"].format(rule=rule, title=title, n=len(findings))), rule)
    places = (f"{' >>> '.join(finding.target)}\n  {finding.messages[output.lang]}" for finding in findings)
    failure.text = clean("\n".join(places))[:MAX_TEXT]
    return failure

"""`junit.xml`: a suite a site, a case a page. A page that was not audited is an error, never a success."""

import io

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite
from junitparser.junitparser import FinalResult

from auditor.model import Finding, Output, Result

MAX_TEXT = 20_000


def _clean(text: str) -> str:
    """XML 1.0 has no place for most control characters."""
    return "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")


def render(result: Result, out: Output) -> None:
    """One failure for each failed rule of a page."""
    xml = JUnitXml("auditor")
    for site in result.run.sites:
        suite = TestSuite(_clean(site.name or site.url))
        pages = result.pages.get(site.slug, [])
        if not pages or site.status != "complete":
            case = TestCase("audit complete", classname=site.slug)
            if site.status != "complete":
                message = site.error.message if site.error else "some planned pages were not audited"
                case.result = [Error(_clean(message), "incomplete")]
            suite.add_testcase(case)
        for page in pages:
            case = TestCase(
                _clean(page.final_url or page.url)[:500], classname=site.slug, time=sum(page.timing_ms.values()) / 1000
            )
            if page.error and page.status not in ("not-html", "robots-disallowed", "off-site-redirect"):
                case.result = [Error(_clean(page.error.message), page.error.kind)]
            elif not page.error:
                by_rule: dict[str, list[Finding]] = {}
                for finding in page.findings:
                    if finding.outcome == "failed":
                        by_rule.setdefault(finding.rule, []).append(finding)
                results: list[FinalResult] = []
                for rule, found in by_rule.items():
                    failure = Failure(_clean(f"{rule}: {len(found)} × {result.rules[rule].title[out.lang]}"), rule)
                    failure.text = _clean(
                        "\n".join(f"{' >>> '.join(f.target)}\n  {f.messages[out.lang]}" for f in found)
                    )[:MAX_TEXT]
                    results.append(failure)
                case.result = results
            suite.add_testcase(case)
        xml.add_testsuite(suite)
    sink = io.BytesIO()
    xml.write(sink)
    out.write("junit.xml", sink.getvalue())

"""What each format says of the sample result, read back with a reader of that format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite
from openpyxl import Workbook, load_workbook

from auditor.messages.reasons import result_in
from auditor.model import Page, Result, Run, totals
from tests.reports.sample import CONTROL, FORMULA, PACK_RULE, RULES

ENGLISH_ONLY, CHINESE_ONLY = "did not open within 30 s", "等了 30 秒没有打开"


def suites(written: Path) -> dict[str, TestSuite]:
    return {suite.name: suite for suite in JUnitXml.fromfile(str(written / "junit.xml"))}


def table(written: Path) -> list[dict[str, str]]:
    data = (written / "findings.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def book(written: Path) -> Workbook:
    return load_workbook(written / "issues.xlsx")


def rows(written: Path, sheet: int) -> list[dict[str, object]]:
    head, *lines = book(written).worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def test_junit(written: Path, result: Result, lang: str) -> None:
    """A case a page, a failure a failed rule, and an error where the audit could not look."""
    held = suites(written)
    assert set(held) == {"甲网站", "http://beta.example/"}
    alpha = {case.name: case for case in held["甲网站"]}
    assert set(alpha) == {"audit complete", *(page.final_url or page.url for page in result.pages["alpha"])}
    home = [item for item in alpha["http://alpha.example/"].result if isinstance(item, Failure)]
    assert [item.type for item in home] == ["text-contrast", "touch-target", "line-spacing"]
    assert RULES["text-contrast"].title[lang] in home[0].message
    assert "#lead" in home[0].text
    assert CONTROL not in home[0].text
    assert ("2.32:1，低于" if lang == "zh" else "2.32:1, below") in home[0].text
    (slow,) = alpha["http://alpha.example/slow"].result
    assert isinstance(slow, Error)
    assert (slow.message, slow.type) == (CHINESE_ONLY if lang == "zh" else ENGLISH_ONLY, "timeout")
    (dealt_with,) = alpha["http://alpha.example/form.pdf"].result
    assert isinstance(dealt_with, Skipped), "what was not audited is no success"
    statuses = {page.final_url or page.url: page.status for page in result.pages["alpha"]}
    for url, case in alpha.items():
        assert case.result or statuses.get(url, "audited") == "audited"
    site = result.run.sites[0]
    told = {item.name: item.value for item in held["甲网站"].properties()}
    assert (told["pages planned"], told["pages audited"]) == (str(site.coverage.planned), str(site.coverage.audited))
    assert {told[f"pages {status}"] for status in site.coverage.not_audited}
    assert alpha["http://alpha.example/"].time == pytest.approx(0.43)
    (beta,) = held["http://beta.example/"]
    assert [type(item) for item in beta.result] == [Error]
    assert (held["甲网站"].tests, held["甲网站"].errors) == (5, 2)


def test_junit_survives_a_rule_that_the_program_does_not_know(written: Path, result: Result) -> None:
    """After an audit with `--rules pack` the report may be made without the pack."""
    assert PACK_RULE not in result.rules
    case = next(case for case in suites(written)["甲网站"] if case.name == "http://alpha.example/b")
    assert {item.type for item in case.result} == {"text-contrast", PACK_RULE}


def test_csv(written: Path, result: Result, lang: str) -> None:
    """A row a finding; nothing that a spreadsheet would run."""
    found = table(written)
    findings = [(page, one) for page in result.pages["alpha"] for one in page.findings]
    assert [(row["url"], row["rule"], row["outcome"], row["group"]) for row in found] == [
        (page.final_url, one.rule, one.outcome, one.group) for page, one in findings
    ]
    assert list(found[0]) == [
        *("site", "agency", "url", "rule", "outcome", "impact", "confidence", "requirements"),
        *("view", "target", "message", "group"),
    ]
    assert {row["agency"] for row in found} == {"'+甲局"}
    assert [row["message"] for row in found] == [one.messages[lang].replace(CONTROL, "") for _, one in findings]


def test_csv_tells_of_coverage(written: Path, result: Result, lang: str) -> None:
    """A row a site: how many of how many, and why the rest not."""
    found = list(csv.DictReader(io.StringIO((written / "coverage.csv").read_bytes().decode("utf-8-sig"))))
    for row, site in zip(found, result.run.sites, strict=True):
        assert (row["site"], row["status"]) == (site.slug, site.status)
        assert (int(row["planned"]), int(row["audited"])) == (site.coverage.planned, site.coverage.audited)
        for counts, cell in ((site.coverage.not_audited, "not_audited"), (site.coverage.left_out, "left_out")):
            assert bool(row[cell]) == bool(counts)
            assert all(str(count) in row[cell] for count in counts.values())
    assert any(row["not_audited"] for row in found)


def test_xlsx(written: Path, result: Result, lang: str) -> None:
    """Causes, occurrences, pages and a page about the list, without a formula."""
    assert len(book(written).sheetnames) == 4
    causes, occurrences, pages = (rows(written, sheet) for sheet in range(3))
    site = result.run.sites[0]
    group, rule = ("原因编号", "规则") if lang == "zh" else ("Root cause", "Rule")
    assert [(row[group], row[rule]) for row in causes] == [(one.id, one.rule) for one in site.groups]
    assert len(occurrences) == sum(len(page.findings) for page in result.pages["alpha"])
    measured = {row["实测" if lang == "zh" else "Measured"] for row in occurrences}
    assert "odd 值" in measured
    assert any(
        text.startswith("对比度 2.32:1\n" if lang == "zh" else "contrast 2.32:1\n") for text in map(str, measured)
    )
    view = {row["视图" if lang == "zh" else "View"] for row in occurrences}
    assert view == {"电脑视图" if lang == "zh" else "desktop view"}
    head = list(pages[0])
    assert pages[0][head[2]] == FORMULA
    assert [row[head[3]] for row in pages] == (
        ["已检测", "已检测", "不是网页", "超时"]
        if lang == "zh"
        else ["Audited", "Audited", "Not a web page", "Timed out"]
    )
    assert pages[3][head[4]] == (CHINESE_ONLY if lang == "zh" else ENGLISH_ONLY)
    for sheet in book(written).worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_json_keeps_its_schema(written: Path, result: Result, lang: str) -> None:
    data = json.loads((written / "audit.json").read_bytes())
    jsonschema.validate(data, json.loads((written / "audit.schema.json").read_bytes()))
    assert Run.model_validate(data) == result_in(result, lang).run


def test_jsonl_is_a_page_a_line(written: Path, result: Result, lang: str) -> None:
    lines = (written / "pages.jsonl").read_text("utf-8").split("\n")
    assert lines.pop() == ""
    read = [Page.model_validate_json(line) for line in lines]
    assert read == [page for pages in result_in(result, lang).pages.values() for page in pages]
    assert "facts" not in json.loads(lines[0])


def test_all_formats_agree(written: Path, result: Result, lang: str) -> None:
    """Certain root causes, questions, audited and missed pages: one figure in every format."""
    figures = totals(result.run)
    assert (figures.sites, figures.planned, figures.audited, figures.missed) == (2, 5, 2, 3)
    assert (figures.failed, figures.asked) == (4, 1)
    data = json.loads((written / "audit.json").read_bytes())["sites"]
    lines = [json.loads(line) for line in (written / "pages.jsonl").read_text("utf-8").splitlines()]
    causes, pages = rows(written, 0), rows(written, 2)
    verdict, group, status = list(causes[0])[3], list(causes[0])[13], list(pages[0])[3]
    asks, audited = ("需人工核查", "已检测") if lang == "zh" else ("needs a person", "Audited")
    failed = {
        "json": sum(site["counts"].get("groups_failed", 0) for site in data),
        "jsonl": len({one["group"] for line in lines for one in line["findings"] if one["outcome"] == "failed"}),
        "csv": len({row["group"] for row in table(written) if row["outcome"] == "failed"}),
        "xlsx": len({row[group] for row in causes if row[verdict] != asks}),
    }
    assert set(failed.values()) == {figures.failed}, failed
    asked = {
        "json": sum(site["counts"].get("needs_review", 0) for site in data),
        "csv": len({row["group"] for row in table(written) if row["outcome"] == "cantTell"}),
        "xlsx": len({row[group] for row in causes if row[verdict] == asks}),
    }
    assert set(asked.values()) == {figures.asked}, asked
    looked_at = {
        "json": sum(site["coverage"]["audited"] for site in data),
        "jsonl": sum(line["status"] == "audited" for line in lines),
        "xlsx": sum(row[status] == audited for row in pages),
    }
    assert set(looked_at.values()) == {figures.audited}, looked_at
    failures = [item for suite in suites(written).values() for case in suite for item in case.result]
    by_page = {(line["url"], one["rule"]) for line in lines for one in line["findings"] if one["outcome"] == "failed"}
    assert sum(isinstance(item, Failure) for item in failures) == len(by_page)

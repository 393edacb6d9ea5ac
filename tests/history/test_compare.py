"""What became of root causes between two runs of a small site: the table of what used to come out wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.evaluate.sites import groups
from auditor.history import baseline
from auditor.history.causes import compare_causes
from auditor.history.changes import Changes
from auditor.history.compare import JudgeAgain, SiteComparison
from auditor.history.pages import page_key, pair_sites
from auditor.history.reading import PageReading, SiteReading
from auditor.history.runs import compared_run
from auditor.history.signature import SCHEME
from auditor.model import CHANGES, Comparison, Coverage, PageError, Result, Run, Site, Untested, Versions
from auditor.rulekit.rule.standards import requirements
from auditor.settings.options import ConfigError
from tests.history.dom import RULES, DrawnPage

HEAD = '<header><nav><a href="/">首页</a> <a href="/list">列表</a></nav></header>'
HOME = f"""<html><body>{HEAD}<main class="m"><h1>首页</h1><p>欢迎来到办事大厅，请先取号。</p>
<img data-truth="a" src="/i/a.png"><p class="grey" data-truth="p" data-ratio="2.3">浅色的说明文字</p></main></body></html>"""
LIST = f"""<html><body>{HEAD}<main><h1>列表</h1><ul>{"".join(f'<li><img data-truth="l{n}" src="/i/l{n}.png"> 第{n}项事务</li>' for n in range(4))}</ul></main></body></html>"""
PAGES = {"/": HOME, "/list": LIST}
VERSIONS = Versions(program="1", rules="r", axe_core="4", axe_sha256="", browser="b")


def reading(
    pages: Mapping[str, Any], host: str = "https://a.example", complete: bool = True, **left_out: int
) -> SiteReading:
    """A run's site: markup by path, or why a page was not audited as (status, HTTP status)."""
    held: list[PageReading] = []
    for path, html in pages.items():
        links = [host + other for other in pages if other != path]
        if isinstance(html, str):
            held.append(DrawnPage(host + path, html, title="页面" + path, links=links))
        else:
            status, code = html
            error = PageError(kind=status, message="…")
            held.append(DrawnPage(host + path, None, status=status, http_status=code, error=error, passed=[]))
    return SiteReading(Site(slug="one", url=host + "/", coverage=Coverage(complete=complete, left_out=left_out)), held)


def compared(old: SiteReading | None, new: SiteReading, again: JudgeAgain | None = None) -> Comparison:
    changes = Changes()
    run = Run(versions=VERSIONS, settings={}, started="")
    comparison = Comparison(identity_scheme=SCHEME, old=compared_run(run), new_run=compared_run(run))
    changes.site = new.site.url
    site = SiteComparison(old, new, changes, again)
    site.run()
    comparison.pages_both = site.pages_both
    changes.fill(comparison, "zh")
    return comparison


def told(comparison: Comparison, *without: str) -> dict[str, list[tuple[str, int, tuple[str, ...]]]]:
    """By list: (rule, occurrences, paths); lists with something in them, but `persisting` and `without`."""
    return {
        kind: sorted(
            (item.rule, item.occurrences, tuple("/" + page.split("/", 3)[3] for page in item.pages))
            for item in comparison.changes(kind)
        )
        for kind in CHANGES
        if kind not in ("persisting", *without) and comparison.changes(kind)
    }


def edited(path: str, old: str, new: str) -> dict[str, str]:
    assert old in PAGES[path]
    return {**PAGES, path: PAGES[path].replace(old, new)}


IMAGE = '<img data-truth="a" src="/i/a.png">'
MORE = "".join(f'<li><img data-truth="m{n}" src="/i/m{n}.png"> 另有{n}项</li>' for n in range(5))


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (PAGES, {}),
        (edited("/", 'class="grey"', 'class="css-93ab"'), {}),
        (edited("/", IMAGE, f'<div id="n1"><section>{IMAGE}</section></div>'), {}),
        (edited("/", IMAGE, IMAGE + '<img data-truth="b" src="/i/b.png">'), {"wider": [("image-alt", 1, ("/",))]}),
        ({**PAGES, "/new": HOME.replace("a.png", "n.png")}, {"wider": [("image-alt", 1, ("/new",)), ("text-contrast", 1, ("/new",))]}),
        (edited("/", 'data-ratio="2.3"', 'data-ratio="1.1"'), {"worse": [("text-contrast", 1, ("/",))]}),
        (edited("/list", "</ul>", MORE + "</ul>"), {"wider": [("image-alt", 5, ("/list",))]}),
        ({"/": HOME, "/list": ("http-error", 404)}, {"gone": [("image-alt", 4, ("/list",))]}),
        ({"/": HOME, "/list": ("soft-404", 200)}, {"gone": [("image-alt", 4, ("/list",))]}),
        ({"/": HOME, "/list": ("timeout", None)}, {"not_judged": [("image-alt", 4, ("/list",))]}),
        ({"/": HOME}, {"not_judged": [("image-alt", 4, ("/list",))]}),
        (edited("/", "<img ", '<img alt="大厅" '), {"fixed": [("image-alt", 1, ("/",))]}),
        (edited("/", "<h1>首页</h1>", '<h1 data-truth="h" data-ratio="2">首页</h1>'), {"new": [("text-contrast", 1, ("/",))]}),
        ({"/": HOME, "/moved": LIST}, {"gone": [("image-alt", 4, ("/list",))], "new": [("image-alt", 4, ("/moved",))]}),
    ],
)  # fmt: skip
def test_what_became_of_root_causes(pages: dict[str, Any], expected: dict[str, Any]) -> None:
    if "/moved" in pages:
        pages = {**pages, "/list": ("http-error", 404)}
    for host in ("https://a.example", "http://staging.example:8080"):
        assert told(compared(reading(PAGES), reading(pages, host))) == expected


def test_a_page_at_another_address_is_the_same_where_title_and_content_are() -> None:
    new = reading({"/": HOME, "/list": ("http-error", 404)})
    new.pages.append(DrawnPage("https://a.example/liste", LIST, title="页面/list"))
    assert told(compared(reading(PAGES), new)) == {}


def test_pages_of_two_hosts_of_a_site_are_not_one() -> None:
    def both(first: str, second: str) -> SiteReading:
        held = reading({"/": first})
        held.pages.append(DrawnPage("https://news.a.example/", second, title="新闻"))
        return held

    mended = HOME.replace("<img ", '<img alt="大厅" ')
    assert told(compared(both(HOME, mended), both(HOME, mended))) == {}
    assert told(compared(both(HOME, mended), both(mended, HOME))) == {
        "fixed": [("image-alt", 1, ("/",))],
        "new": [("image-alt", 1, ("/",))],
    }


def test_what_the_old_run_did_not_visit_is_not_judged() -> None:
    few = {"/": HOME}
    for old in (reading(few, **{"over-max-pages": 3}), reading(few, complete=False)):
        old.pages[0].links = frozenset()
        new = reading(PAGES)
        new.pages[0].links = frozenset()
        assert told(compared(old, new)) == {"not_judged": [("image-alt", 4, ("/list",))]}
        # A page that both looked at links to it now, and did not then: it is new.
        assert told(compared(old, reading(PAGES))) == {"new": [("image-alt", 4, ("/list",))]}


def test_a_rule_that_did_not_run_is_not_judged() -> None:
    new = reading(edited("/", "<img ", '<img alt="大厅" '))
    new.pages[0] = DrawnPage("https://a.example/", PAGES["/"].replace("<img ", '<img alt="大厅" '), passed=["label"])
    assert told(compared(reading(PAGES), new)) == {"not_judged": [("image-alt", 1, ("/",))]}
    old = reading({"/": HOME.replace("<img ", '<img alt="大厅" ')})
    old.pages[0] = DrawnPage("https://a.example/", HOME.replace("<img ", '<img alt="大厅" '), passed=["label"])
    assert told(compared(old, reading({"/": HOME}))) == {"not_judged": [("image-alt", 1, ("/",))]}


def test_a_failure_that_a_person_has_to_look_at_now_is_unsure() -> None:
    old, new = reading(PAGES), reading(PAGES)
    for occurrence in new.pages[0].occurrences():
        if occurrence.finding.rule == "image-alt":
            occurrence.finding.outcome = "cantTell"
    assert told(compared(old, new)) == {"unsure": [("image-alt", 1, ("/",))]}
    assert told(compared(new, old)) == {"worse": [("image-alt", 1, ("/",))]}


def test_what_was_not_there_before_is_new_though_the_rule_was_not_run_on_all_of_the_page() -> None:
    old, more = reading({"/": HOME}), HOME.replace(IMAGE, IMAGE + '<img data-truth="b" src="/i/b.png">')
    left = Untested(rule="image-alt", reason="…", code="rules.not-run")
    old.pages = [DrawnPage("https://a.example/", HOME, untested=[left])]
    assert told(compared(old, reading({"/": more}))) == {"wider": [("image-alt", 1, ("/",))]}
    regressed = HOME.replace(IMAGE, '<img data-truth="a" src="/i/a.png" alt="大厅">')
    old.pages = [DrawnPage("https://a.example/", regressed, untested=[left])]
    assert told(compared(old, reading({"/": HOME}))) == {"not_judged": [("image-alt", 1, ("/",))]}


def found_less(html: str, rule: str) -> DrawnPage:
    """A page of which a rule says that all is well."""
    page = DrawnPage("https://a.example/", html)
    findings = [finding for finding in page.page.findings if finding.rule != rule]
    held = [occurrence for occurrence in page.occurrences() if occurrence.finding.rule != rule]
    values = {"findings": findings, "passed": [*page.page.passed, rule]}
    return DrawnPage.of(page.page.model_copy(update=values), held, page.contents)


def test_what_only_the_rules_have_changed_is_no_change_of_the_site() -> None:
    field = HOME.replace("</main>", '<input data-truth="i" name="q"></main>')
    later = field.replace("</main>", '<input data-truth="j" name="tel"></main>')
    old, new = reading({"/": field}), reading({"/": later})
    # Rules of then found no fault with fields.
    old.pages = [found_less(field, "label")]
    assert told(compared(old, new)) == {"new": [("label", 2, ("/",))]}
    found = told(compared(old, new, lambda _: DrawnPage("https://a.example/", field)))
    assert found == {"wider": [("label", 1, ("/",))], "not_judged": [("label", 1, ("/",))]}
    # Rules of today find none with contrasts.
    old, new = reading({"/": field}), reading({"/": field})
    new.pages = [found_less(field, "text-contrast")]
    assert told(compared(old, new)) == {"fixed": [("text-contrast", 1, ("/",))]}
    found = told(compared(old, new, lambda _: found_less(field, "text-contrast")))
    assert found == {"not_judged": [("text-contrast", 1, ("/",))]}


def test_a_change_binds_as_far_as_what_was_found() -> None:
    old, new = reading(PAGES), reading(PAGES)
    for page in new.pages:
        found = [one.model_copy(update={"level": "reference"}) for one in page.page.findings]
        page.page = page.page.model_copy(update={"findings": found})
    (item,) = [one for one in compared(old, new).persisting if one.rule == "text-contrast"]
    assert (item.level, item.impact) == ("reference", "serious")


def test_sites_are_one_by_address_by_what_is_told_by_name_and_where_one_is_left() -> None:
    def site(url: str, name: str = "") -> Site:
        return Site(slug=url, url=url, name=name)

    one, two = site("https://a.example/"), site("https://b.example/")
    staging = site("http://localhost:8080/")
    assert pair_sites([one, two], [two, one], {}) == [(two, two), (one, one)]
    assert pair_sites([one], [site("http://a.example/")], {}) == [(one, site("http://a.example/"))]
    assert pair_sites([one, two], [two, staging], {}) == [(two, two), (one, staging)]
    assert pair_sites([one, two], [staging], {"b.example": "localhost:8080"}) == [(two, staging), (one, None)]
    assert pair_sites([one, two], [staging], {}) == [(None, staging), (one, None), (two, None)]
    named, again = site("https://c.example/", "街道"), site("https://d.example/", "街道")
    assert pair_sites([one, named], [again, two], {}) == [(named, again), (one, two)]


# Baselines


def result(site: SiteReading) -> Result:
    run = Run(versions=VERSIONS, settings={}, started="2026-11-29", sites=[site.site])
    return Result(run, {}, dict.fromkeys(RULES), requirements())  # type: ignore[arg-type]


def accepted(
    site: SiteReading,
    before: baseline.Baseline | None = None,
    comparison: Comparison | None = None,
    day: date = date(2026, 11, 29),
    **told: Any,
) -> baseline.Baseline:
    values = {"reason": "known", "person": "Li", "expires": None, "accepted": day, **told}
    return baseline.accept(result(site), [(site.site, site.pages)], before, comparison, values)


def against(held: baseline.Baseline, new: SiteReading, today: date = date(2026, 12, 1)) -> Comparison:
    (old,) = baseline.accepted_sites(held, today)
    return compared(old, new)


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = accepted(reading(PAGES))
    (tmp_path / "b.json").write_text(baseline.as_text(made), "utf-8")
    assert baseline.read_baseline(tmp_path / "b.json") == made
    lines = baseline.as_text(made).splitlines()
    assert sum('"known_by"' in line for line in lines) == 6  # an occurrence a line
    assert sorted((entry.rule, entry.impact, len(entry.occurrences), entry.reason) for entry in made.entries) == [
        ("image-alt", "critical", 1, "known"),
        ("image-alt", "critical", 4, "known"),
        ("text-contrast", "serious", 1, "known"),
    ]


@pytest.mark.parametrize(
    ("pages", "alerting"),
    [
        (PAGES, []),
        (edited("/", 'class="grey"', 'class="css-93ab"'), []),
        (edited("/", IMAGE, f'<div id="n1"><section>{IMAGE}</section></div>'), []),
        (edited("/", IMAGE, IMAGE + '<img data-truth="b" src="/i/b.png">'), ["image-alt"]),
        ({**PAGES, "/new": HOME.replace("a.png", "n.png")}, ["image-alt", "text-contrast"]),
        (edited("/", 'data-ratio="2.3"', 'data-ratio="1.1"'), ["text-contrast"]),
        (edited("/list", "</ul>", MORE + "</ul>"), ["image-alt"]),
        ({"/": HOME, "/list": ("http-error", 404)}, []),
        (edited("/", "<img ", '<img alt="大厅" '), []),
    ],
)
def test_only_what_is_new_worse_or_wider_than_a_baseline_alerts(pages: dict[str, Any], alerting: list[str]) -> None:
    held = accepted(reading(PAGES))
    for host in ("https://a.example", "http://staging.example:8080"):
        found = baseline.alerts(against(held, reading(pages, host)), 0)
        assert sorted(item.rule for item in found) == alerting


def test_an_acceptance_ends() -> None:
    held = accepted(reading(PAGES), expires=date(2026, 12, 1))
    assert not baseline.alerts(against(held, reading(PAGES), date(2026, 12, 1)), 0)
    assert len(baseline.alerts(against(held, reading(PAGES), date(2026, 12, 2)), 0)) == 3


def test_what_a_new_rule_finds_was_not_accepted_and_not_judged() -> None:
    held = accepted(reading(PAGES))
    held = held.model_copy(update={"rules": ["text-contrast"], "entries": held.entries[-1:]})
    assert told(against(held, reading({"/": HOME}))) == {"not_judged": [("image-alt", 1, ("/",))]}


def test_an_update_keeps_reasons_drops_what_is_mended_and_keeps_what_was_not_visited() -> None:
    first = accepted(reading(PAGES))
    later = reading(
        {"/": HOME.replace('data-ratio="2.3"', "").replace(IMAGE, IMAGE + '<input data-truth="i" name="q">')}
    )
    second = accepted(later, first, against(first, later), day=date(2026, 12, 5), reason="later")
    assert sorted(
        (entry.rule, len(entry.occurrences), entry.reason, entry.accepted.day) for entry in second.entries
    ) == [
        ("image-alt", 1, "known", 29),
        ("image-alt", 4, "known", 29),
        ("label", 1, "later", 5),
    ]


def with_groups(reading: SiteReading) -> tuple[Site, set[str]]:
    """A site as an audit.json has it, and the keys of its pages."""
    pages = [page.page for page in reading.pages]
    audited = {page_key(page.url) for page in pages if page.status == "audited"}
    return reading.site.model_copy(
        update={"groups": groups([one for one in pages if one.status == "audited"], {})}
    ), audited


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (PAGES, {}),
        (edited("/", 'class="grey"', 'class="css-93ab"'), {}),
        (edited("/", IMAGE, f'<div id="n1"><section>{IMAGE}</section></div>'), {}),
        (edited("/", IMAGE, IMAGE + '<img data-truth="b" src="/i/b.png">'), {"wider": [("image-alt", 1, ("/",))]}),
        (edited("/list", "</ul>", MORE + "</ul>"), {"wider": [("image-alt", 5, ("/list",))]}),
        (edited("/", 'data-ratio="2.3"', 'data-ratio="1.1"'), {"worse": [("text-contrast", 1, ("/",))]}),
        (edited("/", "<img ", '<img alt="大厅" '), {"fixed": [("image-alt", 1, ("/",))]}),
        ({**PAGES, "/new": LIST}, {"wider": [("image-alt", 1, ("/new",))]}),
        ({"/": HOME}, {"not_judged": [("image-alt", 1, ("/list",))]}),
    ],
)  # fmt: skip
def test_root_causes_of_an_audit_json_by_itself(pages: dict[str, Any], expected: dict[str, Any]) -> None:
    old, _ = with_groups(reading(PAGES))
    new, audited = with_groups(reading(pages, "http://staging.example:8080"))
    changes = Changes()
    compare_causes(old, new, audited, changes)
    run = Run(versions=VERSIONS, settings={}, started="")
    comparison = Comparison(identity_scheme=SCHEME, old=compared_run(run), new_run=compared_run(run))
    changes.fill(comparison, "zh")
    assert told(comparison) == expected


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "auditor-baseline"}', "{" * 9000])
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "b.json").write_text(content, "utf-8")
    with pytest.raises(ConfigError):
        baseline.read_baseline(tmp_path / "b.json")
    with pytest.raises(ConfigError):
        baseline.read_baseline(tmp_path / "nowhere.json")

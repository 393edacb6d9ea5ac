"""A small result, built by hand: two sites, what each format has to survive, no browser.

`alpha` has two audited pages, one that is no web page and one that timed out; its findings carry a control character,
text that a spreadsheet would run as a formula, markup, and a rule that the program has never heard of. `beta` could
not be audited at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.evaluate.ledger import ledger
from auditor.evaluate.people import people
from auditor.evaluate.score import score
from auditor.evaluate.sites import counts, groups, requirement_results
from auditor.model import (
    Coverage,
    Finding,
    Impact,
    JourneyResult,
    JourneyStep,
    JourneyWay,
    ListedPages,
    Page,
    PageError,
    Result,
    RuleInfo,
    Run,
    Site,
    Untested,
    Versions,
)
from auditor.rulekit.rule.standards import requirements

PACK_RULE = "pack-rule"  # of `--rules pack`, which the report is made without
CONTROL = "\x08"
FORMULA = '=HYPERLINK("http://evil.example","x")'
MARKUP = "<script>alert(1)</script>"


def rule_info(name: str, pack: str, requirement: str, zh: str, en: str, engine: str = "own") -> RuleInfo:
    """A rule with sentences made from its titles."""
    return RuleInfo(
        id=name,
        pack=pack,
        engine="axe" if engine == "axe" else "own",
        title={"zh": zh, "en": en},
        what={"zh": f"检查{zh}。", "en": f"Looks for: {en}."},
        who={"zh": "低视力用户看不清。", "en": "People with low vision can't read it."},
        fix={"zh": "改好它，见 `style`。", "en": "Mend it, see `style`."},
        requirements=[requirement],
    )


RULES = {
    info.id: info
    for info in (
        rule_info("text-contrast", "contrast", "wcag22:1.4.3", "文字对比度不足", "Text contrast too low"),
        rule_info("touch-target", "age_friendly", "miit-app-2021:1.3", "可点区域过小", "Touch target too small"),
        rule_info("line-spacing", "age_friendly", "miit-app-2021:1.2", "行距过小", "Line spacing too small"),
        rule_info("image-alt", "axe", "wcag22:1.1.1", "图片没有替代文本", "Images without alternative", engine="axe"),
        rule_info(PACK_RULE, "pack", "wcag22:2.4.2", "外来规则", "A foreign rule"),
    )
}


def finding(
    rule: str,
    place: str,
    zh: str,
    en: str,
    outcome: str = "failed",
    impact: Impact = "serious",
    html: str = "<p>text</p>",
    **evidence: object,
) -> Finding:
    """One occurrence; `place` is its selector and its root cause."""
    info = RULES[rule]
    said = {"zh": f"{zh}{info.who['zh']}{info.fix['zh']}", "en": f"{en} {info.who['en']} {info.fix['en']}"}
    return Finding(
        rule=rule,
        outcome="failed" if outcome == "failed" else "cantTell",
        impact=impact,
        confidence="certain" if outcome == "failed" else "likely",
        requirements=info.requirements,
        view="desktop",
        views=["desktop", "phone"],
        target=[place],
        html=html,
        message=said["zh"],
        messages=said,
        evidence=dict(evidence),
        group=f"g-{rule}-{outcome}-{place.strip('#.')}",
        fingerprint=f"f-{rule}-{place.strip('#.')}",
    )


def _contrast() -> Finding:
    said = (f"对比度为 2.32:1{CONTROL}，低于 4.5:1。", f"The contrast is 2.32:1{CONTROL}, below 4.5:1.")
    measured: dict[str, object] = {"ratio": 2.32, "required": 4.5, "foreground": "#aaaaaa", "bold": False}
    return finding("text-contrast", "#lead", *said, html=f"<p>{MARKUP}</p>", **measured)


def _pages() -> list[Page]:
    home = Page(
        site="alpha",
        url="http://alpha.example/",
        final_url="http://alpha.example/",
        http_status=200,
        title=FORMULA,
        findings=[
            _contrast(),
            finding(
                "touch-target", "#menu", "可点区域为 25×28 像素。", "25×28 px.", width=25, height=28, required=44.0
            ),
            finding(
                "line-spacing",
                "#text",
                "行距只有 1.12 倍。",
                "Spacing 1.12.",
                impact="moderate",
                height=1.12,
                required=1.3,
            ),
            finding("image-alt", "img", "请看图片。", "Look at the image.", outcome="cantTell", checks=["has-alt"]),
        ],
        untested=[Untested(rule="focus-order", reason="没有时间 / no time left")],
        timing_ms={"load": 310, "settle": 120},
    )
    second = Page(
        site="alpha",
        url="http://alpha.example/b",
        final_url="http://alpha.example/b",
        http_status=200,
        title="第二页",
        findings=[
            _contrast(),
            finding(PACK_RULE, "#x", "外来的问题。", "A foreign issue.", impact="critical", odd="值"),
        ],
    )
    file = Page(
        site="alpha",
        url="http://alpha.example/form.pdf",
        status="not-html",
        error=PageError(kind="not-html", message="不是网页 / not a web page"),
    )
    slow = Page(
        site="alpha",
        url="http://alpha.example/slow",
        status="timeout",
        error=PageError(kind="timeout", message="等了 30 秒没有打开 / did not open within 30 s"),
    )
    return [home, second, file, slow]


def _journey() -> JourneyResult:
    ways = [
        JourneyWay(way="mouse", outcome="can"),
        JourneyWay(
            way="keyboard",
            outcome="cannot",
            step=2,
            reason={"zh": "键盘走不到按钮", "en": "the button is out of reach"},
        ),
    ]
    steps = [JourneyStep(action="open", target="http://alpha.example/"), JourneyStep(action="click", target="提交")]
    return JourneyResult(name={"zh": "预约", "en": "Booking"}, start="http://alpha.example/", steps=steps, ways=ways)


def _summarised(site: Site, pages: Iterable[Page]) -> Site:
    held = list(pages)
    audited = [page for page in held if page.status == "audited"]
    site.groups = groups(audited, RULES)
    site.requirements = requirement_results(audited, RULES)
    site.counts = counts(site.groups)
    site.people = people(audited, site.groups, site.journeys, RULES)
    site.score = score(audited, site.groups, site.requirements, RULES)
    return site


def sample_result() -> Result:
    """The result as a renderer is given it."""
    pages = {"alpha": ListedPages(_pages()), "beta": ListedPages()}
    alpha = Site(
        slug="alpha",
        url="http://alpha.example/",
        name="甲网站",
        agency="+甲局",
        district="黄浦区",
        status="incomplete",
        journeys=[_journey()],
        coverage=Coverage(
            planned=4,
            audited=2,
            not_audited={"not-html": 1, "timeout": 1},
            out_of_scope={"other.example": 3, "third.example": 2},
            left_out={"over-max-pages": 2},
            documents=[{"url": "http://alpha.example/form.pdf", "kind": "pdf", "size": 20480, "pdf": {"pages": 3}}],
        ),
    )
    beta = Site(
        slug="beta",
        url="http://beta.example/",
        agency="乙局",
        status="error",
        error=PageError(kind="dns-error", message="域名无法解析 / the host is unknown"),
        coverage=Coverage(planned=1),
    )
    run = Run(
        versions=Versions(program="0.1.0", rules="abc", axe_core="4.12.1", axe_sha256="00", browser="Chromium 156"),
        settings={"profile": "standard", "max_pages": 10, "lang": "zh"},
        started="2026-01-01T08:00:00+00:00",
        ended="2026-01-01T08:05:00+00:00",
        complete=False,
        problems=[{"source": "list.csv", "line": 3, "message": "不是网址 / not an address", "text": "x y"}],
        ledger=ledger(RULES),
        sites=[_summarised(alpha, pages["alpha"]), beta],
    )
    rules = {name: info for name, info in RULES.items() if name != PACK_RULE}
    return Result(run=run, pages=pages, rules=rules, requirements=requirements())

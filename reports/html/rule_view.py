"""One rule's part of a site's page: what, whom and how once, then its root causes."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model import Group, Measured, RuleGroups

from .text import data_uri, plain
from .wording import Clause, Wording

OPEN_CAUSES, MOST_CAUSES = 5, 50  # of one rule that are shown, and that can be unfolded; ours
MOST_PAGES, MOST_MARKUP = 20, 220  # addresses, letters


@dataclass(frozen=True)
class Cause:
    """One root cause, in the report's language. `impact`: "" where it is the rule's; `image`: a data URI or ""."""

    id: str
    title: str
    impact: str
    impact_word: str
    image: str
    image_alt: str
    caption: str
    detail: str
    measured: list[Measured]
    views: str
    target: str
    pages_summary: str
    markup: str
    pages: list[str]
    more_pages: str
    identity: str


@dataclass(frozen=True)
class RuleBlock:
    """A rule with its causes: those shown, those folded away, and a word on those that are in the data files only."""

    id: str
    number: int
    rule: str
    title: str
    lead: str
    impact: str
    impact_word: str
    asks: bool
    extent: str
    what: str
    who: str
    fix: str
    people: list[str]
    people_names: str
    requirements: list[Clause]
    best_practice: bool
    shown: list[Cause]
    folded: list[Cause]
    folded_title: str
    more: str


def rule_blocks(rules: Sequence[RuleGroups], prefix: str, wording: Wording, first: int = 1) -> list[RuleBlock]:
    """Blocks numbered from `first`; `prefix` keeps the addresses of certain ones and of questions apart."""
    return [_block(rule, prefix, number, wording) for number, rule in enumerate(rules, start=first)]


def _block(rule: RuleGroups, prefix: str, number: int, wording: Wording) -> RuleBlock:
    lang, words, count = wording.lang, wording.words, len(rule.groups)
    info = wording.result.rules.get(rule.rule)
    title = rule.groups[0].titles[lang]
    extent = wording.word("causes_value", causes=count, n=rule.occurrences, pages=rule.pages)
    causes, before = [], ""
    for at, group in enumerate(rule.groups[:MOST_CAUSES], start=1):
        detail = _detail(group, wording)
        # What the one before said already is not said again.
        causes.append(_cause(group, f"{number}-{at}", rule.impact, "" if detail == before else detail, wording))
        before = detail
    return RuleBlock(
        id=f"{prefix}-{rule.rule}",
        number=number,
        rule=rule.rule,
        title=title,
        lead=extent + words["stop"] + (info.who[lang] if info else ""),
        impact=rule.impact,
        impact_word=wording.output.name("impact", rule.impact),
        asks=rule.groups[0].outcome == "cantTell",
        extent=extent,
        what=info.what[lang] if info else "",
        who=info.who[lang] if info else "",
        fix=info.fix[lang] if info else "",
        people=rule.people,
        people_names=wording.hindered(rule.people),
        requirements=wording.clauses(rule.requirements),
        best_practice=not rule.requirements,
        shown=causes[:OPEN_CAUSES],
        folded=causes[OPEN_CAUSES:],
        folded_title=wording.word("other_causes", title=plain(title), n=count - OPEN_CAUSES),
        more=wording.word("more_causes", n=count - MOST_CAUSES) if count > MOST_CAUSES else "",
    )


def _cause(group: Group, number: str, usual: str, detail: str, wording: Wording) -> Cause:
    lang, words, output, example = wording.lang, wording.words, wording.output, group.example
    pages = len(group.pages)
    extent = wording.word("extent_value", n=group.occurrences, pages=pages)
    return Cause(
        id=group.id,
        title=wording.word("cause_title", number=number) + words["colon"] + extent,
        impact=group.impact if group.impact != usual else "",
        impact_word=wording.output.name("impact", group.impact),
        image=data_uri(output.image(example.picture), "webp"),
        image_alt=wording.word("picture_alt", title=plain(group.titles[lang]), number=number),
        caption=wording.word("figure", view=output.name("view", example.view)),
        detail=detail,
        measured=output.measured(example),
        views=output.joined([output.name("view", view) for view in group.views]),
        target=" ›› ".join(example.target),
        pages_summary=wording.word("pages_touched", n=pages, number=number),
        markup=example.html[:MOST_MARKUP],
        pages=group.pages[:MOST_PAGES],
        more_pages=wording.word("and_more", n=pages - MOST_PAGES) if pages > MOST_PAGES else "",
        identity=f"{words['root_cause']} {group.id}{words['sep']}{output.name('confidence', group.confidence)}",
    )


def _detail(group: Group, wording: Wording) -> str:
    """What a cause's message says beyond its rule: that stands above, once."""
    info, text = wording.result.rules.get(group.rule), group.messages[wording.lang]
    if info is not None:
        for part in (info.fix[wording.lang], info.who[wording.lang]):
            text = text.removesuffix(part).rstrip()
        text = text.removeprefix(info.what[wording.lang]).lstrip()
    return text

"""The people's view of a site: scenarios, groups of people, score."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.model import (
    Group,
    JourneyResult,
    PeopleResult,
    RuleGroups,
    Score,
    Site,
    costs_by_rule,
    hindering,
    journey_totals,
    pages_clear,
    share_clear,
    tasks_done,
)

from .rule_view import RuleBlock
from .text import data_uri, plain
from .wording import Wording

DEAREST = 12  # rows of what costs most; ours


@dataclass(frozen=True)
class Link:
    """A place of the same page, and what is said after its name."""

    target: str
    text: str
    after: str = ""


@dataclass(frozen=True)
class Attempt:
    """How one mode of using the site ends: a class for its colour, and words."""

    colour: str
    text: str


@dataclass(frozen=True)
class Screen:
    """An image of where a task stopped: a data URI, and what it shows."""

    image: str
    caption: str


@dataclass(frozen=True)
class Task:
    """A task of the site: how each mode of use ends, where some stop, its steps."""

    name: str
    attempts: list[Attempt]
    stops: list[str]
    summary: str
    start: str
    steps: list[str]
    screens: list[Screen]


@dataclass(frozen=True)
class PeopleRow:
    """One group of people in the table."""

    id: str
    name: str
    causes: int
    clear: str
    tasks: str
    worst: list[Link]


@dataclass(frozen=True)
class PeopleList:
    """The same problems as one group meets them."""

    id: str
    summary: str
    usable: str
    failed: list[Link]
    asked: list[Link]


@dataclass(frozen=True)
class Figure:
    """A row of a table of figures; `target` names a root cause of the page, or is empty."""

    label: str
    value: str
    target: str = ""


@dataclass(frozen=True)
class ScoreView:
    """The tool's own score, never without its spread and what was tested."""

    line: str
    veto: list[Link]
    parts: list[Figure]
    samples: list[Figure]
    costs: list[Figure]


@dataclass(frozen=True)
class PeopleView:
    """All of it; what the site has nothing of is empty or None."""

    leader: str = ""
    modes: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    rows: list[PeopleRow] = field(default_factory=list)
    lists: list[PeopleList] = field(default_factory=list)
    score: ScoreView | None = None


def people_view(
    site: Site,
    failed: Sequence[tuple[RuleGroups, RuleBlock]],
    asked: Sequence[tuple[RuleGroups, RuleBlock]],
    wording: Wording,
) -> PeopleView:
    """`failed` and `asked`: the site's rules with their blocks on the page."""
    modes = [_mode(attempt.way, wording) for attempt in site.journeys[0].ways] if site.journeys else []
    reached = journey_totals(site.journeys)
    counted = {"tasks": reached.tasks, "all_ways": reached.all_can, "some": reached.some_cannot}
    return PeopleView(
        leader=wording.people_word("leader", **counted) if site.journeys else "",
        modes=modes,
        tasks=[_task(journey, wording) for journey in site.journeys],
        rows=[_row(site, entry, wording) for entry in site.people],
        lists=[_list(site, entry, failed, asked, wording) for entry in site.people],
        score=_score(site, site.score, wording) if site.score is not None else None,
    )


def _mode(key: str, wording: Wording) -> str:
    return str(wording.people_words["ways"].get(key, key))


def _task(journey: JourneyResult, wording: Wording) -> Task:
    words, name = wording.people_words, journey.name[wording.lang]
    steps = [f"{words['actions'][step.action]} {step.target}" for step in journey.steps]
    screens = []
    for attempt in journey.ways:
        image = data_uri(wording.output.image(attempt.picture), "jpeg")
        if image:
            screens.append(
                Screen(image, wording.people_word("journey_picture", task=name, way=_mode(attempt.way, wording)))
            )
    return Task(
        name=name,
        attempts=[
            Attempt(
                words["outcome_class"][attempt.outcome],
                f"{words['outcome_mark'][attempt.outcome]} {words['outcome'][attempt.outcome]}",
            )
            for attempt in journey.ways
        ],
        stops=_stops(journey, steps, wording),
        summary=wording.people_word("steps_of", task=name),
        start=journey.start,
        steps=steps,
        screens=screens,
    )


def _stops(journey: JourneyResult, steps: list[str], wording: Wording) -> list[str]:
    """Where modes of use stop and why, those with one reason together."""
    rows: dict[tuple[int, str], list[str]] = {}
    for attempt in journey.ways:
        if attempt.outcome != "can" and attempt.reason:
            rows.setdefault((attempt.step or 0, attempt.reason[wording.lang]), []).append(_mode(attempt.way, wording))
    return [
        wording.people_word(
            "stop_item" if 0 < number <= len(steps) else "stop_plain",
            task=journey.name[wording.lang],
            way=wording.output.joined(modes),
            step=number,
            target=steps[number - 1] if 0 < number <= len(steps) else "",
            reason=reason,
        )
        for (number, reason), modes in rows.items()
    ]


def _row(site: Site, entry: PeopleResult, wording: Wording) -> PeopleRow:
    done = wording.people_word("tasks_done_value", done=tasks_done(entry), all=len(entry.journeys))
    return PeopleRow(
        id=entry.id,
        name=entry.label[wording.lang],
        causes=entry.causes,
        clear=wording.people_word(
            "pages_clear_value", clear=pages_clear(entry), pages=entry.pages, share=share_clear(entry)
        ),
        tasks=done if entry.journeys else wording.people_words["no_tasks"],
        worst=[_cause_link(group, wording) for group in site.groups if group.id in entry.worst],
    )


def _cause_link(group: Group, wording: Wording) -> Link:
    return Link(group.id, plain(group.titles[wording.lang]))


def _list(
    site: Site,
    entry: PeopleResult,
    failed: Sequence[tuple[RuleGroups, RuleBlock]],
    asked: Sequence[tuple[RuleGroups, RuleBlock]],
    wording: Wording,
) -> PeopleList:
    met, to_check = (_links(rules, entry.id, wording) for rules in (failed, asked))
    name, usable = entry.label[wording.lang], wording.people_word("usable", clear=pages_clear(entry), pages=entry.pages)
    gap = "" if wording.lang == "zh" else " "
    return PeopleList(
        id=entry.id,
        summary=wording.people_word("list_of", people=name, kinds=len(met), causes=entry.causes, asked=len(to_check)),
        usable=gap.join([usable, *_tasks_by_outcome(site, entry, wording)]),
        failed=met,
        asked=to_check,
    )


def _links(rules: Sequence[tuple[RuleGroups, RuleBlock]], people: str, wording: Wording) -> list[Link]:
    """The blocks of what hinders the group, in the order of the report: the worst first."""
    blocks = {rule.rule: block for rule, block in rules}
    links = []
    for rule, causes in hindering((rule for rule, _ in rules), people):
        block = blocks[rule.rule]
        after = wording.people_word("list_item", impact=block.impact_word, causes=causes, pages=rule.pages)
        links.append(Link(block.id, item_title(block, wording), wording.words["colon"] + after))
    return links


def item_title(block: RuleBlock, wording: Wording) -> str:
    """A block's title with its number, for links to it."""
    return block.title + wording.word("item_number", number=block.number)


def _tasks_by_outcome(site: Site, entry: PeopleResult, wording: Wording) -> list[str]:
    """A sentence for each outcome that tasks have for the group, the best outcome first."""
    words = wording.people_words["outcome"]
    rows: dict[str, list[str]] = {outcome: [] for outcome in words}
    for journey in site.journeys:
        if journey.name["zh"] in entry.journeys:
            rows[entry.journeys[journey.name["zh"]]].append(journey.name[wording.lang])
    return [
        wording.people_word("tasks_line", outcome=str(words[outcome]).capitalize(), tasks=wording.output.joined(tasks))
        for outcome, tasks in rows.items()
        if tasks
    ]


def _score(site: Site, score: Score, wording: Wording) -> ScoreView:
    words, lang = wording.people_words, wording.lang
    low, high = score.spread
    total = wording.people_word("score_line", total=score.total, low=low, high=high)
    tested = wording.people_word("score_tested", testable=score.testable, tested=score.tested)
    costs = []
    for row in costs_by_rule(site)[:DEAREST]:
        causes = wording.people_word("item_causes", n=row.causes) if row.causes > 1 else ""
        costs.append(Figure(plain(row.group.titles[lang]) + causes, f"{row.points}", row.group.id))
    return ScoreView(
        line=total + wording.words["stop"] + tested,
        veto=[
            Link(veto["groups"][0], wording.people_word("veto_item", text=veto[lang], n=len(veto["groups"])))
            for veto in score.veto
        ],
        parts=[Figure(words["parts"][key], f"{value}") for key, value in score.parts.items()],
        samples=[Figure(words["samples"][key], f"{value}") for key, value in score.samples.items()],
        costs=costs,
    )

"""The HTML report: a portfolio page and a page a site. Static, self-contained, readable without a script."""

import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from auditor.model import Finding, Group, JourneyResult, Output, Page, PeopleResult, Result, Site

COLOURS = {"critical": "#9c1c1c", "serious": "#b5451f", "moderate": "#9a6500", "minor": "#4a5464"}
IMPACTS = ("critical", "serious", "moderate", "minor")
OPEN_CAUSES, MOST_CAUSES = 5, 50  # of one rule that are shown, and that can be unfolded; ours


def _half(lang: str) -> Callable[[str], str]:
    """Sentences of the program are “中文 / English”: the half in the report's language."""

    def cut(text: str) -> str:
        zh, slash, en = text.partition(" / ")
        return zh if lang == "zh" or not slash else en

    return cut


def _ticks(text: str) -> Markup:
    """Catalogue text, escaped, with `…` as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def _blocks(groups: list[Group], prefix: str, number: int = 1) -> list[dict[str, Any]]:
    """Root causes of one rule together, in the order of the first: what, whom and how are said once."""
    rows: dict[str, list[Group]] = {}
    for group in groups:
        rows.setdefault(group.rule, []).append(group)
    return [
        {
            "id": f"{prefix}-{rule}",
            "number": at,
            "groups": held,
            "impact": held[0].impact,
            "occurrences": sum(group.occurrences for group in held),
            "pages": len({page for group in held for page in group.pages}),
            "requirements": list(dict.fromkeys(key for group in held for key in group.requirements)),
            "people": list(dict.fromkeys(key for group in held for key in group.people)),
        }
        for at, (rule, held) in enumerate(rows.items(), start=number)
    ]


def _unrun(pages: list[Page]) -> list[tuple[str, list[str], int]]:
    """(reason, rules, pages) of the rules that did not run somewhere, the widest first."""
    rules: dict[str, dict[str, None]] = {}
    touched: dict[str, set[str]] = {}
    for page in pages:
        for entry in page.untested:
            rules.setdefault(entry.reason, {})[entry.rule] = None
            touched.setdefault(entry.reason, set()).add(page.url)
    rows = [(reason, list(names), len(touched[reason])) for reason, names in rules.items()]
    return sorted(rows, key=lambda row: -row[2])[:20]


def _short(text: str, width: int) -> str:
    """Cut to a width in Latin letters; a Chinese one takes two."""
    taken = 0
    for at, letter in enumerate(text):
        taken += 2 if ord(letter) > 0x2E7F else 1
        if taken > width:
            return text[: at - 1] + "…"
    return text


def _moment(text: str) -> str:
    """A time as a person reads it, of the zone that was written."""
    moment = datetime.fromisoformat(text)
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment.utcoffset() == timedelta(0) else f"{moment:%Y-%m-%d %H:%M %z}"


def _environment(result: Result, out: Output) -> Environment:
    words = out.words()
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def picture_of(finding: Finding) -> str:
        content = out.picture(finding.picture)
        return "data:image/webp;base64," + base64.b64encode(content).decode() if content else ""

    people_words = out.words("people")

    def stops_of(journey: JourneyResult) -> Iterator[tuple[str, int, str, str]]:
        """Where ways stop: (ways, step, target, reason), those with one reason together."""
        rows: dict[tuple[int, str], list[str]] = {}
        for way in journey.ways:
            if way.outcome != "can" and way.reason:
                rows.setdefault((way.step or 0, way.reason[out.lang]), []).append(
                    people_words["ways"].get(way.way, way.way)
                )
        for (number, reason), ways in rows.items():
            step = journey.steps[number - 1] if 0 < number <= len(journey.steps) else None
            target = f"{people_words['actions'][step.action]} {step.target}" if step else ""
            yield words["comma"].join(ways), number, target, reason

    def costs_of(site: Site) -> list[tuple[Group, int, float]]:
        """(a group, causes of its title, points), the dearest first."""
        known = {group.id: group for group in site.groups}
        rows: dict[str, list[tuple[float, str]]] = {}
        for cost in site.score.costs if site.score else ():
            if cost.group in known:
                rows.setdefault(known[cost.group].titles[out.lang], []).append((cost.points, cost.group))
        summed = [(known[items[0][1]], len(items), round(sum(p for p, _ in items), 2)) for items in rows.values()]
        return sorted(summed, key=lambda row: -row[2])[:12]

    names = {entry.id: entry.label[out.lang] for site in result.run.sites for entry in site.people}

    def people_of(keys: list[str]) -> list[str]:
        """Whom it hinders, in the order of the table; where no group is named, everybody."""
        return [label for key, label in names.items() if key in keys] or [people_words["everyone"]]

    def hindering(blocks: list[dict[str, Any]], key: str) -> list[tuple[dict[str, Any], int]]:
        """(a rule's block, how many of its causes hinder the group), in the order of the report: the worst first."""
        rows = [(block, sum(key in group.people for group in block["groups"])) for block in blocks]
        return [(block, causes) for block, causes in rows if causes]

    def tasks_of(site: Site, entry: PeopleResult) -> list[tuple[str, list[str]]]:
        """(outcome, names of the tasks that end so for the group), the best outcome first."""
        rows: dict[str, list[str]] = {outcome: [] for outcome in people_words["outcome"]}
        for journey in site.journeys:
            if journey.name["zh"] in entry.journeys:
                rows[entry.journeys[journey.name["zh"]]].append(journey.name[out.lang])
        return [(outcome, tasks) for outcome, tasks in rows.items() if tasks]

    def journey_picture(relative: str | None) -> str:
        content = out.picture(relative)
        return "data:image/jpeg;base64," + base64.b64encode(content).decode() if content else ""

    def said(value: object) -> object:
        if isinstance(value, bool):
            return words["yes"] if value else words["no"]
        if isinstance(value, float):
            return f"{value:.2f}".rstrip("0").rstrip(".")
        return words["comma"].join(map(str, value)) if isinstance(value, list) else value

    def evidence_of(finding: Finding) -> list[tuple[str, object]]:
        """What was measured and has a name; the rest is in the data files, and the message says what counts."""
        names = words["evidence_names"]
        return [(names[k], said(v)) for k, v in finding.evidence.items() if k in names and not isinstance(v, dict)]

    def detail_of(group: Group) -> str:
        """What a cause's message says beyond its rule: that stands above, once."""
        info, text = result.rules.get(group.rule), group.messages[out.lang]
        if info is not None:
            for part in (info.fix[out.lang], info.who[out.lang]):
                text = text.removesuffix(part).rstrip()
            text = text.removeprefix(info.what[out.lang]).lstrip()
        return text

    script = out.file("enhance.js").replace(
        "__WORDS__",
        json.dumps(
            {
                "filter": words["filter"],
                "all": words["all"],
                **words["impact"],
                **{key: people_words[key] for key in ("filter_people", "all_people", "everyone", "shown")},
                "names": names,
            },
            ensure_ascii=False,
        ).replace("<", "\\u003c"),
    )
    environment.filters["ticks"] = _ticks
    environment.filters["short"] = _short
    environment.filters["plain"] = lambda text: str(text).replace("`", "")
    environment.globals.update(
        w=words,
        p=people_words,
        stops_of=stops_of,
        costs_of=costs_of,
        covered={entry.criterion: entry for entry in result.run.ledger},
        journey_picture=journey_picture,
        lang=out.lang,
        run=result.run,
        rules=result.rules,
        requirements=result.requirements,
        style=out.file("style.css"),
        script=script,
        picture_of=picture_of,
        people_of=people_of,
        hindering=hindering,
        tasks_of=tasks_of,
        evidence_of=evidence_of,
        detail_of=detail_of,
        moment=_moment,
        open=OPEN_CAUSES,
        most=MOST_CAUSES,
        half=_half(out.lang),
    )
    return environment


def _worst(result: Result, words: dict[str, Any], lang: str) -> list[tuple[str, int, str]]:
    """The requirements that most sites don't meet; of a single site, those not met on most pages."""
    sites = result.run.sites
    tally: Counter[str] = Counter()
    for entry in (r for site in sites for r in site.requirements if r.result == "failed"):
        tally[entry.id] += 1 if len(sites) > 1 else entry.pages_failed
    rows = []
    for key, count in tally.most_common(12):
        requirement = result.requirements.get(key)
        if requirement and requirement.printable:
            title = requirement.standard_title[lang]
            name = words["standard_short"].get(requirement.standard, title)
            rows.append((f"{name} {requirement.number or ''} {requirement.title[lang]}", count, COLOURS["critical"]))
    return rows


def _site(result: Result, site: Site, environment: Environment, out: Output) -> None:
    pages = result.pages.get(site.slug, [])
    failed = [g for g in site.groups if g.outcome == "failed"]
    asked = [g for g in site.groups if g.outcome == "cantTell"]
    blocks = _blocks(failed, "f")
    known = {r.id: r for r in site.requirements}
    criteria = [
        (r, known.get(r.id)) for r in result.requirements.values() if r.standard == "wcag22" and r.level in ("A", "AA")
    ]
    clauses = [
        (r, known[r.id])
        for r in result.requirements.values()
        if r.standard != "wcag22" and r.printable and r.id in known
    ]
    words = out.words()
    out.write(
        f"sites/{site.slug}/index.html",
        environment.get_template("site.html").render(
            s=site,
            failed=failed,
            blocks=blocks,
            questions=_blocks(asked, "q", len(blocks) + 1),
            unrun=_unrun([p for p in pages if p.status == "audited"]),
            asked=asked,
            missed=[p for p in pages if p.status != "audited"],
            audited=[p for p in pages if p.status == "audited"],
            criteria=criteria,
            clauses=clauses,
            impacts=[(words["impact"][i], sum(g.impact == i for g in failed), COLOURS[i]) for i in IMPACTS],
        ),
    )


def render(result: Result, out: Output) -> None:
    """Write index.html and sites/<slug>/index.html."""
    environment = _environment(result, out)
    sites = result.run.sites
    missed = [(s, p) for s in sites for p in result.pages.get(s.slug, ()) if p.status != "audited"]
    total = {
        "audited": sum(s.coverage.audited for s in sites),
        "missed": sum(s.coverage.planned - s.coverage.audited for s in sites),
        "failed": sum(s.counts.get("groups_failed", 0) for s in sites),
        "asked": sum(s.counts.get("needs_review", 0) for s in sites),
    }
    out.write(
        "index.html",
        environment.get_template("index.html").render(
            total=total, missed=missed, worst=_worst(result, out.words(), out.lang)
        ),
    )
    for site in sites:
        _site(result, site, environment, out)

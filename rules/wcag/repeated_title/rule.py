"""Pages about different things have different titles.

Assumptions: pages are about different things where their first headings differ. Sure is one title on many pages of
which it names no subject; where pages are few, have no heading, or the title has a part of it, a person is asked.
Numbers are ours. A page with the title of the start page whose heading names something else is put to a person even
where it is the only one.
Source: WCAG 2.2 2.4.2; technique G88.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.site import SiteVerdict, SiteView
from auditor.rulekit.text import compact, coverage, is_heading, shown_text, topic_words

RULE = Rule(
    id="repeated-title",
    requirements=("wcag22:2.4.2",),
    impact="moderate",
    views=("desktop",),
    scope="site",
)
ASK, SURE = 3, 5  # pages with one title and different headings; ours
NAMED = 0.34  # share of a heading's words from which the title names the subject; ours
LISTED = 5


def facts(view: View) -> dict[str, Any] | None:
    """The title, and the first heading that is seen."""
    title = view.page.title.strip()
    if not title:
        return None
    headings = (shown_text(node, 120) for node in view.find("h1", "h2", top_only=True) if is_heading(node))
    return {"title": title[:200], "heading": next((text for text in headings if compact(text)), "")}


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """One verdict a title, on the first page that has it; the others stand in its evidence."""
    groups: dict[str, list[int]] = {}
    for index, page in enumerate(site.pages):
        if page.facts and page.source != "journey":  # a state of a page has its title
            groups.setdefault(compact(page.facts["title"]), []).append(index)
    for indexes in groups.values():
        seen = [site.pages[index].facts or {} for index in indexes]
        headings = {compact(item["heading"]) for item in seen if item["heading"]}
        title = seen[0]["title"]
        at_fault = len(headings) >= ASK
        for index in indexes[at_fault:]:
            yield SiteVerdict(index, _against_start(site, index, indexes) if not at_fault else passed())
        if not at_fault:
            continue
        said = topic_words(title)
        named = any(coverage(topic_words(heading), said) >= NAMED for heading in headings)
        evidence: Evidence = {
            "title": title[:80],
            "count": len(indexes),
            "headings": [f"“{h[:20]}”" for h in sorted(headings)[:LISTED]],
        }
        evidence["pages"] = [site.pages[index].url for index in indexes[:LISTED]]
        sure = len(headings) >= SURE and not named
        yield SiteVerdict(indexes[0], failed("same", **evidence) if sure else cant_tell("perhaps", **evidence))


def _against_start(site: SiteView, index: int, indexes: list[int]) -> Verdict:
    """A page that has its title from the start page (the first of the crawl), against its own heading."""
    own, start = site.pages[index].facts or {}, site.pages[0].facts or {}
    heading = own["heading"]
    if index == 0 or 0 not in indexes or not heading or compact(heading) == compact(start["heading"]):
        return passed()
    if coverage(topic_words(heading), topic_words(own["title"])) >= NAMED:
        return passed()
    return cant_tell("start", title=own["title"][:80], heading=heading[:40])

"""Content that the audited pages of a site repeat can be passed.

Assumptions: repeated is a block by the measure of `repeated-block` (five links in a row, or a sentence beside the
content; ours) that another audited page has as well, with content of the page's own after it. A heading, a landmark, a
control that leads anywhere in the page or may fold something is enough, wherever it stands. Needs two pages of a site;
where `repeated-block` has told of the page already, nothing is said here. On a single page axe-core's `bypass` asks.
Source: WCAG 2.2 2.4.1 and its understanding document; ACT rule cf77f2.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from auditor.rulekit.page import View
from auditor.rulekit.probes import (
    DrawnText,
    drawn_texts,
    first_obstacle,
    linked_obstacle,
    may_be_passed,
    repeated_blocks,
)
from auditor.rulekit.rule import Evidence, Rule, failed, passed
from auditor.rulekit.site import SiteVerdict, SiteView

RULE = Rule(
    id="unskippable-menu",
    requirements=("wcag22:2.4.1",),
    impact="serious",
    act=("cf77f2",),
    views=("desktop",),
    uses=("linked_page",),
    decides=("failed",),
    scope="site",
    absence=True,
)
MOST = 160  # texts of a page that are compared
LETTERS = 160  # of each


def facts(view: View) -> dict[str, Any] | None:
    """Whether anything may help; if not, the page's first texts with the links they are in, and whether it is told of
    already."""
    if may_be_passed(view):
        return {"helped": True}
    texts = drawn_texts(view)[:MOST]
    if not texts:
        return None
    told = linked_obstacle(view)[1] is not None
    return {"helped": False, "told": told, "texts": [[said.text[:LETTERS], said.link, said.beside] for said in texts]}


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each page that nothing helps against the other such pages, until one repeats a block of it."""
    texts: dict[int, list[DrawnText]] = {}
    for number, page in enumerate(site.pages):
        if page.facts and page.facts["helped"]:
            yield SiteVerdict(number, passed())
        elif page.facts:
            texts[number] = [DrawnText(at, *said) for at, said in enumerate(page.facts["texts"])]
    for number, mine in texts.items():
        if (site.pages[number].facts or {})["told"]:
            continue
        for other, theirs in texts.items():
            if urlsplit(site.pages[other].url).path == urlsplit(site.pages[number].url).path:
                continue
            said = [item.text for item in theirs]
            obstacle = first_obstacle(mine, repeated_blocks(mine, said), {*said})
            if obstacle is not None:
                evidence: Evidence = {
                    "first": obstacle.first,
                    "last": obstacle.last,
                    "links": obstacle.links,
                    "content": obstacle.content,
                }
                yield SiteVerdict(number, failed("repeated", **evidence, other=site.pages[other].url))
                break

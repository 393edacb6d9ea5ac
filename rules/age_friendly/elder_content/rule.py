"""Pages of the elder version hold something: they are no empty stubs, and not far thinner than the site.

Assumptions: a page with next to no text and links, or a short one that says it is being built, is a stub. That the
version offers less than the site is right and proper (it is to be simple): only where it has less than a twentieth of
the text of the audited ordinary pages, a person looks. All figures here are ours.
Source: the tool's own criterion, serving MIIT 67号 (2021) Annex 1 (an elder version that leads to a working page).
"""

import re
from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View, sample_of
from auditor.rulekit.rule import Rule, cant_tell, failed, passed
from auditor.rulekit.site import SiteVerdict, SiteView

RULE = Rule(
    id="elder-content",
    requirements=("miit-web-2021:x-elder-entry",),
    impact="serious",
    scope="site",
    absence=True,
)
EMPTY_CHARACTERS, EMPTY_LINKS = 60, 2  # ours: no more than this is no page
BUILDING = re.compile(r"(正在|页面|栏目)?建设中|敬请期待|即将上线|功能开发中|暂未开放|正在维护")
BUILDING_CHARACTERS = 300  # ours: in a longer page the words are about something else
THIN_SHARE, ENOUGH_PAGES = 0.05, 5  # ours


def facts(view: View) -> dict[str, Any]:
    """How much the page holds."""
    text = view.text
    said = BUILDING.search(text) if len(text) < BUILDING_CHARACTERS else None
    links = {
        node.attr("href") for node in view.find("a", top_only=True) if node.rendered and len(node.attr("href")) > 1
    }
    fields = sum(node.rendered for node in view.find("input", "select", "textarea", "video", "iframe"))
    return {
        "elder": sample_of(view.page) == "elder",
        "characters": len(text),
        "links": len(links),
        "fields": fields,
        "building": said.group(0) if said else "",
    }


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Elder pages one by one, then the version against the site."""
    held = [(number, page.facts) for number, page in enumerate(site.pages) if page.facts is not None]
    elder = [(number, seen) for number, seen in held if seen["elder"]]
    ordinary = [seen for _, seen in held if not seen["elder"]]
    stubs = 0
    for number, seen in elder:
        empty = seen["characters"] < EMPTY_CHARACTERS and seen["links"] <= EMPTY_LINKS and not seen["fields"]
        if seen["building"]:
            yield SiteVerdict(number, failed("building", words=seen["building"], characters=seen["characters"]))
        elif empty:
            yield SiteVerdict(number, failed("empty", characters=seen["characters"], links=seen["links"]))
        else:
            yield SiteVerdict(number, passed())
            continue
        stubs += 1
    whole = sum(seen["characters"] for seen in ordinary)
    mine = sum(seen["characters"] for _, seen in elder)
    if elder and not stubs and len(ordinary) >= ENOUGH_PAGES and mine < THIN_SHARE * whole:
        share = round(100 * mine / whole, 1)
        yield SiteVerdict(elder[0][0], cant_tell("thin", pages=len(elder), ordinary=len(ordinary), share=share))

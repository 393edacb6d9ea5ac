"""What it checks: the menu that pages of a site repeat can be passed.

Who is affected: keyboard and screen reader users, who go through the same links on each page.
How to fix: add a link "跳到正文", or mark navigation and content with `<nav>` and `<main>`, or the content's title with `<h1>`.
Assumptions: repeated is what begins two pages with the same links in the same order, at least as many as LEAST (ours). A
heading, a landmark, a control that leads past it or one that folds it is enough. Needs two pages of a site; on a single page
axe-core's `bypass` asks.
Source: WCAG 2.2 2.4.1; ACT rule cf77f2.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from auditor.rulekit import (
    Node,
    Rule,
    SiteVerdict,
    SiteView,
    View,
    collapsers,
    exposed,
    failed,
    label_texts,
    passed,
    skip_instruments,
)

RULE = Rule(
    id="unskippable-menu",
    requirements=("wcag22:2.4.1",),
    impact="serious",
    act=("cf77f2",),
    views=("desktop",),
    decides=("failed",),
    scope="site",
)
LEAST = 5  # ours: so many equal links at the beginning are a repeated block
MOST = 40  # links that are compared
HELPS = ("heading", "main", "navigation", "region", "search", "banner", "complementary", "form", "contentinfo")


def facts(view: View) -> dict[str, Any] | None:
    """The page's first links, whether text follows them, and whether anything helps to pass them."""
    drawn = (node for node in view.find("a", top_only=True) if node.rendered and node.attr("href") and node.text(60))
    links = list(islice(drawn, MOST))
    if len(links) < LEAST:
        return None
    lead = [(link.text(20), link.number) for link in links]
    texts: list[Node] = []
    inside = view.top.below(view.top.by_tag["a"])
    for text in view.texts(top_only=True):
        if text.number > lead[0][1] and text.number not in inside and not text.hidden_from_at:
            texts.append(text)
            if text.number > lead[-1][1]:
                break
    return {
        "lead": [text for text, _ in lead],
        # By link, the first words after it that are in no link.
        "after": [next((t.own_text.strip()[:20] for t in texts if t.number > number), "") for _, number in lead],
        "helped": any(exposed(node) and (node.name or label_texts(node)) for node in view.with_role(*HELPS))
        or any(True for _ in skip_instruments(view))
        or any(True for _ in collapsers(view)),
    }


def _shared(one: list[str], other: list[str]) -> int:
    pairs = list(zip(one, other, strict=False))
    return next((at for at, (a, b) in enumerate(pairs) if a != b), len(pairs))


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each page against the others until one shares its beginning."""
    seen = [(number, page) for number, page in enumerate(site.pages) if page.facts]
    for number, page in seen:
        mine = page.facts or {}
        for other_number, other in seen:
            theirs = other.facts or {}
            if other_number == number or other.url.split("#")[0] == page.url.split("#")[0]:
                continue
            shared = _shared(mine["lead"], theirs["lead"])
            if shared < LEAST or not mine["after"][shared - 1]:
                continue
            if mine["helped"]:
                yield SiteVerdict(number, passed())
            else:
                evidence = {
                    "links": shared,
                    "first": mine["lead"][0],
                    "last": mine["lead"][shared - 1],
                    "other": other.url,
                }
                yield SiteVerdict(number, failed("repeated", **evidence))
            break

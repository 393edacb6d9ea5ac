"""What it checks: pages about different things don't share one title.

Who is affected: screen reader users, who hear the title first; people with several windows or a list of visited pages.
How to fix: begin the title with what the page is about, then the site's name.
Assumptions: pages are about different things where their main headings differ. Failed where the shared title says nothing
of the page's own heading and the page is not the one the audit began with, as failure F25 has it for the same title on
each page of a template; where a page has no single main heading a person looks. Pages of one list, with one heading, may
share a title.
Source: WCAG 2.2 2.4.2; failure F25.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from auditor.rulekit import Rule, SiteVerdict, SiteView, View, cant_tell, failed, passed

RULE = Rule(
    id="repeated-title",
    requirements=("wcag22:2.4.2",),
    impact="serious",
    scope="site",
)
LEAST = 3  # ours: pages of one title and different headings from which it is certain that a template makes it


def _clean(text: str) -> str:
    return re.sub(r"[\s\W_]+", "", text.lower())


def facts(view: View) -> dict[str, Any] | None:
    """The title and the main heading, where there is one that shows."""
    title = _clean(view.page.title)
    heads = [_clean(node.text(120)) for node in view.find("h1", top_only=True) if node.rendered]
    heads = list(dict.fromkeys(filter(None, heads)))
    return {"title": title, "head": heads[0] if len(heads) == 1 else ""} if title else None


def _about(title: str, head: str) -> bool:
    """Whether the title has a good part of the heading."""
    pairs = {head[at : at + 2] for at in range(len(head) - 1)}
    return not pairs or sum(pair in title for pair in pairs) * 2 >= len(pairs)


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Pages by title."""
    if sum(1 for page in site.pages if page.facts) < 2:
        return
    by_title: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, page in enumerate(site.pages):
        if page.facts and page.source != "journey":  # a state of a page has the page's title
            by_title[page.facts["title"]].append((number, page.facts["head"]))
    for title, held in by_title.items():
        heads = {head for _, head in held if head}
        for number, head in held:
            page = site.pages[number]
            if len(held) < 2 or number == 0 or (head and _about(title, head)):
                yield SiteVerdict(number, passed())
                continue
            told = {"title": page.title[:60], "count": len(held), "head": head[:40]}
            if head and len(heads) >= LEAST:
                yield SiteVerdict(number, failed("same", **told))
            elif head and len(heads) >= 2:
                yield SiteVerdict(number, cant_tell("few", **told))
            elif not head and len(held) >= LEAST:
                yield SiteVerdict(number, cant_tell("no_head", **told))
            else:
                yield SiteVerdict(number, passed())

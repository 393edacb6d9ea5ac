"""What does the same on several pages is named alike: links in header, menu and footer, the search button.

Assumptions: links of one target are one thing. A page is told where none of its names for a target outside the main
content is among those of most pages, and none contains another; Chinese and Latin names are not compared. Whether names
mean the same a person decides.
Source: WCAG 2.2 3.2.4 with its understanding document; failure F31.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View, region_of, target_key
from auditor.rulekit.rule import Evidence, Rule, cant_tell, passed
from auditor.rulekit.site import SiteVerdict, SiteView, refer

RULE = Rule(
    id="component-names",
    requirements=("wcag22:3.2.4",),
    impact="minor",
    scope="site",
    decides=("cantTell",),
)
LEAST = 2  # ours: pages that agree on a name before another one stands out
MAX_ITEMS = 400
SEARCH = re.compile(r"搜索|检索|查询|搜一下|站内搜|search", re.I)
SEARCHING = "the search button"


def _clean(name: str) -> str:
    return re.sub(r"[\s\W_]+", "", name.lower())[:40]


def _search(view: View) -> Node | None:
    for form in view.find("form", top_only=True):
        about = " ".join((form.attr("action"), form.attr("class"), form.attr("id"), form.attr("role")))
        if SEARCH.search(about) or SEARCH.search(form.text(60)):
            for node in form.descendants():
                if node.rendered and (node.tag == "button" or node.input_type in ("submit", "image")):
                    return node
    return None


def facts(view: View) -> dict[str, Any] | None:
    """Names by target, of what stands outside the main content."""
    items: dict[str, list[str]] = {}
    where: dict[str, dict[str, Any]] = {}
    around = ("header", "nav", "footer")
    links = [node for node in view.find("a", top_only=True) if node.rendered and region_of(node) in around]
    for node in view.first(links, MAX_ITEMS):
        target, name = target_key(node.attr("href"), view), _clean(node.name or node.text(40))
        if target and name:
            items.setdefault(target, []).append(name)
            where.setdefault(target, refer(node, view))
    button = _search(view)
    if button is not None and _clean(button.name or button.text(20)):
        items[SEARCHING] = [_clean(button.name or button.text(20))]
        where[SEARCHING] = refer(button, view)
    return {"items": items, "where": where} if items else None


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each thing against the name that most pages have for it."""
    pages: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for number, page in enumerate(site.pages):
        for target, names in (page.facts or {}).get("items", {}).items():
            pages[target].append((number, names))
    for target, held in pages.items():
        if len(held) < 2:
            continue
        every = Counter(name for _, names in held for name in set(names))
        for number, names in held:
            # A page in another language names things in its own.
            counts = Counter({name: count for name, count in every.items() if name.isascii() == names[0].isascii()})
            usual, agreed = counts.most_common(1)[0]
            alike = any(one in other or other in one for one in names for other in counts if counts[other] >= LEAST)
            if agreed < LEAST or alike:
                yield SiteVerdict(number, passed())
                continue
            page = site.pages[number]
            assert page.facts is not None
            model = next(at for at, others in held if usual in others)
            told: Evidence = {"here": names[0], "there": usual, "page": site.pages[model].url}
            yield SiteVerdict(number, cant_tell("differs", **told), page.facts["where"][target])

"""Ways to get help that stand on several pages stand at the same place in the order of each page.

Assumptions: ways to get help are links by name (contact, help, common questions, customer service, consultation)
outside the main content. Told where one stands before the content on most pages and only after it on another, or two of
them change places. Whether pages belong to one set a person decides.
Source: WCAG 2.2 3.2.6 with its understanding document.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View, region_of, target_key
from auditor.rulekit.rule import Rule, cant_tell, passed
from auditor.rulekit.site import SiteVerdict, SiteView, refer

RULE = Rule(
    id="help-order",
    requirements=("wcag22:3.2.6",),
    impact="minor",
    scope="site",
    decides=("cantTell",),
)
HELP = re.compile(
    r"^(联系我们|联系方式|在线客服|智能客服|客服|咨询|在线咨询|网上咨询|咨询投诉"
    r"|帮助|帮助中心|常见问题|使用帮助|智能问答|contact( us)?|help|faqs?|support)$",
    re.I,
)
LEAST = 2  # ours: pages that agree before another one stands out


def facts(view: View) -> dict[str, Any] | None:
    """Ways to get help outside the content, in the order of the page, with the part they stand in."""
    ways: list[dict[str, Any]] = []
    for node in view.find("a", top_only=True):
        name = (node.name or node.text(20)).strip() if node.rendered else ""
        if not HELP.match(name):
            continue
        part, target = region_of(node), target_key(node.attr("href"), view) or name
        if part in ("header", "nav", "footer") and all(item["target"] != target for item in ways):
            ways.append({"name": name, "target": target, "after": part == "footer", "where": refer(node, view)})
    return {"help": ways[:10]} if ways else None


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each way against the place that most pages give it."""
    places: dict[str, Counter[bool]] = defaultdict(Counter)
    orders: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    pages = [(number, (page.facts or {}).get("help", [])) for number, page in enumerate(site.pages)]
    for _, ways in pages:
        for at, way in enumerate(ways):
            places[way["target"]][way["after"]] += 1
            for other in ways[at + 1 :]:
                pair = (way["target"], other["target"])
                orders[min(pair), max(pair)][pair[0] < pair[1]] += 1
    for number, ways in pages:
        for at, way in enumerate(ways):
            seen = places[way["target"]]
            if sum(seen.values()) < 2:
                continue
            usual, agreed = seen.most_common(1)[0]
            if way["after"] != usual and agreed >= LEAST and agreed > seen[way["after"]]:
                yield SiteVerdict(
                    number, cant_tell("after" if way["after"] else "before", name=way["name"]), way["where"]
                )
                continue
            swapped = _swapped(way, ways[at + 1 :], orders)
            yield SiteVerdict(
                number, cant_tell("swapped", name=way["name"], other=swapped) if swapped else passed(), way["where"]
            )


def _swapped(way: dict[str, Any], later: list[dict[str, Any]], orders: dict[tuple[str, str], Counter[bool]]) -> str:
    """The name of a way that comes first on most pages and later here."""
    for other in later:
        pair = (way["target"], other["target"])
        seen = orders[min(pair), max(pair)]
        here = pair[0] < pair[1]
        if seen[not here] >= LEAST and seen[not here] > seen[here]:
            name: str = other["name"]
            return name
    return ""

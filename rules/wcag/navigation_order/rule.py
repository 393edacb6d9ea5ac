"""A menu that stands on several pages has its entries in the same order on each.

Assumptions: menus are navigation landmarks and boxes named so, outside the main content; breadcrumbs are left out. Two
menus are one where they carry the same id, class and label and share at least three entries of the same name and
target. Entries may be missing or added. Lists that are sorted anew by date or use are no such menus when they stand in
the content.
Source: WCAG 2.2 3.2.3 with its understanding document; failure F66.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View, named_region, region_of, target_key
from auditor.rulekit.rule import Evidence, Rule, failed, passed
from auditor.rulekit.site import SiteVerdict, SiteView, refer

RULE = Rule(
    id="navigation-order",
    requirements=("wcag22:3.2.3",),
    impact="moderate",
    scope="site",
    decides=("failed",),
)
LEAST = 3  # ours: entries that two menus share
MAX_MENUS, MAX_ENTRIES = 20, 200
CRUMBS = re.compile(r"breadcrumb|crumb|面包屑|当前位置|position|pag(er|ination)|分页", re.I)


def _entries(menu: Node, view: View) -> list[str]:
    entries = []
    for node in menu.descendants():
        if node.tag == "a" and node.rendered and node.attr("href"):
            name, target = node.name or node.text(40), target_key(node.attr("href"), view)
            if name and target:
                entries.append(f"{name[:40]}\t{target[:200]}")
    return view.first(dict.fromkeys(entries), MAX_ENTRIES)


def facts(view: View) -> dict[str, Any] | None:
    """The page's menus: a key, the entries in order, a reference."""
    menus: list[dict[str, Any]] = []
    taken: set[int] = set()
    for node in view.find("nav", "div", "ul", "section", "table", top_only=True):
        if node.number in taken or named_region(node) != "nav" or not node.rendered or region_of(node) == "main":
            continue
        taken.update(below.number for below in node.descendants())
        key = "|".join((node.tag, node.attr("id"), node.attr("class"), node.attr("aria-label")))
        entries = _entries(node, view)
        if len(entries) >= LEAST and not CRUMBS.search(key):
            menus.append({"key": key[:120], "entries": entries, "where": refer(node, view)})
    return {"menus": view.first(menus, MAX_MENUS)} if menus else None


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each menu against the order that most pages have."""
    by_key: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for number, page in enumerate(site.pages):
        keys = Counter(menu["key"] for menu in (page.facts or {}).get("menus", ()))
        for menu in (page.facts or {}).get("menus", ()):
            if keys[menu["key"]] == 1:  # two alike on one page can't be told apart
                by_key[menu["key"]].append((number, menu))
    for group in by_key.values():
        if len(group) < 2:
            continue
        usual = Counter(tuple(menu["entries"]) for _, menu in group).most_common(1)[0][0]
        model = next(number for number, menu in group if tuple(menu["entries"]) == usual)
        for number, menu in group:
            common = [entry for entry in menu["entries"] if entry in usual]
            wanted = [entry for entry in usual if entry in common]
            if len(common) < LEAST:
                continue
            if common == wanted:
                yield SiteVerdict(number, passed(), menu["where"])
                continue
            at = next(at for at, pair in enumerate(zip(common, wanted, strict=True)) if pair[0] != pair[1])
            told: Evidence = {
                "here": [entry.split("\t")[0] for entry in common[at : at + 4]],
                "there": [entry.split("\t")[0] for entry in wanted[at : at + 4]],
                "page": site.pages[model].url,
            }
            yield SiteVerdict(number, failed("order", **told), menu["where"])

"""A site's pages can be found in more than one way: beside its menus a search, a site map or an index.

Assumptions: menus are one way; a search field, a link to a site map, or one page that links to all others is another.
Where none is on the pages that were opened, a person looks. Small sites of fewer than four opened pages are left out
(the tool's own figure), and steps of a process need only one way.
Source: WCAG 2.2 2.4.5 with its understanding document.
"""

import re
from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View, target_key
from auditor.rulekit.rule import Rule, cant_tell, passed
from auditor.rulekit.site import SiteVerdict, SiteView

RULE = Rule(
    id="multiple-ways",
    requirements=("wcag22:2.4.5",),
    impact="moderate",
    scope="site",
    decides=("cantTell",),
    absence=True,
)
LEAST = 4  # ours: pages
SEARCH = re.compile(r"搜索|检索|站内搜|查一查|关键[字词]|search|\bkeyword", re.I)
SEARCH_LINK = re.compile(r"(站内|全站|网站)?(搜索|检索)|search", re.I)
MAP = re.compile(r"网站地图|站点地图|网站导航|site ?map", re.I)
MAX_LINKS = 2_000


def facts(view: View) -> dict[str, Any] | None:
    """Ways that this page offers, and what it links to."""
    search = any(
        field.rendered
        and field.input_type in ("text", "search", "")
        and (field.role == "searchbox" or field.input_type == "search" or _says_search(field))
        for field in view.find("input", top_only=True)
    )
    links = [node for node in view.find("a", top_only=True) if node.rendered]
    sitemap = any(MAP.search(node.name or node.text(30)) for node in links)
    search = search or any(SEARCH_LINK.fullmatch(node.name.strip()) for node in links)
    targets = list(dict.fromkeys(filter(None, (target_key(node.attr("href"), view) for node in links))))
    kept = view.first(targets, MAX_LINKS)
    return {"search": search, "sitemap": sitemap, "self": target_key(view.url, view), "targets": kept}


def _says_search(field: Node) -> bool:
    form = field.closest("form")
    said = [
        field.name,
        field.attr("placeholder"),
        field.attr("title"),
        field.value,
        field.attr("id"),
    ]
    if form is not None:
        said += [form.attr("action"), form.attr("class"), form.attr("id"), form.attr("role"), form.text(40)]
    return bool(SEARCH.search(" ".join(said)))


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """The whole site, told at its first page."""
    held = [(number, page.facts) for number, page in enumerate(site.pages) if page.facts]
    if len(held) < LEAST:
        return
    every = {facts["self"] for _, facts in held}
    offered = any(facts["search"] or facts["sitemap"] for _, facts in held)
    indexed = any(every <= {*facts["targets"], facts["self"]} for _, facts in held)
    if offered or indexed:
        for number, _ in held:
            yield SiteVerdict(number, passed())
        return
    yield SiteVerdict(held[0][0], cant_tell("one_way", pages=len(held)))

"""Whether the site lays a maker's accessibility tool bar (无障碍工具条) over its pages: a notice, once a site.

Assumptions: bars are known by the addresses and calls of their scripts, and by regions marked with roles that ARIA
doesn't have together with a `des` attribute. The pages are judged without it: a bar mends nothing underneath.
Screen reader users meet the bar's made-up roles.
Source: MIIT 67号 (2021) Annex 1 on marking functions up for assistive technology; that the base page is judged is the
rule of this program (docs on the four samples), not a clause.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View
from auditor.rulekit.probes import tool_bar
from auditor.rulekit.rule import Evidence, Rule, cant_tell, passed
from auditor.rulekit.site import SiteVerdict, SiteView, refer

RULE = Rule(
    id="overlay-toolbar",
    requirements=("miit-web-2021:x-principle-at-markup",),
    impact="minor",
    scope="site",
    decides=("cantTell",),
)
MADE_UP = frozenset({"serve", "viewlist", "interaction", "viewarea", "view"})


def facts(view: View) -> dict[str, Any] | None:
    """The bar's sign on this page; None where there is neither bar nor landmark to be marked."""
    bar = tool_bar(view)
    marked = [n for n in view.having("des") if n.attr("role") in MADE_UP]
    if bar is None and not marked and next(view.find("main", "nav", "header", "footer"), None) is None:
        return None
    return {
        "sign": bar[1] if bar else "",
        "where": refer(bar[0], view) if bar else None,
        "roles": sorted({node.attr("role") for node in marked}),
        "marked": len(marked),
        "region": refer(marked[0], view) if marked else None,
    }


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Once a site: the first page that shows the bar."""
    held = [(number, page.facts) for number, page in enumerate(site.pages) if page.facts is not None]
    showing = [(number, seen) for number, seen in held if seen["sign"] or seen["roles"]]
    for number, seen in held:
        if not (seen["sign"] or seen["roles"]):
            yield SiteVerdict(number, passed())
    if not showing:
        return
    number, seen = next(((n, s) for n, s in showing if s["roles"]), showing[0])
    if seen["roles"]:
        roles: Evidence = {"roles": seen["roles"], "count": seen["marked"], "pages": len(showing)}
        yield SiteVerdict(number, cant_tell("roles", **roles, confidence="hint"), seen["region"])
    else:
        shown: Evidence = {"sign": seen["sign"], "pages": len(showing)}
        yield SiteVerdict(number, cant_tell("bar", **shown, confidence="hint"), seen["where"])

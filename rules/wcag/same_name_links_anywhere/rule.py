"""Links of one name on a page lead to one thing, wherever they stand (level AAA).

Assumptions: addresses are compared, not what lies behind them, so a person decides; links within a page are left out.
One finding a page, at the first such link. Run in the full profile only.
Source: WCAG 2.2 2.4.9; ACT rule b20e66.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, address, links_by_name, same_address
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="same-name-links-anywhere",
    requirements=("wcag22:2.4.9",),
    impact="minor",
    act=("b20e66",),
    views=("desktop",),
    decides=("cantTell",),
    profile="full",
    people=("4.2.1",),
)
SHOWN = 5  # names told in the message


def _sets(view: View) -> list[list[Node]]:
    """Links of one name that lead away from their page."""
    away = ([link for link in links if not _stays(link, view)] for links in links_by_name(view).values())
    return [links for links in away if len(links) > 1]


def _stays(link: Node, view: View) -> bool:
    return link.doc.url.split("#")[0] == address(link, view).split("#")[0]


def _lead_apart(links: list[Node], view: View) -> bool:
    first = address(links[0], view)
    return any(not same_address(first, address(link, view)) for link in links[1:])


def applicability(view: View) -> Iterator[tuple[Node, list[list[Node]]]]:
    """The second link of the first set that leads apart, with all such sets; else of the first set there is."""
    sets = _sets(view)
    differing = [links for links in sets if _lead_apart(links, view)]
    yield from ((links[1], differing) for links in (differing or sets)[:1])


def expectation(link: Node, view: View, sets: list[list[Node]]) -> Verdict:
    """All sets of the page."""
    if not sets:
        return passed()
    names = [links[0].name[:20] for links in sets[:SHOWN]]
    return cant_tell("apart", sets=len(sets), names=names)

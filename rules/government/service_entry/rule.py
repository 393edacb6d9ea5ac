"""A government site's home page leads to services.

Assumptions: words in links and alternatives count. Some offices have no services of their own; a person looks.
Source: inspection indicators for government websites (2019), the row on services; a page can't establish the veto.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_government, is_home
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="service-entry",
    requirements=("gov-site-rules:x-2019-veto-service",),
    impact="moderate",
    decides=("cantTell",),
    people=("4.2.10", "older"),
    absence=True,
)
WORDS = re.compile(r"办事|政务服务|服务(大厅|事项|指南|平台)|便民|一网通办|网上(办理|申请|大厅)|事项|在线服务|公共服务")


def applicability(view: View) -> Iterator[Node]:
    """A government site's home page."""
    if is_government(view) and is_home(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Words of services in the names of links and images."""
    names = " ".join(node.name or node.text(30) for node in view.find("a", "button", "img", "area"))
    return passed() if WORDS.search(names) else cant_tell("missing")

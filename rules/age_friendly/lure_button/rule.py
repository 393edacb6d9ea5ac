"""Buttons on an elder page whose words may lure into a download or a payment; a person decides each.

Assumptions: words only pick buttons out for review, as the data says; they prove nothing. An ordinary 下载表格 is not
asked.
Source: MIIT 67号 (2021) Annex 1 on luring buttons in elder pages; Annex 2, clause 5.1.2.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_elder_page
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="lure-button",
    requirements=("miit-web-2021:2.4.2", "miit-app-2021:5.1.2"),
    impact="moderate",
    views=("desktop", "phone"),
    decides=("cantTell",),
)
LURE = re.compile(
    r"(立即|马上|赶快|赶紧|一键|免费|限时|极速|点我|点击)[^，。]{0,6}(下载|安装|领取|支付|付款|充值|购买|开通|抢购|参与)"
    r"|红包|现金|抽奖|中奖|大礼包|立减|优惠券|领(钱|奖)|送\s?\d+\s?元|\d\s?元(红包|礼包)"
)


def applicability(view: View) -> Iterator[Node]:
    """Buttons and links of an elder page."""
    if is_elder_page(view):
        for node in view.with_role("button", "link"):
            if node.rendered:
                yield node


def expectation(node: Node, view: View) -> Verdict:
    """Whether its words ask for a look."""
    said = node.name or node.text(60)
    return cant_tell("lure", text=said[:60]) if len(said) <= 40 and LURE.search(said) else passed()

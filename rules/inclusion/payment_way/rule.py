"""A page about paying names a way that needs no phone app: cash, card, transfer or counter.

Assumptions: pages are known by title or main heading, and only those that name a wallet or a code to scan are judged.
Source: 国办发〔2020〕45号 on cash and cards (one source): the tool's own criterion, printed with the clause.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_article, title_and_headings
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="payment-way",
    requirements=("guoban-2020-45:x-cash-and-cards",),
    impact="moderate",
    decides=("cantTell",),
    people=("older", "no-smartphone"),
    absence=True,
)
PAYING = re.compile(r"缴费|交费|缴纳|支付|充值")
WALLET = re.compile(r"微信|支付宝|云闪付|扫码|扫一扫|二维码|小程序|数字人民币|APP", re.I)
OTHER = re.compile(
    r"现金|银行卡|银行(柜[台面]|网点|代[扣缴])|代扣|转账|汇款|刷卡|POS|柜台|网点|窗口|营业厅|收费处", re.I
)


def applicability(view: View) -> Iterator[Node]:
    """A page about paying that names a wallet or a code."""
    if PAYING.search(title_and_headings(view)) and not is_article(view) and WALLET.search(view.text):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Cash, card, transfer or counter in the page's text."""
    return passed() if OTHER.search(view.text) else cant_tell("missing")

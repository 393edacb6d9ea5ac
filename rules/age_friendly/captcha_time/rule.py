"""A code that is valid for a short time only is found; a person checks that its limit is told aloud and can be
extended.

Assumptions: the limit is what the text near the captcha says (60 秒内有效, 3 分钟后失效). Only limits up to that of the
clause are asked about. The time until a code may be sent again is no limit.
Source: MIIT 67号 (2021) Annex 1 on short-lived codes (figures from the data); WCAG 2.2 2.2.1.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed, threshold
from auditor.rulekit.text import pattern

CLAUSE = "miit-web-2021:1.4.4"
RULE = Rule(id="captcha-time", requirements=(CLAUSE, "wcag22:2.2.1"), impact="moderate", decides=("cantTell",))
LIMIT, EXTEND = float(threshold(CLAUSE, "applies_up_to_minutes")), float(threshold(CLAUSE, "min_extend"))
SAID = re.compile(
    r"(?<!\d)(\d++)\s*+(秒钟?|分钟?)\s*(之?内(有效|输入|填写)|后(失效|过期|作废)|有效)|有效(期|时间)[为是：:]?\s*(\d+)\s*(秒钟?|分钟?)"
)
CODE = pattern("captcha.said")
NEAR = 3  # steps up in which the code is named; ours


def applicability(view: View) -> Iterator[Node]:
    """Texts that tell the life of a code."""
    if next(view.saying(CODE), None) is None:
        return
    for text in view.saying(SAID):
        if text.parent is not None:
            around = [text.parent, *list(text.parent.ancestors())[:NEAR]]
            if any(CODE.search(node.text(300)) for node in around if node.tag not in ("body", "html")):
                yield text.parent


def expectation(node: Node, view: View) -> Verdict:
    """The limit against the clause's."""
    stated = SAID.search(node.text(300))
    if stated is None:
        return passed()
    number, unit = (stated.group(1), stated.group(2)) if stated.group(1) else (stated.group(6), stated.group(7))
    minutes = float(number) / (60 if unit.startswith("秒") else 1)
    if minutes > LIMIT:
        return passed()
    return cant_tell("short", said=stated.group(0), extend=EXTEND)

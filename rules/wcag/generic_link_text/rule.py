"""The link alone says where it leads (level AAA).

Assumptions: reported are names made of stock words only ("点击这里", "详情", "PDF"), which describe nothing by
themselves. Level A allows them where the sentence or heading beside makes up for it. Run in the full profile only.
`aria-label` may say more than is shown.
Source: WCAG 2.2 2.4.9; ACT rule aizyf1.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.rulekit.page import Node, View, links_by_name
from auditor.rulekit.rule import Rule, Verdict, failed, passed
from auditor.rulekit.text import split_words

RULE = Rule(
    id="generic-link-text",
    requirements=("wcag22:2.4.9",),
    impact="minor",
    act=("aizyf1",),
    views=("desktop",),
    decides=("failed",),
    profile="full",
    people=("4.2.1",),
)
STOCK = re.compile(
    r"(请?(点击|点|按)?(这里|此处|这儿|这个)?|请?点击?(查看|进入|下载|打开|阅读)(更多|全部|详情|全文|链接)?"
    r"|(查看|了解|阅读|浏览|显示|获取)?(更多|全文|详情|详细|全部|原文|详细内容|详细信息)(内容|信息)?|更多详情"
    r"|进入|查看|打开|链接|下载|附件[0-9一二三四五六七八九十]?|下载附件|点我|戳这里|继续阅读|在线阅读"
    r"|(please )?(click|tap|press)?( on)? ?(here|this|this link|this page)|(read"
    r"|learn|see|view|find out|show|click for)? ?more"
    r"|more (info|information|details)|(see |view )?details?|read( on)?|continue( reading)?|link|download|go|view|open"
    r"|html|pdf|epub|docx?|word|xlsx?|excel|pptx?|txt|plain text|zip)"
)


def applicability(view: View) -> Iterator[Node]:
    """Exposed links with a name."""
    for links in links_by_name(view).values():
        yield from links


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", " ".join(split_words(name)))


def expectation(link: Node, view: View) -> Verdict:
    """Stock words only."""
    plain = _plain(link.name)
    return failed("stock", name=link.name[:40]) if plain and STOCK.fullmatch(plain) else passed()

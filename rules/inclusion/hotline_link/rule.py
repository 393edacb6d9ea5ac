"""On a phone, the government hotline a page prints can be tapped.

Assumptions: only a number presented as a hotline is a target (热线：12345, 拨打 12345), not one a report talks about;
one link to the number on the page is enough. Only 12345 is judged, since other numbers may not be for the public.
Source: Law on the Construction of a Barrier-Free Environment, Article 35, on hotlines (restated); that it is a tel:
link on a phone is the tool's own criterion, printed with it.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_article
from auditor.rulekit.rule import Rule, Verdict, failed, passed
from auditor.rulekit.text import block_of

RULE = Rule(
    id="hotline-link",
    requirements=("accessibility-law-2023:35",),
    impact="moderate",
    views=("phone",),
    decides=("failed",),
    people=("4.2.7", "older"),
    absence=True,
)
NUMBER = re.compile(r"(?<![\d-])12345(?!\d)")
PRESENTED = re.compile(
    r"(热线|电话|拨打|致电|咨询|投诉)(电话)?\s*+[：:]?\s*+(（)?12345(?!\d)|12345\s*+(热线|便民)\s*+(电话)?$"
)
TEL = re.compile(r"tel:(\+?86-?)?(0\d{2,3}-?)?12345$", re.I)
LENGTH = 300  # characters of a block that are read: a longer one is an article's


def applicability(view: View) -> Iterator[Node]:
    """The first block that presents the hotline."""
    if next(view.saying(NUMBER, top_only=True), None) is None or is_article(view):
        return
    for text in view.saying(NUMBER, top_only=True):
        block = block_of(text)
        if block is not None and PRESENTED.search(block.text(LENGTH)):
            yield block
            return


def expectation(block: Node, view: View) -> Verdict:
    """A tel: link to the number anywhere on the page."""
    linked = any(TEL.match(node.attr("href").strip()) for node in view.find("a", "area"))
    return passed() if linked else failed("plain")

"""Entries to enquiries, complaints, suggestions and error reports are reached by keyboard.

Assumptions: an entry is an element with a click handler in its markup whose words, alternative or id say so. Handlers
that a script adds later are not seen here; other rules look at the keyboard as a whole.
Source: WCAG 2.2, 2.1.1 Keyboard; Law on the Construction of a Barrier-Free Environment, Article 62, on suggestions and
complaints (that the channel works is the tool's own criterion, printed with it).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="feedback-keyboard",
    requirements=("wcag22:2.1.1", "accessibility-law-2023:62"),
    impact="serious",
    decides=("failed",),
)
WORDS = re.compile(r"投诉|举报|意见|建议|反馈|咨询|留言|信箱|找错|纠错|客服|jiu_?cuo|feedback", re.I)
TAGS = ("a", "area", "button", "div", "span", "img", "i", "em", "b", "font", "li", "td", "p", "input")
LENGTH = 30  # characters of an entry's text (ours): a longer one is a passage


def applicability(view: View) -> Iterator[Node]:
    """Drawn elements with a click handler that are an entry to feedback."""
    for node in view.having("onclick"):
        if node.tag not in TAGS or not node.rendered or node.inactive:
            continue
        text = node.text(LENGTH + 1)
        said = " ".join((text, node.name, *(node.attr(n)[:60] for n in ("alt", "title", "id", "class"))))
        if len(text) <= LENGTH and WORDS.search(said):
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """Focus on the element itself, on what holds it or on what it holds."""
    reached = node.focusable or any(above.focusable for above in node.ancestors())
    return passed() if reached or any(below.focusable for below in node.descendants()) else failed("mouse_only")

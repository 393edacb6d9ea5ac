"""A home page shows a way to reach people: contact, suggestions, complaints or a hotline.

Assumptions: only the home page is judged; words in links, texts and alternatives of images count. A channel shown
in an image without alternative can't be seen by the tool, so a person looks.
Source: Law on the Construction of a Barrier-Free Environment, Article 62 (suggestions, complaints, reports; restated);
where to look is the tool's own criterion.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import has_phone
from auditor.rulekit.page import Node, View, is_home
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="feedback-channel",
    requirements=("accessibility-law-2023:62",),
    impact="moderate",
    decides=("cantTell",),
    absence=True,
)
WORDS = re.compile(
    r"联系(我们|方式|电话)|意见|建议|投诉|举报|反馈|信箱|留言|咨询|热线|找错|邮箱|客服|互动|contact|feedback", re.I
)


def applicability(view: View) -> Iterator[Node]:
    """The home page."""
    if is_home(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Words of contact in the text, the links' names and the images' alternatives, or a telephone."""
    names = " ".join(node.name for node in view.find("a", "button", "img", "area"))
    return passed() if has_phone(view) or WORDS.search(view.text) or WORDS.search(names) else cant_tell("missing")

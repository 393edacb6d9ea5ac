"""A page with a chat robot also leads to a person: a telephone, a hotline, “转人工”.

Assumptions: a robot is known by the name of its entry. A way to a person may open only inside the window; a person
tries.
Source: 国办发〔2020〕45号 on kept ways of service: counters, telephone lines, guides (one source): the tool's own
criterion, printed with the clause.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import has_phone
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="human-service",
    requirements=("guoban-2020-45:x-kept-forms",),
    impact="moderate",
    decides=("cantTell",),
    people=("4.2.10", "older"),
    absence=True,
)
ROBOT = re.compile(r"智能(客服|问答|咨询|助手|机器人)|(问答|客服|咨询)机器人|在线客服|小助手|数字人")
PERSON = re.compile(r"人工(客服|服务|坐席|咨询)|转人工|热线|窗口")
LENGTH = 20  # characters of an entry's name (ours): a longer one is a headline


def applicability(view: View) -> Iterator[Node]:
    """The first entry to a robot."""
    called = next(view.having("onclick"), None) is not None  # few pages have any
    for node in view.find(*("a", "button"), *(("div", "img", "span") if called else ())):
        if node.rendered and (node.tag in ("a", "button") or node.has("onclick")):
            said = node.name or node.text(LENGTH + 1) or node.attr("title")
            if len(said) <= LENGTH and ROBOT.search(said):
                yield node
                return


def expectation(entry: Node, view: View) -> Verdict:
    """A telephone or words of a person on the page."""
    return passed() if has_phone(view) or PERSON.search(view.text) else cant_tell("robot_only")

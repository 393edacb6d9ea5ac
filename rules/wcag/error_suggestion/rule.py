"""Where a value of a known form is wrong, the error says what is wanted, not only that it is wrong.

Assumptions: the form was sent with wrong values. Figures, an example or 应为… in the error or the field's hint count
as a suggestion. Whether the words help is for a person.
Source: WCAG 2.2 3.3.3; techniques G85 and G177.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import field_label, form_responses
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="error-suggestion",
    requirements=("wcag22:3.3.3",),
    impact="moderate",
    views=("desktop",),
    needs=("forms",),
    parts=("forms", "form-fields", "form-texts"),
    decides=("cantTell",),
    profile="standard",
)
WRONG = re.compile(r"(格式|输入|填写|号码|地址)?(有误|错误|不正确|不对|无效|不合法|不符)|invalid|incorrect|wrong", re.I)
KNOWN = re.compile(r"手机|电话|邮箱|邮件|身份证|证件号|日期|邮编|网址|mail|phone|mobile|date|url", re.I)
HELPS = re.compile(
    r"\d|@|例如|比如|如[:：]|应(为|该|是)|须|位|至少|以内|之间|格式[:：]|e\.g\.|example|must|should|at least"
)


def applicability(view: View) -> Iterator[tuple[Node, str]]:
    """Fields of a known form whose wrong value was noticed, with what was said of it."""
    noticed: dict[tuple[int, int], tuple[Node, str]] = {}
    for response in form_responses(view):
        node = view.at(response.text.near)
        if node is None or response.round.kind != "wrong" or not WRONG.search(response.words):
            continue
        if node.input_type in ("email", "tel", "url", "date") or KNOWN.search(field_label(node)):
            noticed.setdefault(node.key, (node, response.words))
    yield from noticed.values()


def expectation(node: Node, view: View, error: str) -> Verdict:
    """Something says what is wanted."""
    described = [view.by_id(node, value) for value in node.attr("aria-describedby").split()]
    hints = [error, node.attr("placeholder"), node.name, *(n.text(200) for n in described if n is not None)]
    if any(HELPS.search(hint) for hint in hints):
        return passed()
    return cant_tell("bare", text=error, field=field_label(node)[:40])

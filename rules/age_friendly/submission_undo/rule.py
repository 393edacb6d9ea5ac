"""A form with legal or financial effect offers to go back, check or withdraw; else a person looks.

Assumptions: a form has such effect where it or the page's title is about applying, paying, booking or registering and
it has fields and a button that sends. Later steps may be loaded only after sending, so nothing is asserted. Log-ins,
searches, subscriptions and letters are left out.
Source: MIIT 67号 (2021) Annex 1 on reversible submissions and on the state of operations.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed, threshold

CLAUSE = "miit-web-2021:2.6.1"
RULE = Rule(
    id="submission-undo",
    requirements=(CLAUSE, "miit-web-2021:3.1.4"),
    impact="moderate",
    decides=("cantTell",),
    absence=True,
)
MINUTES = int(threshold(CLAUSE, "undo_minutes"))
EFFECT = re.compile(r"申请|申报|办理|缴费|缴纳|支付|付款|充值|预约|挂号|登记|报名|购买|下单|转账|签约")
OTHER = re.compile(r"登录|注册|搜索|查询|检索|订阅|留言|信箱|意见|咨询|反馈|调查")
SENDS = re.compile(r"提交|确认|支付|付款|缴费|申请|报名|预约|办理|下单|下一步")
BACK = re.compile(r"上一步|返回修改|修改(信息|申请)?|撤回|撤销|取消(申请|预约|订单)|核对|预览|确认信息|重新填写")
FEWEST = 2  # fields; ours
FIELDS, NO_FIELDS = ("input", "select", "textarea"), ("hidden", "submit", "button", "image", "reset")


def _purpose(form: Node, view: View) -> str:
    headings = [node.text(60) for node in form.descendants() if node.tag in ("h1", "h2", "h3", "legend")]
    first = next((node.text(60) for node in view.find("h1")), "")
    return " ".join([first, view.page.title.split("-")[0].split("_")[0], *headings])


def _words(node: Node) -> str:
    return node.text(40, visible=False) or node.attr("value") or node.name


def applicability(view: View) -> Iterator[Node]:
    """Forms that apply, pay, book or register."""
    for form in view.find("form"):
        if not form.rendered or not EFFECT.search(purpose := _purpose(form, view)) or OTHER.search(purpose):
            continue
        inside = list(form.descendants())
        fields = [n for n in inside if n.tag in FIELDS and n.input_type not in NO_FIELDS]
        buttons = [n for n in inside if n.tag == "button" or n.input_type in ("submit", "button", "image")]
        if len(fields) >= FEWEST and any(SENDS.search(_words(button)) for button in buttons):
            yield form


def expectation(form: Node, view: View) -> Verdict:
    """Whether anything in it leads back or withdraws."""
    for node in form.descendants():
        if node.tag in ("button", "a", "input", "h2", "h3", "legend", "p", "li") and BACK.search(_words(node)[:200]):
            return passed()
    return cant_tell("ask", minutes=MINUTES)

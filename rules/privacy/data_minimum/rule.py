"""A form for a matter of little weight doesn't ask for ID number, face, location, health or bank data.

Assumptions: matters of little weight (newsletters, messages, suggestions, surveys, votes, downloads) are known by the
page's headings and the form's; petitions, reports and applications are none. Whether the field is needed a person
decides.
Source: Personal Information Protection Law, Article 6: no more than the purpose needs (restated; the tool's own
criterion is printed with it).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import personal_fields
from auditor.rulekit.page import Node, View, title_and_headings
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(id="data-minimum", requirements=("pipl-2021:6",), impact="serious", decides=("cantTell",))
LOW = re.compile(
    r"订阅|留言|咨询|建议|反馈|意见(箱|征集|收集|簿)?|问卷|满意度|投票|签到|下载|资讯|抽奖|评论|参观|讲座|活动报名"
)
WEIGHTY = re.compile(r"举报|信访|投诉|申请|申领|登记|贷款|挂号|就诊|诊疗|缴费|补贴|认证|查询")
MUCH = {
    "id-number": "身份证件号",
    "face": "人脸",
    "location": "定位",
    "health": "健康信息",
    "bank": "银行账户",
    "social-card": "社保卡号",
}


def _purpose(form: Node, view: View) -> str:
    inside = [n.text(40) for n in form.descendants() if n.tag in ("legend", "h2", "h3", "caption")]
    said = " ".join((title_and_headings(view), *inside))
    match = LOW.search(said)
    return match.group(0) if match and not WEIGHTY.search(said) else ""


def applicability(view: View) -> Iterator[tuple[Node, tuple[str, str]]]:
    """Fields for personal data in forms for a matter of little weight: what kind of data, and what the form is for."""
    for form in view.find("form"):
        fields = personal_fields(form)
        if fields and (purpose := _purpose(form, view)):
            yield from ((field.node, (field.kind, purpose)) for field in fields)


def expectation(node: Node, view: View, asked: tuple[str, str]) -> Verdict:
    """The kind of data against the purpose."""
    kind, purpose = asked
    return cant_tell("much", item=MUCH[kind], purpose=purpose) if kind in MUCH else passed()

"""Telephone, place, hours and help by another person, as Chinese service pages print them."""

from __future__ import annotations

import re

from auditor.rulekit.page.view import View

PHONE = re.compile(
    r"(?<!\d)(0\d{2,3}[-－— ]?)?[2-8]\d{6,7}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|(?<!\d)(12345|12333|12393|12366|12388|12348|110|119|120)(?!\d)|(?<!\d)[48]00[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)"
)
PLACE = re.compile(
    r"(办理|办公|受理|现场|咨询|服务)?地[点址]\s*[：:]|窗口|服务大厅|办事大厅|服务中心|现场办理|线下办理|上门"
)
ADDRESS = re.compile(
    r"地[点址]\s*[：:]?|[\u4e00-\u9fff]{1,8}(路|街|巷|道|弄)\s?\d+\s?(号|弄)|(服务|办事|政务)(大厅|中心)"
)
HOURS = re.compile(
    r"(办公|办理|受理|服务|工作|上班|开放|接待|接听|门诊|咨询)时间|(周|星期)[一二三四五六日天]\s*[至到—–\-~～]\s*(周|星期)?[一二三四五六日天]"
    r"|(?<!个)(?<!个 )工作日(?!内)|法定节假日|\d{1,2}[:：]\d{2}\s*[至到—–\-~～]+\s*+(?:[上下]午)?\s*+\d{1,2}[:：]\d{2}"
    r"|全天|24\s?小时"
)
AGENT = re.compile(
    r"代办|代为|代理人|代理办理|委托(?!单位|方)|授权(?!码)|受托|监护人|帮办|亲友|家人|家属|子女|他人办理|代[挂领取缴填]|上门"
)


_CLOSED = re.compile(r"(窗口|现场|线下|柜台|大厅|服务中心|上门)[^。；]{0,6}(不再|不予|暂不|停止|不提供|不接受)")


def whole_text(view: View, limit: int = 200_000) -> str:
    """Text of the page and its frames, closed tabs and folded parts included: what a reader can come to."""
    parts = (doc.node(0).text(limit, visible=False) for doc in view.documents if not doc.lost and doc.size)
    return " ".join(parts)[:limit]


def has_phone(view: View) -> bool:
    """A telephone in the page's text or in a tel: link."""
    linked = any(node.attr("href").lower().startswith("tel:") for node in view.find("a"))
    return linked or bool(PHONE.search(view.text) or PHONE.search(whole_text(view)))


def has_place(view: View) -> bool:
    """A counter, hall or address where people help; one that is said to be closed to the matter is none."""
    return bool(PLACE.search(_CLOSED.sub("", view.text)) or PLACE.search(_CLOSED.sub("", whole_text(view))))


def has_hours(view: View) -> bool:
    """When somebody is there."""
    return bool(HOURS.search(view.text) or HOURS.search(whole_text(view)))

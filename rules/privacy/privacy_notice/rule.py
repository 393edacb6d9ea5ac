"""What it checks: a form that asks for personal data stands on a page with a notice of how it is handled.

Who is affected: everybody who hands over personal data; older people who can't judge the risk most of all.
How to fix: link the notice beside the form and name in it who handles what, for what, how long, and how to object.
Assumptions: personal data is known by the fields' names and labels; a login with account and password, or a search, is
none. A notice counts wherever it stands on the page, as a link or as text. Whether it says enough is another question.
Source: Personal Information Protection Law, Articles 7 and 17 (restated); where to look is the tool's own criterion.
"""

import re
from collections.abc import Iterator

from auditor.rulekit import Node, Rule, Verdict, View, failed, passed

RULE = Rule(
    id="privacy-notice",
    requirements=("pipl-2021:7", "pipl-2021:17"),
    impact="serious",
    views=("desktop",),
    decides=("failed",),
)
PERSONAL = re.compile(
    r"身份证|证件号|手机号|手机号码|联系电话|联系方式|家庭住址|居住地址|通讯地址|户籍|出生(日期|年月)|银行卡|社保卡号|真实姓名|姓名|人脸|病历|"
    r"id_?card|idcard|id_?no|sfz|mobile|phone|cellphone|realname|bank_?card",
    re.I,
)
AUTOCOMPLETE = frozenset({"name", "tel", "street-address", "bday", "address-line1", "cc-number"})
STRONG = re.compile(r"身份证|证件号|手机|电话|住址|银行卡|人脸|病历|id_?card|sfz|mobile|phone|tel", re.I)
NOTICE = re.compile(r"隐私|个人信息(保护|处理|收集|安全)|信息保护|privacy|personal (data|information)", re.I)
FIELDS = frozenset({"text", "tel", "email", "number", "date", "file", "search", ""})


def _said(node: Node) -> str:
    near = node.parent
    row = node.closest("tr", "li", "p", "dd", "div")
    before = ""
    if row is not None and row.parent is not None:
        siblings = row.parent.children
        at = next((i for i, child in enumerate(siblings) if child.number == row.number), 0)
        earlier = [child for child in siblings[:at] if not child.is_text]
        before = earlier[-1].text(40) if earlier and earlier[-1].tag in ("dt", "label", "th") else ""
    return " ".join(
        (
            node.name,
            node.attr("name"),
            node.attr("id"),
            node.attr("placeholder"),
            before,
            near.text(40) if near is not None and near.tag in ("label", "td") else "",
        )
    )


def _asked(form: Node) -> list[str]:
    found = []
    for node in form.descendants():
        if node.tag in ("input", "textarea") and not node.hidden and node.extra.get("type", "") in FIELDS:
            said = _said(node)
            if PERSONAL.search(said) or node.attr("autocomplete") in AUTOCOMPLETE:
                match = PERSONAL.search(said)
                found.append(match.group(0) if match else node.attr("autocomplete"))
    return list(dict.fromkeys(found))


def applicability(view: View) -> Iterator[Node]:
    """Forms that ask for at least one item that identifies or reaches a person."""
    for form in view.find("form"):
        if any(STRONG.search(item) for item in _asked(form)):
            yield form


def expectation(form: Node, view: View) -> Verdict:
    """A notice anywhere on the page."""
    text = " ".join(node.text(50_000) for node in [view.root])
    names = " ".join(node.name for node in view.find("a"))
    if NOTICE.search(text) or NOTICE.search(names) or NOTICE.search(view.page.title):
        return passed()
    return failed("missing", items=_asked(form)[:8])

"""A login by mobile number and text message has another way beside it.

Assumptions: a login is known by its title or main heading. Other ways may be behind an image or on the next step,
so a person looks.
Source: 国办发〔2020〕45号 on traditional and smart service side by side; the case of the mobile number is the tool's
own.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import personal_field
from auditor.rulekit.page import Node, View, is_login, is_outside_content
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="phone-number-only",
    requirements=("guoban-2020-45:x-parallel-channels",),
    impact="moderate",
    decides=("cantTell",),
    people=("older", "no-smartphone"),
    absence=True,
)
EITHER = re.compile(r"账号|帐号|用户名|邮箱|证件|身份证|社保卡|/|或")
OTHER = re.compile(
    r"(密码|账号|帐号|账户|证书|社保卡|身份证|邮箱|微信|支付宝|扫码)[^。]{0,4}登\s?[录陆]|其他(方式|登录)|忘记密码"
)


def applicability(view: View) -> Iterator[Node]:
    """The field for the mobile number in a login."""
    if is_login(view):
        for node in view.find("input", top_only=True):
            field = personal_field(node) if node.rendered and not is_outside_content(node) else None
            if field is not None and field.kind == "phone":
                yield node
                return


def expectation(field: Node, view: View) -> Verdict:
    """A password, another name for the account, or an entry to another way."""
    password = any(node.input_type == "password" for node in view.find("input", top_only=True))
    ways = " ".join(node.name for node in view.with_role("link", "button", "tab", "radio"))
    said = f"{field.name} {field.attr('placeholder')}"
    if password or OTHER.search(ways) or EITHER.search(said):
        return passed()
    return cant_tell("only")

"""What it checks: at login, fields for the user's own name, phone or address say so with `autocomplete`.

Who is affected: people with memory, language or motor difficulties, whose browser fills in or whose software adds symbols by purpose.
How to fix: `autocomplete="username"`, `"tel"`, `"email"`, `"name"` on the field.
Assumptions: a form with a password asks for data about the user; elsewhere whose data is asked isn't certain, so it isn't looked at.
`type=email`, `tel` and `password` tell the purpose to browsers and are let pass. Wrong tokens are found by another rule.
Source: WCAG 2.2 1.3.5 and its list of input purposes; technique H98.
"""

import re
from collections.abc import Iterator

from auditor.rulekit import Node, Rule, Verdict, View, failed, label_of, passed

RULE = Rule(id="input-purpose-missing", requirements=("wcag22:1.3.5",), impact="moderate", views=("desktop", "phone"))
PURPOSES = (
    (re.compile(r"用户名|登录名|账号|帐号|账户|user ?name|account|login", re.I), "username"),
    (re.compile(r"邮箱|电子邮件|e-?mail", re.I), "email"),
    (re.compile(r"手机|电话|phone|mobile", re.I), "tel"),
    (re.compile(r"真实姓名|^姓名|您的姓名|full name|your name", re.I), "name"),
)
CODE = re.compile(r"验证码|校验码|code|captcha", re.I)


def _purpose(field: Node, view: View) -> str:
    label = label_of(field, view)
    if CODE.search(label):
        return ""
    return next((token for pattern, token in PURPOSES if pattern.search(label)), "")


def applicability(view: View) -> Iterator[Node]:
    """Text fields of forms with a password whose purpose is on WCAG's list."""
    for form in view.find("form"):
        inputs = [n for n in form.descendants() if n.tag == "input" and n.rendered and not n.disabled]
        if any(n.extra.get("type") == "password" for n in inputs):
            yield from (n for n in inputs if n.extra.get("type") == "text" and _purpose(n, view))


def expectation(node: Node, view: View) -> Verdict:
    """The purpose is in the markup."""
    given = node.attr("autocomplete").strip().lower()
    if given not in ("", "on", "off"):
        return passed()
    return failed("missing", field=label_of(node, view)[:40], token=_purpose(node, view))

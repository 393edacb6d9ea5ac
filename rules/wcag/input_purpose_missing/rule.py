"""At login, fields for the user's own name, phone or address say so with `autocomplete`.

Assumptions: a form with a password asks for data about the user; elsewhere, where two such fields stand together, a
person says whose data is asked, once a form. `type=email`, `tel` and `password` tell the purpose to browsers and are
let pass. Wrong tokens are found by another rule.
Source: WCAG 2.2 1.3.5 and its list of input purposes; technique H98.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import field_label
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(id="input-purpose-missing", requirements=("wcag22:1.3.5",), impact="moderate", views=("desktop", "phone"))
PURPOSES = (
    (re.compile(r"用户名|登录名|账号|帐号|账户|user ?name|account|login", re.I), "username"),
    (re.compile(r"邮箱|电子邮件|e-?mail", re.I), "email"),
    (re.compile(r"手机|电话|phone|mobile", re.I), "tel"),
    (re.compile(r"真实姓名|^姓名|您的姓名|full name|your name", re.I), "name"),
)
CODE = re.compile(r"验证码|校验码|code|captcha", re.I)


def _purpose(field: Node, view: View) -> str:
    label = field_label(field)
    if CODE.search(label):
        return ""
    return next((token for pattern, token in PURPOSES if pattern.search(label)), "")


def _told(field: Node) -> bool:
    return field.attr("autocomplete").strip().lower() not in ("", "on", "off")


def _fields(form: Node, view: View) -> tuple[list[Node], bool]:
    """(text fields with a purpose on WCAG's list, whether the form has a password)."""
    inputs = [n for n in form.descendants() if n.tag == "input" and n.rendered and not n.disabled]
    known = [n for n in inputs if n.input_type == "text" and _purpose(n, view)]
    return known, any(n.input_type == "password" for n in inputs)


def applicability(view: View) -> Iterator[Node]:
    """Text fields of forms with a password whose purpose is on WCAG's list; other forms with two of them."""
    for form in view.find("form"):
        fields, password = _fields(form, view)
        if password:
            yield from fields
        elif len({_purpose(n, view) for n in fields}) > 1:
            yield form


def expectation(node: Node, view: View) -> Verdict:
    """The purpose is in the markup."""
    if node.tag == "form":
        fields, _ = _fields(node, view)
        untold = [field for field in fields if not _told(field)]
        return cant_tell("whose", field=field_label(untold[0])[:40], count=len(untold)) if untold else passed()
    if _told(node):
        return passed()
    return failed("missing", field=field_label(node)[:40], token=_purpose(node, view))

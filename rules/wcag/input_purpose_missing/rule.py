"""At login, fields for the user's own name, phone or address say so with `autocomplete`.

Assumptions: a form with a password asks for data about the user; elsewhere a field whose label says so ("your name") is
put to a person, and where two fields without such a word stand together the form is, once. `type=email`, `tel` and
`password` tell the purpose to browsers and are let pass. Wrong tokens are found by another rule.
Source: WCAG 2.2 1.3.5 and its list of input purposes; technique H98.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import input_purpose, whose_data
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


def _own(view: View) -> Iterator[Node]:
    """Text fields whose label names a listed purpose and says that the user's own data is asked."""
    for node in view.find("input"):
        if node.input_type == "text" and node.rendered and not node.disabled:
            label = field_label(node)
            if whose_data(label) == "own" and input_purpose(label) not in ("", "new-password", "current-password"):
                yield node


def applicability(view: View) -> Iterator[Node]:
    """Text fields of forms with a password whose purpose is on WCAG's list; elsewhere those that ask for the user's own
    data, and other forms with two of them."""
    login: set[tuple[int, int]] = set()
    own = {node.key: node for node in _own(view)}
    for form in view.find("form"):
        fields, password = _fields(form, view)
        if password:
            login.add(form.key)
            yield from fields
        elif any(node.key in own for node in form.descendants()):
            # Who is asked for their own name is asked for their own phone beside it.
            own |= {node.key: node for node in fields if whose_data(field_label(node)) == "unsaid"}
        elif len({_purpose(n, view) for n in fields}) > 1:
            yield form
    for node in own.values():
        form_above = node.closest("form")
        if form_above is None or form_above.key not in login:
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """The purpose is in the markup."""
    if node.tag == "form":
        fields, _ = _fields(node, view)
        untold = [field for field in fields if not _told(field)]
        return cant_tell("whose", field=field_label(untold[0])[:40], count=len(untold)) if untold else passed()
    if _told(node):
        return passed()
    form = node.closest("form")
    if form is None or not _fields(form, view)[1]:
        label = field_label(node)
        return cant_tell("own", field=label[:40], token=input_purpose(label) or _purpose(node, view))
    return failed("missing", field=field_label(node)[:40], token=_purpose(node, view))

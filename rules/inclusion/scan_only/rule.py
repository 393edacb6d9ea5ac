"""Scanning a code is never the only way through a service page or a login.

Assumptions: failed where the page's own words say that scanning is the only way, or where a login offers nothing but
codes and faces: no password field, no other tab or link. A passage that names another way, or forbids scanning as
the only one, passes. News about such rules are not judged.
Source: 国办发〔2020〕45号 on codes that may not be the only pass; extending it to any code is the tool's own criterion,
printed with the clause.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_login, is_outside_content, is_service
from auditor.rulekit.rule import Rule, Verdict, failed, passed
from auditor.rulekit.text import blocks_with, pattern, says_only

RULE = Rule(
    id="scan-only",
    requirements=("guoban-2020-45:x-qr-not-only",),
    impact="critical",
    decides=("failed",),
    people=("4.2.1", "older", "no-smartphone"),
    absence=True,
)
SCAN = r"扫码|扫一扫|扫描[^。；]{0,10}(二维码|条码|小程序码)|二维码"
WORDS = pattern("scan.said")
OTHER = re.compile(r"(密码|账号|帐号|账户|短信|验证码|手机号|证书|社保卡|身份证)[^。]{0,4}登\s?[录陆]|其他(方式|登录)")
NAMED = re.compile(r"(密码|账号|帐号|账户|短信|验证码|手机号|证书|社保卡|身份证)登[录陆]|其他登[录陆]?方式")
# A way that is no more.
CEASED = re.compile(r"(?<![^，。；])[^，。；]*登\s?[录陆][^，。；]{0,6}(停用|关闭|暂停|取消|下线)")
CHORES = re.compile(r"换一[张个]|刷新|返回|取消|关闭|获取|发送|注册|忘记|帮助|搜索|^$")
BY_CODE = re.compile(r"扫码|扫一扫|二维码|刷脸|人脸")
CODE_PICTURE = pattern("scan.image")
LENGTH = 400  # characters of a passage that are read: a longer block is no single statement


def _pictures(view: View) -> Iterator[Node]:
    for node in view.find("img", "canvas", top_only=True):
        said = " ".join(node.attr(name)[-80:] for name in ("alt", "title", "id", "class", "src"))
        if node.rendered and CODE_PICTURE.search(said) and not is_outside_content(node):
            yield node


def _buttons(form: Node) -> list[str]:
    names = [
        node.name or node.text(20)
        for node in form.descendants()
        if node.rendered and (node.tag == "button" or node.input_type in ("submit", "button", "image"))
    ]
    return [name for name in names if not CHORES.search(name)]


def _fields(view: View) -> list[Node]:
    kinds = ("text", "tel", "password", "email", "number")
    return [
        node
        for node in view.find("input", top_only=True)
        if node.rendered and node.input_type in kinds and not is_outside_content(node)
    ]


def applicability(view: View) -> Iterator[Node]:
    """Passages of a service page that speak of scanning; a login's forms, or its code where there is no form."""
    if not is_service(view):
        return
    for block in blocks_with(view, WORDS):
        if not is_outside_content(block) and len(block.text(LENGTH + 1)) <= LENGTH:
            yield block
    if is_login(view):
        for form in view.find("form", top_only=True):
            if form.attr("role") != "search" and not is_outside_content(form) and _buttons(form):
                yield form
        if not _fields(view):
            yield from list(_pictures(view))[:1]


def expectation(target: Node, view: View) -> Verdict:
    """What the passage says, what the form's buttons do, or whether the code stands alone."""
    if target.tag in ("img", "canvas", "form"):
        password = any(node.input_type == "password" for node in view.find("input", top_only=True))
        ways = " ".join(node.name for node in view.with_role("link", "button", "tab", "radio"))
        if password or OTHER.search(ways) or NAMED.search(CEASED.sub("", view.text)):
            return passed()
        if target.tag != "form":
            return failed("login_code")
        buttons = _buttons(target)
        by_code = [name for name in buttons if BY_CODE.search(name)]
        return failed("login", ways=by_code[:4]) if by_code and by_code == buttons else passed()
    text = target.text(LENGTH)
    return failed("said", words=text[:80]) if says_only(text, SCAN) else passed()

"""An image with characters to copy is not the only way through a login or a form.

Assumptions: an image is a captcha by its address, id, class, alt or the field beside it that asks for a 图形验证码; a
code sent to a phone isn't one. Any sign of another way on the page makes it a question for a person. Sliding pieces
are always a question.
Source: WCAG 2.2 3.3.8 (login), 1.1.1 with technique G144 (elsewhere).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, per_view
from auditor.rulekit.probes import field_label
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import words_pattern

RULE = Rule(
    id="captcha-barrier",
    requirements=("wcag22:3.3.8",),
    impact="critical",
    views=("desktop", "phone"),
    absence=True,
)
PICTURE = re.compile(
    r"captcha|verify_?code|vcode|valid(ate)?_?code|check_?code|kaptcha|yzm|rand(om)?_?code|auth_?code|img_?code|看不清|换一张",
    re.I,
)
FIELD = re.compile(r"验证码|校验码|附加码|captcha|verif(y|ication) ?code", re.I)
SENT = re.compile(r"(获取|发送|短信|手机|邮箱|动态|语音).{0,4}(验证码|校验码)|(验证码|校验码).{0,4}(已发送|发送到)")
SLIDER = re.compile(r"(拖动|滑动|向右滑|按住).{0,6}(滑块|验证|拼图)|slide to verify|完成拼图", re.I)
MOVED = words_pattern(
    "拖动", "滑动", "向右滑", "按住", "slide to verify", "完成拼图"
)  # what a slider's words begin with
HEARD = re.compile(r"语音验证码|声音验证|听.{0,3}验证码|播放.{0,3}验证码|audio (captcha|challenge|code)|hear", re.I)
OTHER_WAY = re.compile(
    r"(短信|手机|验证码|扫码|二维码|刷脸|人脸|微信|支付宝|QQ|钉钉|证书|CA|Ukey|电子社保卡|邮箱)(快捷|一键)?(登录|登陆|认证)|扫一扫|其他.{0,4}登录"
    r"|第三方.{0,4}登录|统一身份认证|passkey|(sign|log) ?in with",
    re.I,
)
LOGIN = re.compile(r"登[录陆]|(log|sign) ?in", re.I)
NEAR = 220  # px from the image to the field it belongs to (ours)


def _said(node: Node) -> str:
    """What the markup of an element says of itself; the query of an address says nothing."""
    names = ("id", "class", "alt", "title", "src", "name", "aria-label", "onclick")
    return " ".join(node.attr(name)[:200] for name in names)


def _gap(one: Node, other: Node) -> float:
    (x, y, w, h), (x2, y2, w2, h2) = one.box, other.box
    return max(0, max(x, x2) - min(x + w, x2 + w2)) + max(0, max(y, y2) - min(y + h, y2 + h2))


def _asks(field: Node) -> bool:
    words = f"{field_label(field)} {field.attr('placeholder')} {field.attr('title')}"
    return bool(FIELD.search(words)) and not SENT.search(words)


def _pictures(view: View) -> Iterator[tuple[Node, Node]]:
    """(image, the field its characters go into)."""
    fields = [n for n in view.find("input") if n.rendered and n.input_type in ("text", "tel", "number") and _asks(n)]
    if not fields:
        return
    for image in view.find("img", "canvas"):
        _, _, w, h = image.box
        if not image.rendered or not (40 <= w <= 300 and 15 <= h <= 120):
            continue
        field = next((f for f in fields if f.doc.number == image.doc.number and _gap(image, f) <= NEAR), None)
        if field is not None and (PICTURE.search(_said(image)) or FIELD.search(_said(image)) or image.tag == "canvas"):
            yield image, field


def _sliders(view: View) -> Iterator[Node]:
    for text in view.saying(MOVED, lower=True):
        if len(text.own_text) < 30 and SLIDER.search(text.own_text):
            yield text


def _login(field: Node, view: View) -> bool:
    box = field.closest("form") or view.root
    inside = list(box.descendants())
    if any(n.input_type == "password" and n.rendered for n in inside):
        return True
    presses = (n for n in inside if n.tag == "button" or n.input_type in ("submit", "button"))
    return any(LOGIN.search(n.name or n.attr("value")) for n in presses)


@per_view
def _other_way(view: View) -> str:
    """Words of one piece of the page, drawn or an image's, that name another way to log in."""
    said = [text.own_text for text in view.texts()] + [n.name for n in view.find("img", "a", "button", "input")]
    return next((match[0] for words in said if (match := OTHER_WAY.search(words) or SENT.search(words))), "")


def applicability(view: View) -> Iterator[tuple[Node, Node | None]]:
    """Images with a code to copy, with the field for it; and sliding pieces."""
    yield from _pictures(view)
    yield from ((slider, None) for slider in _sliders(view))


def expectation(node: Node, view: View, field: Node | None) -> Verdict:
    """There is another way."""
    if field is None:
        return cant_tell("slider", text=node.own_text.strip()[:40])
    box = field.closest("form") or view.root
    said = box.text(5000) + " ".join(_said(n) + n.name for n in box.descendants() if n.tag in ("button", "audio", "a"))
    if HEARD.search(said):
        return passed()
    if not _login(field, view):
        facts: Evidence = {"field": field_label(field)[:40]}
        requirements = ("wcag22:1.1.1",)
        if SENT.search(view.text):
            return cant_tell("form_other", requirements=requirements, **facts)
        return failed("form", requirements=requirements, **facts)
    way = _other_way(view)
    return cant_tell("other", way=way) if way else failed("login")

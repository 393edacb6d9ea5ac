"""An image captcha has a form for another sense: spoken, or a code sent as a message.

Assumptions: a captcha is an image whose name, address or title says so, with the field for its characters beside it.
The other form may stand anywhere on the page, hidden too; words such as 语音, 听, 短信 tell it. A puzzle of a maker may
have a spoken form inside: a person looks. That it can be enlarged is asked by captcha-zoom.
Source: MIIT 67号 (2021) Annex 1 on a non-visual form, Annex 2, clause 1.5; WCAG 2.2 1.1.1 on CAPTCHA.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import captcha_images, captcha_puzzles
from auditor.rulekit.page import Node, View, per_view
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="captcha-alternative",
    requirements=("miit-web-2021:1.4.3-nonvisual", "miit-app-2021:1.5", "wcag22:1.1.1"),
    impact="critical",
    absence=True,
)
OTHER = re.compile(
    r"语音|听(一听|验证码|不清)|播放验证码|朗读验证码|短信|手机验证码|动态码|邮箱验证|邮件验证|audio|voice|sms", re.I
)
PLACES = ("a", "button", "label", "img", "input", "audio", "li", "span", "option")


@per_view
def _offers_another_form(view: View) -> bool:
    """Whether anything on the page offers the code in another form."""
    for other in view.find(*PLACES):
        words = [other.attr(name) for name in ("title", "alt", "aria-label", "value", "id", "class")]
        text = other.text(40, visible=False)
        if other.tag == "audio" or OTHER.search(" ".join(words) + (text if len(text) < 30 else "")):
            return True
    return False


def applicability(view: View) -> Iterator[Node]:
    """Captcha images and puzzles."""
    yield from captcha_images(view)
    yield from captcha_puzzles(view)


def expectation(node: Node, view: View) -> Verdict:
    """Whether anything on the page offers another form."""
    if _offers_another_form(view):
        return passed()
    if node.tag not in ("img", "canvas"):
        return cant_tell("puzzle")
    return failed("unnamed" if not (node.attr("alt") or node.name) else "none")

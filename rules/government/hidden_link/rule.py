"""A government page holds no hidden links to gambling, sham goods and the like, a sign of a break-in.

Assumptions: hidden means not drawn, of no size, or moved off the page; words are those that such links use (list ours),
and the link leads to another owner's host. The words may be a report's on crime, so a person looks at once.
Source: inspection indicators for government websites (2019), the row on safety; a page can't establish the veto.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.rulekit.page import Node, View, is_government
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.site import same_owner

RULE = Rule(
    id="hidden-link",
    requirements=("gov-site-rules:x-2019-veto-safety",),
    impact="critical",
    decides=("cantTell",),
)
WORDS = re.compile(
    r"博彩|彩票(平台|网站|开户)?|百家乐|娱乐城|棋牌|赌(场|博|球)|六合彩|时时彩|真人(视讯|荷官)|体育投注|开户送|澳门(新?葡京|金沙|银河)|"
    r"私服|外挂|代孕|办证刻章|代开发票|成人(视频|电影|网站)|色情|裸聊|网贷(口子)?|无抵押贷款|迷药"
)
OFF = -500  # px (ours): a link that far left or above isn't meant to be met


def _host(link: Node) -> str:
    try:
        return urlsplit(link.attr("href").strip()).hostname or ""
    except ValueError:
        return ""


def applicability(view: View) -> Iterator[tuple[Node, str]]:
    """Links of a government page to another owner's host that nobody sees, and that host."""
    if not is_government(view):
        return
    own = urlsplit(view.url).hostname or ""
    for link in view.find("a", top_only=True):
        host = _host(link)
        if host and not same_owner(host, own) and not host.endswith(".gov.cn"):
            x, y, _, _ = link.box
            if not link.rendered or x < OFF or y < OFF or link.font_size < 2:
                yield link, host


def expectation(link: Node, view: View, host: str) -> Verdict:
    """The link's words."""
    match = WORDS.search(link.text(200, visible=False) + link.attr("title"))
    return cant_tell("hidden", words=match.group(0), host=host) if match else passed()

"""A page that goes elsewhere by itself, or counts down, lets people turn the limit off or extend it.

Assumptions: failed where a script tried to leave or reload the page, untouched, while it was watched and nothing on it
says that it can be stopped. Whether a countdown may be there (real-time events, legal limits) a person decides.
`meta refresh` is an axe-core rule's matter.
Source: WCAG 2.2 2.2.1 with its understanding document; failures F40, F41 and F58 for the cases named there.
"""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from auditor.rulekit.page import Node, View, per_view
from auditor.rulekit.probes import auto_changes, changing_texts, is_countdown
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="time-limit",
    requirements=("wcag22:2.2.1",),
    impact="serious",
    needs=("auto_changes",),
    profile="standard",
    absence=True,
)
EXTEND = re.compile(
    r"延长|延时|继续|取消|停留|重新计时|不跳转|加时|暂停|停止|extend|cancel|stay|stop|more time|continue", re.I
)
SAID = re.compile(
    r"\d\s*+(秒|分钟)钟?(后|内)[^。；;，]{0,10}(自动)?(跳转|退出|返回|关闭|刷新"
    r"|登出|注销|超时)|redirect\w{0,5} in \d+ seconds",
    re.I,
)
FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|wps|ofd|zip|rar|7z|apk|exe)$", re.I)
BY_ITSELF = re.compile(r"页面|系统|自动|本页|page|automatic|redirect", re.I)
LIMITED = re.compile(
    r"剩余|还剩|倒计时|限时|秒后|分钟后|超时|失效|过期|退出|跳转|以内|秒内|分钟内|remain|left|expire|time ?out|seconds",
    re.I,
)


@per_view
def _extends(view: View) -> bool:
    """Whether a control gives people more time, or stops it."""
    controls = view.with_role("button", "link")
    return any(node.rendered and EXTEND.search(node.name or node.text(40)) for node in controls)


def _countdowns(view: View) -> list[tuple[Node, list[str]]]:
    """Texts that count down, with what they said one after the other."""
    countdowns: list[tuple[Node, list[str]]] = []
    for node, change in changing_texts(view):
        around = node.parent.text(200) if node.parent is not None else ""
        if is_countdown(change.values) and LIMITED.search(around + " " + node.text(100)):
            countdowns.append((node, list(change.values)))
    return countdowns


def _leaves_for(view: View) -> str:
    """The first address that a script of the page tried to go to; "" for none. A file that begins to download leaves
    the page where it is."""
    if any(node.attr("http-equiv").lower() == "refresh" for node in view.find("meta", top_only=True)):
        return ""
    urls = (navigation.url for navigation in auto_changes(view).navigations)
    return next((url for url in urls if not FILE.search(urlsplit(url).path)), "")


def applicability(view: View) -> Iterator[tuple[Node, str | list[str]]]:
    """The page that tried to leave, with the address; texts that count down, with what they said; texts that say the
    page will leave."""
    address, countdowns = _leaves_for(view), _countdowns(view)
    if address:
        yield view.root, address
    yield from countdowns
    if not countdowns and not address:
        for text in view.texts():
            said = text.own_text
            if SAID.search(said) and BY_ITSELF.search(said) and "验证码" not in said:
                yield text, []


def expectation(node: Node, view: View, limit: str | list[str]) -> Verdict:
    """Something lets people have more time."""
    extends = _extends(view)
    if isinstance(limit, str):
        again = urldefrag(limit)[0] == urldefrag(view.url)[0]
        facts: Evidence = {"url": limit[:120]}
        if extends:
            return cant_tell("stoppable", **facts)
        return failed("reloads" if again else "leaves", **facts)
    if extends:
        return passed()
    if limit:
        return cant_tell("countdown", values=limit[:3])
    return cant_tell("said", text=node.own_text.strip()[:60])

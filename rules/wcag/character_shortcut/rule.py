"""A letter, digit or sign pressed on the page does nothing by itself, or that can be turned off.

Assumptions: keys were pressed while nothing was focused; what any key or time causes is taken off. Each control that is
seen was used and the key pressed again. A key that only moves focus to a field is put to a person. A control that turns
it off and is found through another one only is no clear way, certainly so where that one's name is of something else
("打开窗口", "联系我们"; UNRELATED, ours) and nothing on the page as it is met speaks of keys, settings, help or an
account; names that customarily lead to settings ("更多", "菜单", an icon) are put to a person.
Source: WCAG 2.2 2.1.4; ACT rule ffbc54; failure F99.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import ControlTrial, shortcut_trials
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="character-shortcut",
    requirements=("wcag22:2.1.4",),
    impact="serious",
    act=("ffbc54",),
    needs=("shortcuts",),
    profile="standard",
    absence=True,
)
OF_SHORTCUTS = re.compile(r"快捷|热键|按键|键盘|shortcut|hot ?key|key ?board|\bkeys?\b|re-?map", re.I)
SETTINGS = re.compile(
    r"快捷|热键|键盘|设置|偏好|无障碍|辅助功能|选项|shortcut|hot ?key|key ?board|setting|preference|option|accessib",
    re.I,
)
# Names of controls that nobody takes for the way to settings.
UNRELATED = re.compile(
    r"(打开|弹出|显示|查看|启动)?一?个?(窗口|弹窗|弹层|浮层|浮窗|对话框|模态框|面板)"
    r"|(open|show|launch|display|view)?( an?| the)?( new)? ?(modal|dialog(ue)?"
    r"|pop-?up|overlay|window|panel|box|layer)( window| box)?"
    r"|(查看|显示|阅读)?(详情|全文|公告|通知|地图|图片|视频|目录)|联系(我们|方式)|(意见|问题)?反馈|留言|分享|收藏|订阅|打印|登录|注册|搜索|提交|下载"
    r"|(read|view|show) (details?|news|map|pictures?)|contact( us)?|feedback|share"
    r"|subscribe|print|log ?in|sign (in|up)|search"
    r"|submit|send|download|about( us)?|关于我们",
    re.I,
)
# What may lead a visitor to the settings, wherever it stands.
SPEAKS = re.compile(
    SETTINGS.pattern + r"|按键|帮助|说明|个性化|自定义|配置|\bkeys?\b|help|customi[sz]|config|personali[sz]",
    re.I,
)
ACCOUNT = re.compile(
    r"^(我的|我)$|个人中心|账户|账号|用户中心|account|profile|my |菜单|menu|工具|tools?\b|⚙|☰|≡", re.I
)


def _spoken_of(view: View) -> bool:
    """Whether anything on the page as it is met may tell of the way to turn it off."""
    if next(view.saying(SPEAKS), None) is not None:
        return True
    for node in (*view.with_role("button", "link", "menuitem", "tab"), *view.having("title", "aria-label", "alt")):
        said = " ".join((node.name, node.attr("title"), node.attr("aria-label"), node.attr("alt")))
        if not node.hidden and (SPEAKS.search(said) or ACCOUNT.search(said.strip())):
            return True
    return False


def _hidden_behind(control: ControlTrial, view: View) -> str:
    """The name of the unrelated control that alone leads to this one; "" where it is not certain."""
    above = control.by
    opener = view.at(above.at) if above is not None else None
    if above is None or opener is None or not opener.rendered:
        return ""
    name = opener.name.strip() or above.words
    return (
        name
        if UNRELATED.fullmatch(name.strip(" .。…!！")) and UNRELATED.fullmatch(above.words.strip(" .。…!！"))
        else ""
    )


def applicability(view: View) -> Iterator[Node]:
    """The page, where a key does something."""
    if shortcut_trials(view).keys:
        yield view.root


def expectation(page: Node, view: View) -> Verdict:
    """A control that turns it off."""
    trials = shortcut_trials(view)
    keys = [trial for trial in trials.keys if trial.again]
    facts: Evidence = {"keys": " ".join(trial.key for trial in trials.keys)}
    if not keys:
        return cant_tell("once", **facts)
    stopping = [control for control in trials.controls if control.stops]
    for control in stopping:
        can_be_met = control.by is None or SETTINGS.search(control.by.words)
        if can_be_met and OF_SHORTCUTS.search(control.words):
            return passed()
    if stopping:
        openers = [_hidden_behind(control, view) for control in stopping]
        name = stopping[0].words[:40]
        if trials.all and all(openers) and not _spoken_of(view):
            return failed("hidden_instrument", name=name, opener=openers[0][:40], **facts)
        return cant_tell("unnamed", name=name, **facts)
    kinds = {change.kind for trial in keys for change in trial.changes}
    events = [event for trial in keys for event in trial.events]
    if not events and kinds <= {"focus", "value"}:
        return cant_tell("focus", **facts)
    if not trials.all:
        return cant_tell("untried", **facts)
    for node in view.find("a", "input", "select"):
        if node.rendered and SETTINGS.search(node.name) and (node.tag != "a" or node.attr("href")[:1] not in ("#", "")):
            kind = node.input_type or node.tag
            if kind in ("a", "select", "text"):
                return cant_tell("elsewhere", name=node.name[:40], **facts)
    return failed("always", **facts)

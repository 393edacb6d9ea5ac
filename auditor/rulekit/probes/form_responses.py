"""What a form answered when the `forms` probe pressed its button: errors and statuses among the new texts, and their
fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from auditor.capture.schema.probes import FORMS
from auditor.capture.schema.probes.forms import FormText, FormTrial, FormTrials, Round
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view

ERROR = re.compile(
    r"请.{0,6}(输入|填写|选择|勾选|上传|同意|阅读)|不能为空|不得为空|不可为空|必填|必须|不正确|有误|错误|格式|无效|不合法|不一致|不符"
    r"|不存在|失败|太短|太长|至少|不足|超出|未(输入|填写|选择|勾选)|\b(required"
    r"|invalid|incorrect|error|must|please|wrong|missing|too short)\b",
    re.I,
)
STATUS = re.compile(
    r"(提交|保存|发送|操作|登录|注册|修改|预约|订阅|申请|添加|删除|投票|反馈|收藏|复制)\s*成功|已(提交|保存|发送|收到|添加|订阅|复制)"
    r"|共\s*+(找到|有|查询到|检索到)?\s*+(约)?\s*+\d++\s*+(条|个|项|篇)|(没有|未)(找到|查询到|查到|检索到)|暂无(数据|结果|记录|内容)|查询结果"
    r"|(正在|请稍).{0,4}(加载|提交|查询|处理|候|等)|加载中|\b(success(fully)?|saved"
    r"|sent|submitted|loading|no results?|\d+ results?)\b",
    re.I,
)
NETWORK = re.compile(r"网络|服务器|超时|繁忙|稍后|异常|network|server|timed? ?out|try again", re.I)
GENERIC = re.compile(
    r"^[\s*!！×✕x]*(此项|该项|本项|这里|内容|该字段|此字段)?(必填|必填项|必须填写|不能为空|不得为空|不可为空|请填写|请输入|请选择|填写(有误|错误)"
    r"|输入(有误|错误)|格式(有误|错误|不正确|不对)|错误|有误|无效|required|this field is required"
    r"|invalid( value| format)?|error)[。.!！\s]*$",
    re.I,
)
MAX_LENGTH = 80  # of what is taken for a message


@dataclass(frozen=True)
class Response:
    """One new text of a round. `kind`: "error", "status" or "other"."""

    form: FormTrial
    round: Round
    text: FormText
    kind: Literal["error", "status", "other"]

    @property
    def words(self) -> str:
        """The text."""
        return self.text.text.strip()

    @property
    def announced(self) -> bool:
        """In a live region, a dialog that took the focus, or focused itself."""
        return bool(self.text.live or self.text.dialog == "focused" or self.text.focused)


def form_trials(view: View) -> FormTrials:
    """All that was tried; the rule names `forms` in `needs`."""
    return view.observed(FORMS)


def form_rounds(view: View) -> Iterator[tuple[FormTrial, Round]]:
    """Every sending of every form."""
    for form in form_trials(view).forms:
        for sending in form.rounds:
            yield form, sending


@per_view
def form_responses(view: View) -> list[Response]:
    """New texts that are seen, short enough for a message."""
    responses: list[Response] = []
    for form, sending in form_rounds(view):
        for text in sending.texts:
            words = text.text.strip()
            if text.hidden or not words or len(words) > MAX_LENGTH:
                continue
            kind: Literal["error", "status", "other"] = "other"
            if STATUS.search(words):
                kind = "status"
            elif ERROR.search(words):
                kind = "error"
            responses.append(Response(form, sending, text, kind))
    return responses


def field_label(node: Node) -> str:
    """What names a field: its accessible name or hint, else the few words in its box or in the term or cell before it,
    else its name in the markup."""
    words = node.name or node.attr("placeholder") or node.attr("title")
    if not words.strip() and node.parent is not None:
        beside = node.parent.text(40) or _before(node.parent)
        words = beside if len(beside) < 30 else ""
    return (words or node.attr("name") or node.attr("id")).strip(" *：:\n\t")


def _before(box: Node) -> str:
    """The words of the term or cell before a description or cell."""
    if box.tag not in ("dd", "td") or box.parent is None:
        return ""
    earlier = [child for child in box.parent.children if child.number < box.number and not child.is_text]
    return earlier[-1].text(40) if earlier and earlier[-1].tag in ("dt", "td", "th") else ""


def names_its_field(words: str, node: Node | None) -> bool:
    """Whether an error names its field: two characters in a row of the field's label, or a word."""
    if GENERIC.match(words):
        return False
    if node is None:
        return True
    label = re.sub(r"(请|输入|填写|选择|您的|你的|的|please|enter|your)", "", field_label(node), flags=re.I)
    pieces = {label[at : at + 2] for at in range(len(label) - 1) if label[at : at + 2].strip()}
    return not pieces or any(piece.lower() in words.lower() for piece in pieces)

"""Passages of running text: the blocks that speak of a thing, sentences, and claims that a way is the only one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View

_ENDS = re.compile(r"(?<=[。！？!?；;])")
_NEGATED = re.compile(r"不[得能应会可许要](只|仅)|不[只仅]|禁止|严禁|杜绝|取消|不得(以|将|要求|强制)|避免")
_OTHER_WAY = re.compile(
    r"也可|亦可|还可|或者?(到|去|在|前往|拨打|致电|使用|通过|持|选择|输入)|同时(提供|支持|保留)|其他(方式|办法|途径|渠道)|另可|任选"
)
_NO_COUNTER = re.compile(r"(窗口|现场|线下|柜台|大厅)[^。；]{0,6}(不再|不予|暂不|停止)(受理|办理|接收)")
_ONLINE_ONLY = re.compile(
    r"(仅|只)(支持|限|能|可|可以|接受|提供)(于|在|通过)?[^。；，]{0,6}(线上|网上|掌上|手机|移动端|在线)"
)


def block_of(text: Node) -> Node | None:
    """The nearest block that holds a text."""
    return text.block or text.parent


def blocks_with(view: View, words: re.Pattern[str], top_only: bool = True) -> Iterator[Node]:
    """Blocks with a drawn text that has the words, each once, in document order."""
    seen: set[tuple[int, int]] = set()
    for text in view.saying(words, top_only):
        block = block_of(text)
        if block is not None and (key := block.key) not in seen:
            seen.add(key)
            yield block


def sentences(text: str) -> list[str]:
    """Sentences of Chinese or English text, by their closing marks."""
    return [part.strip() for part in _ENDS.split(text) if part.strip()]


def says_only(text: str, way: str) -> bool:
    """Whether a passage states that `way` (a pattern) is the only one; one that names another way beside it doesn't."""
    if _NEGATED.search(text) or _OTHER_WAY.search(text):
        return False
    only = rf"(只|仅)(能|可|可以|支持|限|限于|接受|提供|使用|用)[^。；！，,]{{0,16}}({way})"
    must = rf"(必须|须|需)[^。；！，,]{{0,14}}({way})[^。；！]{{0,20}}(方可|才能|才可|方能|后方)"
    if re.search(only, text, re.I) or re.search(must, text, re.I):
        return True
    return bool(re.search(way, text, re.I)) and says_online_only(text)


def says_online_only(text: str) -> bool:
    """Whether a passage states that counters don't take the matter, or that it is done on-line only."""
    if _NEGATED.search(text) or _OTHER_WAY.search(text):
        return False
    return bool(_NO_COUNTER.search(text) or _ONLINE_ONLY.search(text))

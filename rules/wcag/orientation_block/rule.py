"""A phone held upright and held sideways shows the same content, not a request to turn it.

Assumptions: no orientation is essential here (a piano, a cheque). A cover that can be closed, or content that is gone
without a notice, is put to a person. How much of the window a cover fills is ours.
Source: WCAG 2.2 1.3.4 and its Understanding document (failure F97: content locked to one orientation; F100: a notice to
turn).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, twin
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="orientation-block",
    requirements=("wcag22:1.3.4",),
    impact="serious",
    views=("landscape",),
    profile="standard",
)
NOTICE = re.compile(
    r"(请|建议|需要?).{0,8}(竖屏|横屏|竖着|横着|竖向|横向|旋转|转动)|(旋转|转动|翻转).{0,4}(手机|设备|屏幕)"
    r"|(rotate|turn) your (device|phone|screen|tablet)|(please|only).{0,20}(portrait|landscape)",
    re.I,
)
CLOSE = re.compile(r"关闭|知道了|继续|忽略|跳过|取消|close|dismiss|continue|[×✕xX]$", re.I)
COVER = 0.8  # of the window (ours)
FEW, MANY = 0.2, 10  # texts left of those the other way up shows, and how many it must show (ours)
_TURN = re.compile(r"matrix\(([-\d.e]+), ([-\d.e]+), ([-\d.e]+), ([-\d.e]+)")


def _share(node: Node, view: View) -> float:
    """How much of the first window a box fills."""
    x, y, w, h = node.box
    across = min(x + w, view.width) - max(x, 0)
    down = min(y + h, view.height) - max(y, 0)
    return max(0, across) * max(0, down) / (view.width * view.height)


def _cover(text: Node, view: View) -> Node | None:
    """The positioned box around a notice that fills the window."""
    for above in text.ancestors():
        if above.style("position") in ("fixed", "absolute") and _share(above, view) >= COVER:
            return above
    return None


def _notice(view: View, other: View) -> tuple[Node, Node | None] | None:
    """A notice to turn the phone that only this view shows, and its cover."""
    for text in view.texts(top_only=True):
        if len(text.own_text) < 60 and NOTICE.search(text.own_text):
            counterpart = twin(text, other)
            if counterpart is None or not counterpart.rendered:
                return text, _cover(text, view)
    return None


def _turned(view: View, other: View) -> Node | None:
    """A box that holds most of the page and is turned by 90° here only."""
    for node in view.elements(lambda n: n.doc.number == 0 and n.style("transform").startswith("matrix(")):
        counterpart = twin(node, other)
        if (
            _quarter(node)
            and counterpart is not None
            and not _quarter(counterpart)
            and len(node.text(2000)) * 2 > len(view.text[:2000])
        ):
            return node
    return None


def _quarter(node: Node) -> bool:
    turn = _TURN.match(node.style("transform"))
    return turn is not None and abs(float(turn[1])) < 0.1 and abs(abs(float(turn[2])) - 1) < 0.1


def _judge(view: View, other: View) -> Verdict | None:
    notice = _notice(view, other)
    if notice is not None:
        text, cover = notice
        words = text.own_text.strip()[:40]
        if cover is None:
            return cant_tell(f"notice_{view.name}", text=words)
        ways_out = (n for n in cover.descendants() if not n.is_text and (n.focusable or "onclick" in n.attrs))
        if any(CLOSE.search(n.name or n.text(20)) for n in ways_out):
            return cant_tell(f"closable_{view.name}", text=words)
        return failed(f"cover_{view.name}", text=words)
    turned = _turned(view, other)
    if turned is not None:
        return failed(f"turned_{view.name}", box=turned.snippet(80))
    here, there = (sum(1 for _ in shown.texts(top_only=True)) for shown in (view, other))
    if there >= MANY and here < FEW * there:
        return cant_tell(f"gone_{view.name}", here=here, there=there)
    return None


def applicability(view: View) -> Iterator[Node]:
    """The page, if it shows text in either view."""
    upright = view.other("phone")
    if upright is not None and (view.text or upright.text):
        yield view.root


def expectation(node: Node, view: View) -> Verdict:
    """Neither way up is worse than the other."""
    upright = view.other("phone")
    assert upright is not None
    return _judge(view, upright) or _judge(upright, view) or passed()

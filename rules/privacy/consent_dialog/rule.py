"""A window that asks for consent offers a way to refuse beside the way to agree.

Assumptions: a window is a dialog or a fixed box that speaks of privacy and holds a button to agree. A control without a
name may be the way out, so a person looks.
Source: Personal Information Protection Law, Articles 14 and 16 (restated).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="consent-dialog",
    requirements=("pipl-2021:14", "pipl-2021:16"),
    impact="moderate",
    decides=("cantTell",),
    absence=True,
)
ABOUT = re.compile(r"隐私|个人信息|cookie", re.I)
AGREE = re.compile(r"^(我)?(已阅读并)?(同意|接受|允许|授权)|全部(同意|接受)|accept|agree", re.I)
REFUSE = re.compile(
    r"不同意|不接受|拒绝|仅(必要|浏览)|暂不|稍后|退出|关闭|取消|设置|管理|返回|[x×✕]|decline|reject", re.I
)
READ = 2_000  # characters of a window that are read: a longer fixed box is the page itself


def applicability(view: View) -> Iterator[Node]:
    """Drawn dialogs and fixed boxes about privacy with a button to agree; the outermost of each."""
    taken: set[int] = set()
    for node in (*view.with_role("dialog", "alertdialog"), *view.styled("position", "fixed", "sticky")):
        if not node.rendered or node.number in taken or any(above.number in taken for above in node.ancestors()):
            continue
        text = node.text(READ + 1)
        if len(text) <= READ and ABOUT.search(text) and any(AGREE.search(name) for name in _controls(node)):
            taken.add(node.number)
            yield node


def _controls(window: Node) -> list[str]:
    tags = ("button", "a", "input", "span", "div", "i")
    names = []
    for node in window.descendants():
        if node.tag in tags and node.rendered and (node.tabbable or node.style("cursor") == "pointer"):
            names.append((node.name or node.text(20) or node.attr("title")).strip())
    return names


def expectation(window: Node, view: View) -> Verdict:
    """The names of the other controls."""
    names = _controls(window)
    return passed() if any(REFUSE.search(name) for name in names) else cant_tell("no_refusal", names=names[:5])

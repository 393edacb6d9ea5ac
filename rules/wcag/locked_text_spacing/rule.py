"""A `style` attribute with `!important` does not set line, letter or word spacing to a keyword that is too tight.

Assumptions: completes axe-core's `avoid-inline-spacing`, which reads numbers; here are `normal` and `initial`, judged
by the value that the text has; a value that is inherited can be changed above. Line height counts where text breaks
over lines, and is measured there; word spacing where words are parted by spaces.
Source: WCAG 2.2 1.4.12; ACT rules 24afc2, 9e45ec, 78fd32.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed, threshold

RULE = Rule(
    id="locked-text-spacing",
    requirements=("wcag22:1.4.12",),
    impact="serious",
    act=("24afc2", "9e45ec", "78fd32"),
    views=("desktop",),
    decides=("failed",),
)
# Multiples of the font size.
LEAST = {
    name: float(threshold("wcag22:1.4.12", name.replace("-", "_")))
    for name in ("letter-spacing", "word-spacing", "line-height")
}
NAMES = {"letter-spacing": "字距", "word-spacing": "词距", "line-height": "行距"}
DECLARED = re.compile(
    r"(?:^|;)\s*(letter-spacing|word-spacing|line-height)\s*:\s*(normal|initial)\s*!\s*important", re.I
)
SPACED = re.compile(r"[^\W\d_\u2e80-\u9fff\uf900-\ufaff\u3040-\u30ff]\s+[^\W_]")
SLACK = 0.01


def _texts(node: Node) -> list[Node]:
    return [child for child in node.children if child.is_text and child.rendered and not child.background.is_hidden]


def applicability(view: View) -> Iterator[Node]:
    """Elements with text of their own whose `style` attribute sets a keyword."""
    return (node for node in view.having("style") if DECLARED.search(node.attr("style")) and _texts(node))


def _value(text: Node, node: Node, name: str) -> float | None:
    """The spacing as a multiple of the font size; None where it does not count for this text."""
    if name == "line-height":
        if text.lines < 2:
            return None
        return node.px(name, text.pitch) / node.font_size
    if name == "word-spacing" and not SPACED.search(text.own_text):
        return None
    return node.px(name) / node.font_size


def expectation(node: Node, view: View) -> Verdict:
    """The tightest of its texts."""
    if not node.font_size:
        return INAPPLICABLE
    met = False
    for name, keyword in DECLARED.findall(node.attr("style").lower()):
        for text in _texts(node):
            value = _value(text, node, name)
            if value is None:
                continue
            met = True
            if value < LEAST[name] - SLACK:
                return failed(
                    "tight",
                    property=name,
                    spacing=NAMES[name],
                    keyword=keyword,
                    value=round(value, 2),
                    least=LEAST[name],
                )
    return passed() if met else INAPPLICABLE

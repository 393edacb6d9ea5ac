"""What looks like a heading is marked up as one.

Assumptions: looks like a heading: a short line of its own, in no link, list, table, form or menu, at least as much
larger than the text after it as LARGER says (ours) and bold or larger still, followed by a block of running text. A
page with marked headings among such lines is left in peace where all of the look are marked. One finding a page, at the
first; a person decides.
Source: WCAG 2.2 1.3.1, failure F2; technique H42.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="unmarked-heading", requirements=("wcag22:1.3.1",), impact="moderate", views=("desktop",), decides=("cantTell",)
)
LARGER, MUCH_LARGER = 1.15, 1.4  # ours: times the size of the text that follows
MAX_TITLE, LEAST_TEXT = 40, 60  # ours: characters
OUT = frozenset(
    {"a", "button", "label", "li", "dt", "dd", "td", "th", "nav", "header", "footer", "figcaption", "summary", "legend"}
    | {"caption", "form", "aside", "marquee", "h1", "h2", "h3", "h4", "h5", "h6"}
)
OUT_ROLES = frozenset({"heading", "navigation", "banner", "contentinfo", "button", "link", "tab", "listitem", "dialog"})
SHOWN = 4
LETTER = re.compile(r"[^\W_]")


def _out(text: Node) -> bool:
    return any(above.tag in OUT or above.role in OUT_ROLES for above in text.ancestors())


def _lines(view: View) -> list[tuple[int, Node, str]]:
    """Numbers of blocks of text with their first text node and what they say, in order."""
    lines: list[tuple[int, Node, list[str]]] = []
    blocks = view.top.blocks if not view.top.lost else []
    last = -1
    for text in view.texts(top_only=True):
        block = blocks[text.number]
        if block < 0 or not LETTER.search(text.own_text):
            continue
        if block == last:
            lines[-1][2].append(text.own_text.strip())
        else:
            lines.append((block, text, [text.own_text.strip()]))
            last = block
    return [(block, text, "".join(said)) for block, text, said in lines]


def _suspects(view: View) -> list[Node]:
    """Lines that look like headings and are none."""
    suspects = []
    for (block, text, said), (_, after, more) in pairwise(_lines(view)):
        if len(more) < LEAST_TEXT or not 2 <= len(said) <= MAX_TITLE or said[-1] in "。，；,;.：:" or text.lines > 1:
            continue
        if text.hidden_from_at or not after.font_size:
            continue
        times = text.font_size / after.font_size
        larger = (times >= LARGER and text.is_bold and not after.is_bold) or times >= MUCH_LARGER
        if larger and not _out(text) and not _out(after):
            suspects.append(view.top.node(block))
    return suspects


def applicability(view: View) -> Iterator[tuple[Node, list[Node]]]:
    """The first line that looks like a heading and is none, with all such lines; else the first that is marked as
    one."""
    suspects = _suspects(view)
    first = suspects[:1] or [node for node in view.with_role("heading") if node.rendered][:1]
    yield from ((node, suspects) for node in first)


def expectation(node: Node, view: View, suspects: list[Node]) -> Verdict:
    """All such lines of the page."""
    if not suspects:
        return passed()
    return cant_tell("looks", count=len(suspects), lines=[block.text(20) for block in suspects[:SHOWN]])

"""Words that a style sheet puts before or after an element have the contrast of other text.

Assumptions: text that a style sheet generates is text of the page to whoever looks at it, and 1.4.3 asks the same of
it. Judged is what holds a letter or digit of a string: not counters (a list's own numbers aren't judged either, and the
number can't be read from the style), nor bullets, arrows, quotation marks, or the "*" of a required field, which by the
same measure as in text-contrast are signs. Out as decoration, or as no words of their own: a single Latin letter or
digit, glyphs of an icon font, what the page gives an empty alternative (`content: "…" / ""`), and words that repeat the
element's own (made to hold room or to paint over them). Only where the layers tell the colours exactly: over images,
under filters, with a shadow, or where anything else may lie over or under it nothing is claimed, as generated text has
no box to measure pixels in.
Source: WCAG 2.2 1.4.3, its definitions of text and pure decoration; ACT rule afw4f7 is of text nodes only.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, hexadecimal, ratio
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed
from auditor.rulekit.text import (
    UNSEEN,
    GeneratedText,
    compact,
    contrast_limits,
    generated_texts,
    is_of_inactive_control,
    required_ratio,
)

RULE = Rule(
    id="generated-text-contrast",
    requirements=("wcag22:1.4.3",),
    impact="serious",
    parts=("generated",),
    views=("desktop", "phone"),
    decides=("failed",),
)
LIMITS = contrast_limits("wcag22:1.4.3")
_LETTER = re.compile(r"[^\W_]")


def _is_text(item: GeneratedText) -> bool:
    said = "".join(_LETTER.findall(item.text))
    if item.is_icon or not said or (len(said) == 1 and said.isascii()):
        return False
    own = compact(item.node.text(200))
    return not own or compact(item.text) != own


def applicability(view: View) -> Iterator[tuple[Node, list[GeneratedText]]]:
    """Elements before or after which a style sheet writes, with what it writes."""
    by_element: dict[Node, list[GeneratedText]] = {}
    for item in generated_texts(view):
        if _is_text(item):
            by_element.setdefault(item.node, []).append(item)
    yield from by_element.items()


def expectation(node: Node, view: View, written: list[GeneratedText]) -> Verdict:
    """The ratio against what the size asks; the worse of the two counts."""
    ratios = [(ratio(item.colour, item.background), item) for item in written]
    seen = [
        (reached, item, required_ratio(LIMITS, item.size, item.bold)) for reached, item in ratios if reached >= UNSEEN
    ]
    if not seen:
        return INAPPLICABLE
    reached, item, required = min(seen, key=lambda one: one[0] / one[2])
    if reached >= required:
        return passed()
    if is_of_inactive_control(node, view):
        return INAPPLICABLE
    return failed(
        "low",
        place=item.place,
        words=item.text[:30],
        ratio=int(reached * 100) / 100,
        foreground=hexadecimal(item.colour),
        background=hexadecimal(item.background),
        font_size=item.size,
        required=required,
    )

"""Text has the contrast with its background that its size asks for.

Assumptions: where all layers are colours the ratio is exact. Over images and gradients the background's pixels are
measured with the text left out: failed only if even the best pixel is not enough (the ACT rule's "highest possible
contrast"), passed if the worst of those round the letters is. A text's shadow counts as its background: the pixels next
to the letters without the quarter at either end (ours). Under a filter or blending the text's colour is measured too,
which may only pass. Text of disabled controls and their labels is out, as are characters without letters or digits.
Behind the scrim of an open modal window text is inactive and judged as it is without; any other veil of one colour
counts. Text beyond the edge of a scroll box is judged as it is when scrolled to, where layers alone tell.
Placeholders and what style sheets generate have rules of their own (placeholder-contrast, generated-text-contrast);
glyphs of icon fonts are images (icon-contrast).
Source: WCAG 2.2 1.4.3 and its definitions of contrast ratio and large scale; ACT rule afw4f7.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict
from auditor.rulekit.text import contrast_limits, contrast_targets, contrast_verdict

RULE = Rule(
    id="text-contrast",
    requirements=("wcag22:1.4.3",),
    impact="serious",
    act=("afw4f7",),
    views=("desktop", "phone"),
)
LIMITS = contrast_limits("wcag22:1.4.3")


def applicability(view: View) -> Iterator[Node]:
    """Drawn text that somebody sees."""
    return contrast_targets(view, LIMITS)


def expectation(text: Node, view: View) -> Verdict:
    """The ratio against what the size asks."""
    return contrast_verdict(text, view, LIMITS)

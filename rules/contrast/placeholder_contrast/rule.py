"""The placeholder text of an empty field has the contrast of other text.

Assumptions: fields that show their placeholder, on plain colours (images, filters and layers out of the flow are left
out). Placeholder text is text: browsers draw it in a colour of its own. Fields that are off are left out.
Source: WCAG 2.2 1.4.3 and its understanding document ("placeholder text").
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, Placeholder, View, hexadecimal, over_background, ratio, solid_background
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed
from auditor.rulekit.text import contrast_limits, required_ratio

RULE = Rule(
    id="placeholder-contrast",
    requirements=("wcag22:1.4.3",),
    impact="serious",
    views=("desktop", "phone"),
    decides=("failed",),
)
LIMITS = contrast_limits("wcag22:1.4.3")


def applicability(view: View) -> Iterator[tuple[Node, Placeholder]]:
    """Drawn fields that show a placeholder."""
    for node in view.find("input", "textarea"):
        shown = node.placeholder if node.rendered and not node.inactive else None
        if shown is not None and any(c.isalnum() for c in node.attr("placeholder")):
            yield node, shown


def expectation(node: Node, view: View, shown: Placeholder) -> Verdict:
    """The placeholder's colour on the field's background."""
    background = solid_background(node)
    drawn = over_background(shown.colour, shown.opacity, background) if background is not None else None
    if background is None or drawn is None:
        return INAPPLICABLE
    required = required_ratio(LIMITS, shown.size, bold=False)
    reached = ratio(drawn, background)
    if reached >= required:
        return passed()
    return failed(
        "low",
        placeholder=node.attr("placeholder")[:30],
        ratio=int(reached * 100) / 100,
        foreground=hexadecimal(drawn),
        background=hexadecimal(background),
        required=required,
    )

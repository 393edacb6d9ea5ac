"""What it checks: the placeholder text of an empty field has the contrast of other text.

Who is affected: people with low vision and older people, who can't read what to fill in.
How to fix: darken the colour of `::placeholder`; #757575 is the lightest grey on white.
Assumptions: fields that show their placeholder, on plain colours (pictures, filters and layers out of the flow are left out).
Placeholder text is text: browsers draw it in a colour of its own. Fields that are off are left out.
Source: WCAG 2.2 1.4.3 and its understanding document ("placeholder text").
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, hexadecimal, over_ground, plain_ground, ratio
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed

RULE = Rule(
    id="placeholder-contrast",
    requirements=("wcag22:1.4.3",),
    impact="serious",
    views=("desktop", "phone"),
    decides=("failed",),
)
# WCAG 2.2, success criterion 1.4.3 and "large scale (text)".
NORMAL, LARGE, LARGE_PX = 4.5, 3.0, 24.0


def applicability(view: View) -> Iterator[Node]:
    """Drawn fields that show a placeholder."""
    for node in view.find("input", "textarea"):
        shown = node.extra.get("placeholder") and node.rendered and not node.inactive
        if shown and any(c.isalnum() for c in node.attr("placeholder")):
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """The placeholder's colour on the field's ground."""
    colour, size, opacity = node.extra["placeholder"]
    ground = plain_ground(node)
    drawn = over_ground(colour, opacity, ground) if ground is not None else None
    if ground is None or drawn is None:
        return INAPPLICABLE
    required = LARGE if size >= LARGE_PX else NORMAL
    found = ratio(drawn, ground)
    if found >= required:
        return passed()
    return failed(
        "low",
        placeholder=node.attr("placeholder")[:30],
        ratio=int(found * 100) / 100,
        foreground=hexadecimal(drawn),
        background=hexadecimal(ground),
        required=required,
    )

"""Text set in two or more lines has a line spacing of at least the clause's multiple of its font size.

Assumptions: the distance of the first two lines is measured, so `normal` needs no assumption. Text that stands on one
line at a view is not judged there. A heading is no paragraph, and preformatted text is code or a table. A list of links
or a navigation is not running text: blocks of fewer than 20 characters are left out.
Source: MIIT 67号 (2021) Annex 2, clause 1.2 (figures from the data); reading it as line box over font size is ours.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, failed, passed, threshold

RULE = Rule(
    id="line-spacing",
    requirements=("miit-app-2021:1.2",),
    impact="moderate",
    views=("desktop", "phone"),
    decides=("failed",),
)
MINIMUM = float(threshold("miit-app-2021:1.2", "min_line_height"))
SHORTEST = 20  # characters; ours: fewer are no running text
TOLERANCE = 0.02  # ours: rounding of line boxes to whole pixels


def applicability(view: View) -> Iterator[Node]:
    """Blocks of running text: the element that holds the text, once."""
    for doc in view.documents:
        if doc.lost:
            continue
        no_paragraph = doc.below(
            [*doc.by_role.get("heading", ()), *doc.by_tag.get("pre", ()), *doc.by_tag.get("textarea", ())]
        )
        lines, pitches, parents = doc.line_counts, doc.pitches, doc.parents
        seen: set[int] = set()
        for text in doc.drawn:
            number = text.number
            if lines[number] < 2 or not pitches[number] or len(text.own_text.strip()) < SHORTEST:
                continue
            holder = parents[number]
            if holder >= 0 and holder not in seen and number not in no_paragraph:
                seen.add(holder)
                yield text


def expectation(text: Node, view: View) -> Verdict:
    """The measured pitch of two lines against the font size."""
    height = text.pitch / text.font_size if text.font_size else 0
    if height >= MINIMUM - TOLERANCE:
        return passed()
    return failed(
        "tight",
        height=round(height, 2),
        required=MINIMUM,
        font_size=text.font_size,
        line_height=text.style("line-height"),
    )

"""A landmark begins where the content begins.

Assumptions: a best practice; headings or a skip link also let people pass. Any landmark whose first text is content
counts. What is repeated is told by its role, or as a list of nothing but links. Run in the full profile, as axe-core's
`landmark-one-main` tells much of it.
Source: WCAG technique ARIA11; ACT rule b40fd1.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, first_content, is_exposed, repeated_regions
from auditor.rulekit.rule import Rule, Verdict, failed, passed
from auditor.rulekit.text import drawn_texts_below

RULE = Rule(
    id="content-landmark",
    requirements=(),
    impact="moderate",
    act=("b40fd1",),
    views=("desktop",),
    decides=("failed",),
    profile="full",
    best_practice=True,
    people=("4.2.1",),
    absence=True,
)
LANDMARKS = ("main", "region", "form", "search", "complementary", "navigation", "banner", "contentinfo")


def applicability(view: View) -> Iterator[tuple[Node, Node]]:
    """The page, where content follows a repeated block, with the first text of it."""
    if (start := first_content(view)) is not None:
        yield view.root, start


def expectation(root: Node, view: View, start: Node) -> Verdict:
    """Any landmark that begins with content."""
    made = repeated_regions(view)
    for landmark in view.with_role(*LANDMARKS):
        texts = drawn_texts_below(landmark)
        if landmark.doc is root.doc and is_exposed(landmark) and texts and made.is_content(texts[0]):
            return passed()
    return failed("none", start=start.own_text.strip()[:30])

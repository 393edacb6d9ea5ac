"""All text of a page stands inside a landmark region.

Assumptions: a best practice, no requirement. Dialogs, live regions, skip links, and text that is not drawn are left
out; frames have pages of their own. One finding a page: at the first piece outside.
Source: WAI-ARIA Authoring Practices, landmark regions.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed

RULE = Rule(
    id="text-outside-landmarks",
    requirements=(),
    impact="moderate",
    views=("desktop",),
    decides=("failed",),
    best_practice=True,
    people=("4.2.1",),
)
LANDMARKS = frozenset({"banner", "main", "navigation", "contentinfo", "complementary", "search", "form", "region"})
OTHER = frozenset({"dialog", "alertdialog", "alert", "status", "log"})


def applicability(view: View) -> Iterator[Node]:
    """The page's body, where there is text."""
    if view.body is not None and next(view.texts(top_only=True), None) is not None:
        yield view.body


def _inside(view: View) -> list[bool]:
    """By number of the page's own document: whether a node stands in a landmark."""
    marks = [*view.with_role(*LANDMARKS, *OTHER), *(n for n in view.having("aria-live") if n.attr("aria-live"))]
    return view.top.inherited({node.number: True for node in marks if node.doc is view.top}, False)


def expectation(body: Node, view: View) -> Verdict:
    """Pieces of text outside, and the first of them."""
    inside = _inside(view)
    outside = []
    for text in view.texts(top_only=True):
        if inside[text.number] or text.hidden_from_at:
            continue
        link = text.closest("a")
        if link is not None and link.attr("href").startswith("#"):
            continue
        outside.append(text)
    if not outside:
        return passed() if any(True for _ in view.with_role(*LANDMARKS)) else INAPPLICABLE
    return failed("outside", pieces=len(outside), example=outside[0].own_text.strip()[:30])

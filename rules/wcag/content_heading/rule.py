"""After the navigation a heading begins the content.

Assumptions: a best practice; a landmark or a skip link also lets people pass. What is repeated is told by its role, or
as a list of nothing but links. The heading has to be seen and exposed.
Source: WCAG technique H69; ACT rule 047fe0.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, first_content, is_exposed, repeated_regions
from auditor.rulekit.rule import Rule, Verdict, failed, passed
from auditor.rulekit.text import drawn_texts_below

RULE = Rule(
    id="content-heading",
    requirements=(),
    impact="moderate",
    act=("047fe0",),
    views=("desktop",),
    decides=("failed",),
    best_practice=True,
    people=("4.2.1",),
    absence=True,
)


def applicability(view: View) -> Iterator[tuple[Node, Node]]:
    """The page, where content follows a repeated block, with the first text of it."""
    if (start := first_content(view)) is not None:
        yield view.root, start


def _seen(heading: Node) -> bool:
    x, y, w, h = heading.box
    if not heading.rendered or x + w <= 0 or y + h <= 0 or min(w, h) <= 1:
        return False
    return bool(drawn_texts_below(heading)) or any(node.tag in ("img", "svg") for node in heading.descendants())


def expectation(root: Node, view: View, start: Node) -> Verdict:
    """Any heading among the content."""
    made = repeated_regions(view)
    for heading in view.with_role("heading"):
        if heading.doc is root.doc and made.is_content(heading) and is_exposed(heading) and _seen(heading):
            return passed()
    return failed("none", start=start.own_text.strip()[:30])

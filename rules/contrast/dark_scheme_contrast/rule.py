"""In the page's dark colours too, text has the contrast that its size asks for.

Assumptions: the page is looked at as with a device set to dark (`prefers-color-scheme`). It has dark colours where more
than half of its texts have another colour or background than in the light view (ours); what is the same in both is
judged there. Otherwise as text-contrast. Dark colours that a button of the page turns on: dark-switch-contrast.
Source: WCAG 2.2 1.4.3 and its definitions of contrast ratio and large scale; conformance is for the page in each of its
presentations unless a conforming one can be reached from it.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, twin
from auditor.rulekit.rule import Rule, Verdict
from auditor.rulekit.text import contrast_limits, contrast_targets, contrast_verdict

RULE = Rule(
    id="dark-scheme-contrast", requirements=("wcag22:1.4.3",), impact="serious", views=("dark",), profile="standard"
)
LIMITS = contrast_limits("wcag22:1.4.3")
MOST = 0.5  # ours: of the texts whose colours are others


def applicability(view: View) -> Iterator[Node]:
    """Drawn text that somebody sees, in other colours than in the light view."""
    drawn = [text for document in view.documents for text in document.drawn]
    changed = {text for text in drawn if _changed(text, view)}
    if len(changed) > MOST * len(drawn):
        yield from (text for text in contrast_targets(view, LIMITS) if text in changed)


def expectation(text: Node, view: View) -> Verdict:
    """The ratio against what the size asks."""
    return contrast_verdict(text, view, LIMITS)


def _changed(text: Node, view: View) -> bool:
    counterpart = twin(text, view.other("desktop"))
    if counterpart is None:
        return True
    return (
        text.style("color") != counterpart.style("color") or text.background.colours != counterpart.background.colours
    )

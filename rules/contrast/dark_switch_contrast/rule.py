"""In dark colours that a button of the page turns on, text has the contrast that its size asks for.

Assumptions: the control was found by its name or class (夜间, 深色, dark, theme …), pressed, and the page became dark:
most of its middle, and more than half of its texts in other colours than before (ours). Text on a plain background
only is judged, by the size it has at first; colours that are the same in the light view, or when the device is set to
dark, are judged there.
Source: WCAG 2.2 1.4.3 and its definitions of contrast ratio and large scale; conformance is for the page in each of its
presentations unless a conforming one can be reached from it.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, TextBackground, View, twin
from auditor.rulekit.probes import dark_switch, dark_texts
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed
from auditor.rulekit.text import contrast_in, contrast_limits

RULE = Rule(
    id="dark-switch-contrast",
    requirements=("wcag22:1.4.3",),
    impact="serious",
    needs=("dark_switch",),
    decides=("failed",),
    profile="standard",
)
LIMITS = contrast_limits("wcag22:1.4.3")
MOST = 0.5  # ours: of the texts whose colours are others


def applicability(view: View) -> Iterator[tuple[Node, TextBackground]]:
    """Text in the colours that the control turned on, one piece an element, with what lies behind it then."""
    changed = dark_texts(view)
    # Of all texts that were on plain backgrounds: a window that the control opened leaves the others as they were.
    plain = sum(text.background.how == "exact" for text in view.top.drawn)
    if len(changed) <= MOST * plain:
        return
    holders: set[int] = set()
    for text, background in changed:
        if text.parent is not None and text.parent.number not in holders:
            holders.add(text.parent.number)
            yield text, background


def expectation(text: Node, view: View, background: TextBackground) -> Verdict:
    """The ratio against what the size asks."""
    verdict = contrast_in(background, text, view, LIMITS)
    if verdict.outcome != "failed":
        return passed() if verdict.outcome == "passed" else INAPPLICABLE
    counterpart = twin(text, view.other("dark"))
    if counterpart is not None and counterpart.background.same_colours(background):
        return INAPPLICABLE
    control = dark_switch(view)
    name = (control.name or control.text(30) or control.attr("class"))[:30] if control is not None else ""
    return failed("low", **verdict.evidence, control=name)

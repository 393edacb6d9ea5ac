"""Text has the higher contrast of level AAA.

Assumptions: as text-contrast, which reports what misses level AA; here is only what lies between the two levels or
misses both, so a text may be in both lists. Run in the full profile only. Nearly black text on white or nearly white
meets it.
Source: WCAG 2.2 1.4.6; ACT rule 09o5cg.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict
from auditor.rulekit.text import contrast_limits, contrast_targets, contrast_verdict

RULE = Rule(
    id="enhanced-text-contrast",
    requirements=("wcag22:1.4.6",),
    impact="minor",
    act=("09o5cg",),
    views=("desktop", "phone"),
    profile="full",
    people=("4.2.2", "older"),
)
LIMITS = contrast_limits("wcag22:1.4.6")


def applicability(view: View) -> Iterator[Node]:
    """Drawn text that somebody sees."""
    return contrast_targets(view, LIMITS)


def expectation(text: Node, view: View) -> Verdict:
    """The ratio against what the size asks."""
    return contrast_verdict(text, view, LIMITS)

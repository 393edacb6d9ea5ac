"""A page does not reload or move on by itself, however late (level AAA).

Assumptions: the first valid refresh pragma counts. Times up to twenty hours fail level A, which axe-core's
`meta-refresh` reports; here are the later ones. An instant redirect is allowed.
Source: WCAG 2.2 2.2.4, 3.2.5; ACT rule bisz58; HTML standard, shared declarative refresh steps.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, first_refresh
from auditor.rulekit.rule import Rule, Verdict, failed, passed, threshold

RULE = Rule(
    id="late-refresh",
    requirements=("wcag22:2.2.4", "wcag22:3.2.5"),
    impact="minor",
    act=("bisz58",),
    views=("desktop",),
    decides=("failed",),
    profile="full",
    people=("4.2.1", "4.2.2", "4.2.10", "older"),
)
EXEMPT = 3600 * int(threshold("wcag22:2.2.1", "exempt_hours"))  # seconds


def applicability(view: View) -> Iterator[tuple[Node, int]]:
    """The refresh that takes effect, with its seconds."""
    refresh = first_refresh(view)
    if refresh is not None:
        yield refresh


def expectation(node: Node, view: View, seconds: int) -> Verdict:
    """Later than twenty hours."""
    return passed() if seconds <= EXEMPT else failed("late", seconds=seconds)

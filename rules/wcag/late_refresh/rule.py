"""What it checks: a page does not reload or move on by itself, however late (level AAA).

Who is affected: people who read slowly or rest while reading lose their place; screen readers begin anew.
How to fix: leave the refresh out and let people ask for new content; redirect on the server.
Assumptions: the first valid refresh pragma counts. Times up to twenty hours fail level A, which axe-core's `meta-refresh`
reports; here are the later ones. An instant redirect is allowed.
Source: WCAG 2.2 2.2.4, 3.2.5; ACT rule bisz58; HTML standard, shared declarative refresh steps.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, first_refresh
from auditor.rulekit.rule import Rule, Verdict, failed, passed

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
TWENTY_HOURS = 72_000  # seconds; WCAG 2.2, success criterion 2.2.1


def applicability(view: View) -> Iterator[Node]:
    """The refresh that takes effect."""
    found = first_refresh(view)
    if found is not None:
        yield found[0]


def expectation(node: Node, view: View) -> Verdict:
    """Later than twenty hours."""
    found = first_refresh(view)
    if found is None or found[1] <= TWENTY_HOURS:
        return passed()
    return failed("late", seconds=found[1])

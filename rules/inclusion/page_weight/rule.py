"""A page isn't too heavy for a slow line and a small data plan.

Assumptions: bytes as sent, for a first visit, as the browser tells them; files of other hosts often don't tell their
size, so the sum is a lower bound. The figure is ours: what a line of 1.6 Mbit/s carries in fifteen seconds.
Source: the tool's own criterion.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="page-weight",
    requirements=(),
    impact="moderate",
    decides=("cantTell",),
    best_practice=True,
    spared=("nodes", "characters", "attributes", "names", "frames"),
)
LINE = 1_600_000  # bit/s (ours): a slow mobile line
PATIENCE = 15  # seconds (ours)
HEAVY = LINE * PATIENCE // 8


def applicability(view: View) -> Iterator[tuple[Node, int]]:
    """The page, where it brings files with it and the browser told sizes, with all their bytes."""
    if view.page.traffic.bytes and view.page.traffic.files:
        yield view.root, view.page.traffic.bytes


def expectation(root: Node, view: View, size: int) -> Verdict:
    """The bytes of the page and its files."""
    if size <= HEAVY:
        return passed()
    heaviest = [name.rsplit("/", 1)[-1][:60] for name, _ in view.page.traffic.heaviest]
    return cant_tell("heavy", megabytes=round(size / 1e6, 1), seconds=round(size * 8 / LINE), files=heaviest)

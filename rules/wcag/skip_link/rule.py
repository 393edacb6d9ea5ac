"""A link that offers to skip to the content takes the keyboard there.

Assumptions: links to a place of the page among the first six stops whose words speak of skipping. It was followed with
Enter, then Tab pressed; it works if the next stop stands in or after its target, or isn't the one that comes without
following it. Where the page has headings or a main landmark, 2.4.1 may be met by those: a person judges.
Source: WCAG 2.2 2.4.1; techniques G1, G123, H69, ARIA11.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import SkipLinkTrial, tab_walk
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="skip-link",
    requirements=("wcag22:2.4.1",),
    impact="moderate",
    needs=("keyboard",),
    parts=("skips",),
    profile="standard",
    absence=True,
)
SKIPS = re.compile(
    r"跳(到|过|至|转|去)|直达|(到|至|进入|前往)(主要?)?(内容|正文)|skip|jump to|(main|page) content", re.I
)


def applicability(view: View) -> Iterator[tuple[Node, SkipLinkTrial]]:
    """Skip links that Tab comes to."""
    trials: dict[Node, SkipLinkTrial] = {}
    for trial in tab_walk(view).skips:
        node = view.at(trial.at)
        if node is not None and SKIPS.search(node.name or node.text(60)):
            trials[node] = trial
    yield from trials.items()


def expectation(node: Node, view: View, trial: SkipLinkTrial) -> Verdict:
    """The next stop is in the target or behind it."""
    name = (node.name or node.text(40))[:40]
    target, after = trial.target, trial.next
    works = target >= 0 and (
        after is None or after[0] != 0 or after[1] < 0 or after[1] >= target or after != trial.plain
    )
    if works:
        return passed()
    key = "missing" if target < 0 else "idle"
    others = any(view.with_role("main", "heading"))
    facts: Evidence = {"name": name, "href": node.attr("href")[:60]}
    return cant_tell(f"{key}_doubt", **facts) if others else failed(key, **facts)

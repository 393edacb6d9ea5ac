"""A guide that names a counter or a hall also says when it is open.

Assumptions: a guide is known by its title or main heading. Hours may stand in an image or be the same for the whole
hall and told elsewhere, so a person looks; the rule never asserts a failure.
Source: 国办发〔2020〕45号 on traditional and smart service side by side; that a page names address and hours is the
tool's own criterion, printed with the clause.
"""

from collections.abc import Iterator

from auditor.rulekit.chinese import has_hours, has_place
from auditor.rulekit.page import Node, View, is_guide
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="office-hours",
    requirements=("guoban-2020-45:x-parallel-channels", "guoban-2020-45:x-offline-counters"),
    impact="moderate",
    decides=("cantTell",),
    people=("older", "no-smartphone"),
    absence=True,
)


def applicability(view: View) -> Iterator[Node]:
    """The page, where it is a guide that names a place."""
    if is_guide(view) and has_place(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Hours, days or “around the clock” in the page's text."""
    return passed() if has_hours(view) else cant_tell("missing")

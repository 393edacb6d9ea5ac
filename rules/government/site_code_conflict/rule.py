"""The site identification code is the same in the page's labels and in its footer.

Assumptions: a page with one of the two only is left to other rules; where several codes are printed one must agree.
Source: guideline for government websites (2017), labels and footer (one source): the tool's own criterion.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, meta_values, site_codes
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="site-code-conflict",
    requirements=("gov-site-rules:x-2017-meta", "gov-site-rules:x-2017-footer-identity"),
    impact="minor",
    decides=("failed",),
)


def _codes(view: View) -> tuple[list[str], list[str], list[str]]:
    """The codes of the page's label, of its script and of its footer."""
    label = meta_values(view).get("siteidcode", "").lower()
    script = next((n.attr("sitecode").lower() for n in view.find("script") if n.attr("sitecode")), "")
    return [label] if label else [], [script] if script else [], site_codes(view)


def applicability(view: View) -> Iterator[tuple[Node, list[set[str]]]]:
    """A page with the code in at least two places, and the codes of each."""
    places = [set(codes) for codes in _codes(view) if codes]
    if len(places) >= 2:
        yield view.root, places


def expectation(root: Node, view: View, places: list[set[str]]) -> Verdict:
    """Whether all places have one code in common."""
    if set.intersection(*places):
        return passed()
    return failed("differ", codes=sorted(set.union(*places))[:4])

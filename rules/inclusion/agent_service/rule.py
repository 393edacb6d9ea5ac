"""A service guide or a booking page says whether somebody else may do it for the person.

Assumptions: any word of acting for another counts. Some matters must be done in person; so a person looks.
Who may act is family, a neighbour, a community worker.
Source: a provincial implementing plan for 国办发〔2020〕45号 (one source; the national wording is not verified), so the
check runs as the tool's own criterion.
"""

from collections.abc import Iterator

from auditor.rulekit.chinese import AGENT
from auditor.rulekit.page import Node, View, is_article, is_guide, title_and_headings
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.text import pattern

RULE = Rule(
    id="agent-service",
    requirements=("guoban-2020-45:x-agent", "guoban-2020-45:x-multi-channel-booking"),
    impact="moderate",
    decides=("cantTell",),
    people=("4.2.10", "older", "no-smartphone"),
    absence=True,
)
BOOKING = pattern("service.booking")


def applicability(view: View) -> Iterator[Node]:
    """A guide, or a page with a form for booking."""
    booking = BOOKING.search(title_and_headings(view)) and not is_article(view) and next(view.find("form"), None)
    if is_guide(view) or booking:
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Words of acting for another in the page's text."""
    return passed() if AGENT.search(view.text) else cant_tell("missing")

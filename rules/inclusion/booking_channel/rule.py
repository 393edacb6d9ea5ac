"""A page for booking names a telephone and a way on site beside the form.

Assumptions: booking pages are known by title or main heading and a form. What is printed in the footer counts.
Source: 国办发〔2020〕45号 on booking by several channels (said of medical booking; one source): the tool's own
criterion.
"""

from collections.abc import Iterator

from auditor.rulekit.chinese import has_phone, has_place
from auditor.rulekit.page import Node, View, is_article, title_and_headings
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.text import pattern

RULE = Rule(
    id="booking-channel",
    requirements=("guoban-2020-45:x-multi-channel-booking",),
    impact="moderate",
    decides=("cantTell",),
    people=("older", "no-smartphone"),
    absence=True,
)
BOOKING = pattern("service.booking")


def applicability(view: View) -> Iterator[Node]:
    """A page with a form for booking."""
    forms = [form for form in view.find("form", top_only=True) if form.attr("role") != "search"]
    if forms and BOOKING.search(title_and_headings(view)) and not is_article(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Telephone and place in the page's text."""
    phone, place = has_phone(view), has_place(view)
    if phone and place:
        return passed()
    return cant_tell("neither" if not phone and not place else "no_place" if phone else "no_phone")

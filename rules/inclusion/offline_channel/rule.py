"""A guide to a service names a telephone and a place where people help.

Assumptions: a guide is known by its title or main heading. Failed only where neither a telephone nor a place stands
anywhere on the page, footer, closed tabs and frames included; where one of the two is missing, or a frame could not be
read, a person looks.
Source: 国办发〔2020〕45号, traditional and smart service side by side (restated; the tool's own criterion is printed
with it); Law on the Construction of a Barrier-Free Environment, Article 39, on service places.
"""

from collections.abc import Iterator

from auditor.rulekit.chinese import has_phone, has_place
from auditor.rulekit.page import Node, View, is_guide
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="offline-channel",
    requirements=("guoban-2020-45:x-parallel-channels", "accessibility-law-2023:39"),
    impact="serious",
    views=("desktop",),
    people=("older", "no-smartphone"),
    absence=True,
)


def applicability(view: View) -> Iterator[Node]:
    """The page, where it is a guide."""
    if is_guide(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Telephone and place in the page's text or its tel: links."""
    phone, place = has_phone(view), has_place(view)
    if phone and place:
        return passed()
    if not phone and not place:
        unread = any(document.lost for document in view.documents)
        return cant_tell("unread") if unread else failed("neither")
    return cant_tell("no_place" if phone else "no_phone")

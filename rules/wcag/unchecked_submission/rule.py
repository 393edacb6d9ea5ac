"""What it checks: a form with legal, financial or personal consequences doesn't take everything as it is sent.

Who is affected: people with reading or cognitive difficulties and people who hit keys by accident: what they sent can't be taken back.
How to fix: check the values, show a summary to confirm, or let it be undone for some time.
Assumptions: the form was sent empty, with every request held: it tried to send without noticing anything. What comes after
sending can't be seen without sending, so a person looks.
Source: WCAG 2.2 3.3.4.
"""

import re
from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import label_of, rounds
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="unchecked-submission",
    requirements=("wcag22:3.3.4",),
    impact="serious",
    views=("desktop",),
    needs=("forms",),
    decides=("cantTell",),
    profile="standard",
)
WEIGHTY = re.compile(
    r"身份证|证件号|银行卡|银行账[号户]|金额|社保卡号|护照|统一社会信用代码|id (card|number)|bank account|card number|passport",
    re.I,
)


def _empty(view: View) -> Iterator[tuple[Node, dict[str, Any], str]]:
    """(form, what it did when it was sent empty, its weighty field)."""
    for form, seen in rounds(view):
        node = view.at(form["form"])
        fields = [field for place in form["fields"] if (field := view.at(place)) is not None]
        weighty = next((label for field in fields if WEIGHTY.search(label := label_of(field))), "")
        password = any(field.extra.get("type") == "password" for field in fields)
        if node is not None and seen["kind"] == "empty" and weighty and not password and len(fields) > 2:
            yield node, seen, weighty


def applicability(view: View) -> Iterator[Node]:
    """Forms that ask for numbers of papers, cards or accounts."""
    yield from (node for node, _, _ in _empty(view))


def expectation(form: Node, view: View) -> Verdict:
    """Something stopped the empty form."""
    _, seen, weighty = next(item for item in _empty(view) if item[0].number == form.number)
    noticed = (
        seen["count"] or seen["dialogs"] or any(f["valid"] is False or f["red"] or f["invalid"] for f in seen["fields"])
    )
    if noticed or not (seen["sent"] or seen["events"]):
        return passed()
    return cant_tell("sent", field=weighty[:40])

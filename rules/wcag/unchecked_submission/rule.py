"""A form with legal, financial or personal consequences doesn't take everything as it is sent.

Assumptions: the form was sent empty, with every request held: it tried to send without noticing anything. What comes
after sending can't be seen without sending, so a person looks.
Source: WCAG 2.2 3.3.4.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Round, field_label, form_rounds
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="unchecked-submission",
    requirements=("wcag22:3.3.4",),
    impact="serious",
    views=("desktop",),
    needs=("forms",),
    parts=("forms", "form-fields", "form-texts"),
    decides=("cantTell",),
    profile="standard",
)
WEIGHTY = re.compile(
    r"身份证|证件号|银行卡|银行账[号户]|金额|社保卡号|护照|统一社会信用代码|id (card"
    r"|number)|bank account|card number|passport",
    re.I,
)


def applicability(view: View) -> Iterator[tuple[Node, tuple[Round, str]]]:
    """Forms that ask for numbers of papers, cards or accounts: what one did when it was sent empty, and its weighty
    field."""
    for form, sending in form_rounds(view):
        node = view.at(form.form)
        fields = [field for place in form.fields if (field := view.at(place)) is not None]
        weighty = next((label for field in fields if WEIGHTY.search(label := field_label(field))), "")
        password = any(field.input_type == "password" for field in fields)
        if node is not None and sending.kind == "empty" and weighty and not password and len(fields) > 2:
            yield node, (sending, weighty)


def expectation(form: Node, view: View, response: tuple[Round, str]) -> Verdict:
    """Something stopped the empty form."""
    sending, weighty = response
    flagged = any(field.valid is False or field.red or field.invalid for field in sending.fields)
    if sending.count or sending.dialogs or flagged or not (sending.sent or sending.events):
        return passed()
    return cant_tell("sent", field=weighty[:40])

"""A form with required and optional fields says which are required before it is sent.

Assumptions: required is what the form asked for when it was sent empty. A mark may be an image, so a person decides.
Source: WCAG 2.2 3.3.2; techniques H90 and G131.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Round, field_label, form_responses, form_rounds
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="required-not-said",
    requirements=("wcag22:3.3.2",),
    impact="moderate",
    views=("desktop",),
    needs=("forms",),
    parts=("forms", "form-fields", "form-texts"),
    decides=("cantTell",),
    profile="standard",
    absence=True,
)
SAID = re.compile(r"[*＊✱]|必填|选填|可选|非必|可不填|必须填|required|optional", re.I)


def _asked(sending: Round, view: View) -> set[tuple[int, int]]:
    """Fields the form asked for when it was sent empty."""
    errors = [response for response in form_responses(view) if response.round is sending and response.kind == "error"]
    return {
        *(field.field for field in sending.fields if field.missing or field.asked or field.red or field.invalid),
        *(error.text.near for error in errors if error.text.near[1] >= 0),
    }


def _marked(form: Node, view: View) -> bool:
    """A star or a word anywhere in the form, generated ones too."""
    if SAID.search(form.text(4000)):
        return True
    inside = {node.number for node in form.descendants()}
    return any(pseudo.number in inside and SAID.search(pseudo.content) for pseudo in form.doc.pseudo_elements)


def applicability(view: View) -> Iterator[tuple[Node, list[Node]]]:
    """Forms that ask for some of their fields and not for others, with those that they ask for."""
    for form, sending in form_rounds(view):
        node = view.at(form.form)
        if node is None or sending.kind != "empty":
            continue
        asked = _asked(sending, view)
        fields = [field for place in form.fields if (field := view.at(place)) is not None]
        wanted = [field for field in fields if field.key in asked]
        login = any(field.input_type == "password" for field in fields)  # all is required there, as everyone knows
        if wanted and len(wanted) < len(fields) and len(fields) > 2 and not login:
            yield node, wanted


def expectation(form: Node, view: View, wanted: list[Node]) -> Verdict:
    """Something says which."""
    if _marked(form, view) or any(SAID.search(field.attr("placeholder") + field.name) for field in wanted):
        return passed()
    return cant_tell("unsaid", count=len(wanted), field=field_label(wanted[0])[:40])

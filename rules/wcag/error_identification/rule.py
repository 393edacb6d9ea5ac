"""Where a form finds a mistake it says so in words, not by colour alone.

Assumptions: the form was sent empty and with wrong values, with every request held. A field counts as marked when red
appears on it or its nearest boxes (ours). The field that has the focus is left out, as its red may be the focus style.
Source: WCAG 2.2 3.3.1, 1.4.1; failure F82 is about text alone and not used.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import FieldState, Round, field_label, form_responses, form_rounds
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="error-identification",
    requirements=("wcag22:3.3.1", "wcag22:1.4.1"),
    impact="serious",
    views=("desktop",),
    needs=("forms",),
    parts=("forms", "form-fields", "form-texts"),
    profile="standard",
)


Marked = tuple[FieldState, int]  # a field marked without a word, and how many such there are


def _marked(sending: Round) -> list[FieldState]:
    return [field for field in sending.fields if field.red and field.field != sending.focus]


def _worded(sending: Round) -> bool:
    """Something was said, by the page or by the browser's own check."""
    native = sending.browser_objects and not sending.events
    return bool(sending.count or sending.dialogs or native)


def applicability(view: View) -> Iterator[tuple[Node, Marked | None]]:
    """Fields marked without a word, and how; forms that said something (None)."""
    targets: dict[tuple[int, int], tuple[Node, Marked | None]] = {}
    with_error = {id(response.round) for response in form_responses(view) if response.kind == "error"}
    for form, sending in form_rounds(view):
        silent = [] if _worded(sending) else _marked(sending)
        told = id(sending) in with_error or bool(sending.dialogs) or sending.browser_objects
        node = view.at(silent[0].field if silent else form.form)
        if node is not None and (silent or told):
            targets.setdefault(node.key, (node, (silent[0], len(silent)) if silent else None))
    yield from targets.values()


def expectation(node: Node, view: View, marked: Marked | None) -> Verdict:
    """There are words."""
    if marked is None:
        return passed()
    field, count = marked
    name = field_label(node)[:40]
    unsure = field.invalid or field.pseudo or field.words
    icons = any(sending.icons > 0 for _, sending in form_rounds(view) if field in sending.fields)
    return (cant_tell if unsure or icons else failed)(
        "unsure" if unsure or icons else "colour", field=name, count=count
    )

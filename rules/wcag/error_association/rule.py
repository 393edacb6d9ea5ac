"""An error text that only its place ties to a field is also tied in the markup.

Assumptions: a text within 60 px of a field belongs to it (ours). Several fields with the same bare words are certain;
one alone is put to a person. An error that names its field needs no tie for 3.3.1. `aria-errormessage` ties as well as
`aria-describedby`.
Source: WCAG 2.2 3.3.1, 1.3.1; techniques ARIA21 and G83.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Response, field_label, form_responses, names_its_field
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="error-association",
    requirements=("wcag22:3.3.1", "wcag22:1.3.1"),
    impact="moderate",
    views=("desktop",),
    needs=("forms",),
    parts=("forms", "form-fields", "form-texts"),
    profile="standard",
)


def _tied(error: Response) -> bool:
    near = error.text.near
    flagged = any(field.field == near and field.invalid for field in error.round.fields)
    return near in error.text.tied or flagged or error.round.focus == near


def _loose(node: Node, error: Response, view: View) -> bool:
    """Neither tied to its field nor naming one of the form's."""
    if _tied(error) or names_its_field(error.words, node):
        return False
    return not any(names_its_field(error.words, view.at(place)) for place in error.form.fields)


def applicability(view: View) -> Iterator[tuple[Node, tuple[str, int]]]:
    """Fields with an error text beside them: the first such text, and of how many fields of the form that text leaves
    open whose it is (0: not of this one)."""
    errors: dict[tuple[int, int], tuple[Node, Response]] = {}
    for response in form_responses(view):
        node = view.at(response.text.near)
        if response.kind == "error" and node is not None:
            errors.setdefault(node.key, (node, response))
    loose = [(node, error) for node, error in errors.values() if _loose(node, error, view)]
    for node, error in errors.values():
        alike = sum(other.words == error.words and other.round is error.round for _, other in loose)
        yield node, (error.words, alike if any(node is other for other, _ in loose) else 0)


def expectation(node: Node, view: View, error: tuple[str, int]) -> Verdict:
    """Tied to its text, or named in it."""
    words, alike = error
    if not alike:
        return passed()
    facts: Evidence = {"text": words, "field": field_label(node)[:40]}
    return failed("same", count=alike, **facts) if alike > 1 else cant_tell("alone", **facts)

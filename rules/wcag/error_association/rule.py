"""What it checks: an error text that only its place ties to a field is also tied in the markup.

Who is affected: screen reader users hear "required" and don't know which field it is about.
How to fix: `aria-describedby` (or `aria-errormessage`) from the field to the text with `aria-invalid`, or name the field in the text.
Assumptions: a text within 60 px of a field belongs to it (ours). Several fields with the same bare words are certain; one alone
is put to a person. An error that names its field needs no tie for 3.3.1.
Source: WCAG 2.2 3.3.1, 1.3.1; techniques ARIA21 and G83.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Answer, answers, label_of, says_which
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="error-association",
    requirements=("wcag22:3.3.1", "wcag22:1.3.1"),
    impact="moderate",
    views=("desktop",),
    needs=("forms",),
    profile="standard",
)


def _tied(answer: Answer) -> bool:
    near = answer.text["near"]
    flagged = any(field["field"] == near and field["invalid"] for field in answer.round["fields"])
    return near in answer.text["tied"] or flagged or answer.round["focus"] == near


def _errors(view: View) -> dict[tuple[int, int], tuple[Node, Answer]]:
    """By a field's place: the field and the first error beside it."""
    found: dict[tuple[int, int], tuple[Node, Answer]] = {}
    for answer in answers(view):
        node = view.at(answer.text["near"])
        if answer.kind == "error" and node is not None:
            found.setdefault(node.key, (node, answer))
    return found


def _loose(node: Node, answer: Answer, view: View) -> bool:
    """Neither tied to its field nor naming one of the form's."""
    if _tied(answer) or says_which(answer.words, node):
        return False
    return not any(says_which(answer.words, view.at(place)) for place in answer.form["fields"])


def applicability(view: View) -> Iterator[Node]:
    """Fields with an error text beside them."""
    yield from (node for node, _ in _errors(view).values())


def expectation(node: Node, view: View) -> Verdict:
    """Tied to its text, or named in it."""
    errors = _errors(view)
    answer = errors[node.key][1]
    if not _loose(node, answer, view):
        return passed()
    alike = sum(
        other.words == answer.words and other.round is answer.round and _loose(field, other, view)
        for field, other in errors.values()
    )
    facts = {"text": answer.words, "field": label_of(node)[:40]}
    return failed("same", count=alike, **facts) if alike > 1 else cant_tell("alone", **facts)

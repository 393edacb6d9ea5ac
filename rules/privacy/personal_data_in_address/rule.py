"""Forms don't put ID numbers, bank data, health data or passwords into the address.

Assumptions: only fields with a `name` are sent, and only a form with a button that submits it; a script may catch it
before, so a person tries.
Source: the tool's own criterion; good practice of security.
"""

from collections.abc import Iterator

from auditor.rulekit.chinese import personal_fields
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="personal-data-in-address", requirements=(), impact="moderate", decides=("cantTell",), best_practice=True
)
KINDS = frozenset({"id-number", "bank", "health", "social-card"})


def _sent(form: Node) -> list[str]:
    words = [f.words for f in personal_fields(form) if f.kind in KINDS and f.node.attr("name").strip()]
    for node in form.descendants():
        if node.tag == "input" and node.input_type == "password" and node.attr("name").strip():
            words.append("密码")
    return list(dict.fromkeys(words))


def _submits(form: Node) -> bool:
    return any(
        (n.tag == "input" and n.input_type in ("submit", "image"))
        or (n.tag == "button" and n.attr("type").lower() in ("", "submit"))
        for n in form.descendants()
    )


def applicability(view: View) -> Iterator[tuple[Node, list[str]]]:
    """Forms with such a field and a button that submits, with the words of those fields."""
    return ((form, sent) for form in view.find("form") if (sent := _sent(form)) and _submits(form))


def expectation(form: Node, view: View, sent: list[str]) -> Verdict:
    """The form's method."""
    if form.attr("method").strip().lower() in ("post", "dialog") or form.attr("onsubmit").strip():
        return passed()
    return cant_tell("get", items=sent)

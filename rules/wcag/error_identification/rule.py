"""What it checks: where a form finds a mistake it says so in words, not by colour alone.

Who is affected: blind people, people who can't tell the colour, people at high magnification: a red border tells them nothing.
How to fix: put a sentence beside the field that says which field is wrong and how, and tie it with `aria-describedby`.
Assumptions: the form was sent empty and with wrong values, with every request held. A field counts as marked when red appears
on it or its nearest boxes (ours). The field that has the focus is left out, as its red may be the focus style.
Source: WCAG 2.2 3.3.1, 1.4.1; failure F82 is about text alone and not used.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import answers, label_of, rounds
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="error-identification",
    requirements=("wcag22:3.3.1", "wcag22:1.4.1"),
    impact="serious",
    views=("desktop",),
    needs=("forms",),
    profile="standard",
)


def _marked(seen: dict[str, Any]) -> list[dict[str, Any]]:
    return [field for field in seen["fields"] if field["red"] and field["field"] != seen["focus"]]


def _worded(seen: dict[str, Any]) -> bool:
    """Something was said, by the page or by the browser's own check."""
    native = any(field["valid"] is False for field in seen["fields"]) and not seen["events"]
    return bool(seen["count"] or seen["dialogs"] or native)


def _forms(view: View) -> dict[tuple[int, int], tuple[Node, dict[str, Any] | None, int]]:
    """By the target's place: the target, the field marked without a word (None: words were found), how many such."""
    found: dict[tuple[int, int], tuple[Node, dict[str, Any] | None, int]] = {}
    said = {id(answer.round) for answer in answers(view) if answer.kind == "error"}
    for form, seen in rounds(view):
        silent = [] if _worded(seen) else _marked(seen)
        told = id(seen) in said or bool(seen["dialogs"]) or any(f["valid"] is False for f in seen["fields"])
        field = silent[0] if silent else None
        node = view.at(field["field"] if field else form["form"])
        if node is not None and (silent or told):
            found.setdefault(node.key, (node, field, len(silent)))
    return found


def applicability(view: View) -> Iterator[Node]:
    """Fields marked without a word; forms that said something."""
    yield from (node for node, _, _ in _forms(view).values())


def expectation(node: Node, view: View) -> Verdict:
    """There are words."""
    _, field, count = _forms(view)[node.key]
    if field is None:
        return passed()
    name = label_of(node)[:40]
    unsure = field["invalid"] or field["pseudo"] or field["words"]
    icons = any(seen["icons"] > 0 for _, seen in rounds(view) if field in seen["fields"])
    return (cant_tell if unsure or icons else failed)(
        "unsure" if unsure or icons else "colour", field=name, count=count
    )

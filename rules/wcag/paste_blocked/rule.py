"""What it checks: user name and password can be pasted when logging in.

Who is affected: people who can't remember or type a password well and use a password manager or copy it.
How to fix: drop the handlers that stop `paste` and Ctrl+V.
Assumptions: a paste event and the keys were tried; a handler that stops the event and puts the text in itself is fine. A form
with two password fields is for signing up, which a person judges.
Source: WCAG 2.2 3.3.8; failure F109.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import label_of
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="paste-blocked",
    requirements=("wcag22:3.3.8",),
    impact="serious",
    views=("desktop",),
    needs=("forms",),
    profile="standard",
)


def _pastes(view: View) -> dict[tuple[int, int], dict[str, Any]]:
    return {(item["field"][0], item["field"][1]): item for item in view.observed("forms")["pastes"]}


def applicability(view: View) -> Iterator[Node]:
    """Fields of forms with a password."""
    for place in _pastes(view):
        node = view.at(place)
        if node is not None:
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """What is pasted goes in."""
    item = _pastes(view)[node.key]
    if item["free"] and item["keys"]:
        return passed()
    fields = (view.at(place) for place in _pastes(view))
    passwords = sum(1 for field in fields if field is not None and field.extra.get("type") == "password")
    name = label_of(node)[:40]
    # keys may be stopped for another reason; the event is what a paste comes down to
    sure = not item["free"] and passwords == 1
    return failed("blocked", field=name) if sure else cant_tell("unsure", field=name)

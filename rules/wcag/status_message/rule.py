"""What it checks: a message that appears after pressing a form's button is announced: a live region, a dialog that takes the
focus, or the focus on the message.

Who is affected: screen reader users, and magnifier users who don't have that corner in sight: they press and nothing seems to happen.
How to fix: put the message into an element with `role="status"` (or `role="alert"` for errors) that is there from the start.
Assumptions: the form was sent empty and with wrong values, with every request held. A message is a text of at most 80 characters
in the form, beside a field or fixed to the window, that reads like an error or a status (ours). Where much of the page changes it isn't one.
Source: WCAG 2.2 4.1.3; techniques ARIA19 and ARIA22; failure F103.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import NETWORK, Answer, answers
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="status-message",
    requirements=("wcag22:4.1.3",),
    impact="serious",
    views=("desktop",),
    needs=("forms",),
    profile="standard",
)
MUCH = 0.5  # of the page's texts: new content rather than a message (ours)


def _message(answer: Answer) -> bool:
    seen, text = answer.round, answer.text
    much = seen["count"] > 10 and seen["count"] > MUCH * seen["total"]
    beside = text["inside"] or text["near"][1] >= 0 or text["fixed"] or answer.kind == "status"
    return answer.kind != "other" and beside and not much and not seen["gone"] and not NETWORK.search(answer.words)


def _heard(answer: Answer, view: View) -> bool:
    """Said in some way. One message of a round is enough, as a summary or the first field may speak for the rest."""
    seen = answer.round
    others = [other for other in answers(view) if other.round is seen]
    return bool(seen["dialogs"]) or any(other.announced or seen["focus"] in other.text["tied"] for other in others)


def _messages(view: View) -> dict[tuple[int, int], tuple[Node, Answer]]:
    """By the target's place: the target, and a message of its form; one of each kind a form, the unheard first."""
    found: dict[tuple[int, str], Answer] = {}
    for answer in answers(view):
        if _message(answer):
            key = (id(answer.form), answer.kind)
            if key not in found or (_heard(found[key], view) and not _heard(answer, view)):
                found[key] = answer
    targets: dict[tuple[int, int], tuple[Node, Answer]] = {}
    for answer in found.values():
        places = (answer.text["element"], answer.text["near"], answer.form["button"], answer.form["form"])
        node = next((node for place in places if (node := view.at(place)) is not None), None)
        if node is not None:
            targets.setdefault(node.key, (node, answer))
    return targets


def applicability(view: View) -> Iterator[Node]:
    """Messages that appeared."""
    yield from (node for node, _ in _messages(view).values())


def expectation(node: Node, view: View) -> Verdict:
    """Announced."""
    answer = _messages(view)[node.key][1]
    if _heard(answer, view):
        return passed()
    button = view.at(answer.form["button"])
    said = (button.name or button.text(20) or button.attr("value")) if button is not None else ""
    facts = {"text": answer.words, "button": said[:20]}
    seen = answer.round
    stayed = not seen["moved"] or seen["body"]
    return failed("silent", **facts) if stayed else cant_tell("moved", **facts)

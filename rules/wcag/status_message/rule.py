"""A message that appears after pressing a form's button is announced: a live region, a dialog that takes the focus, or
the focus on the message.

Assumptions: the form was sent empty and with wrong values, with every request held. A message is a text of at most 80
characters in the form, beside a field or fixed to the window, that reads like an error or a status (ours). Where much
of the page changes it isn't one. Magnifier users may not have the corner in sight where a message appears.
Source: WCAG 2.2 4.1.3; techniques ARIA19 and ARIA22; failure F103.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import NETWORK, Response, form_responses
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="status-message",
    requirements=("wcag22:4.1.3",),
    impact="serious",
    views=("desktop",),
    needs=("forms",),
    parts=("forms", "form-fields", "form-texts"),
    profile="standard",
)
MUCH = 0.5  # of the page's texts: new content rather than a message (ours)


def _is_message(response: Response) -> bool:
    sending, text = response.round, response.text
    much = sending.count > 10 and sending.count > MUCH * sending.total
    beside = text.inside or text.near[1] >= 0 or text.fixed or response.kind == "status"
    return response.kind != "other" and beside and not much and not sending.gone and not NETWORK.search(response.words)


def _heard(message: Response, view: View) -> bool:
    """Said in some way. One message of a round is enough, as a summary or the first field may speak for the rest."""
    sending = message.round
    others = [other for other in form_responses(view) if other.round is sending]
    return bool(sending.dialogs) or any(other.announced or sending.focus in other.text.tied for other in others)


def applicability(view: View) -> Iterator[tuple[Node, Response]]:
    """Messages that appeared: one of each kind a form, the unheard first."""
    messages: dict[tuple[int, str], Response] = {}
    for response in form_responses(view):
        if _is_message(response):
            key = (id(response.form), response.kind)
            if key not in messages or (_heard(messages[key], view) and not _heard(response, view)):
                messages[key] = response
    targets: dict[Node, Response] = {}
    for message in messages.values():
        places = (message.text.element, message.text.near, message.form.button, message.form.form)
        node = next((node for place in places if (node := view.at(place)) is not None), None)
        if node is not None:
            targets.setdefault(node, message)
    yield from targets.items()


def expectation(node: Node, view: View, message: Response) -> Verdict:
    """Announced."""
    if _heard(message, view):
        return passed()
    button = view.at(message.form.button)
    said = (button.name or button.text(20) or button.attr("value")) if button is not None else ""
    facts: Evidence = {"text": message.words, "button": said[:20]}
    stayed = not message.round.moved or message.round.body
    return failed("silent", **facts) if stayed else cant_tell("moved", **facts)

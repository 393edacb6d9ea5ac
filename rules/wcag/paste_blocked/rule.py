"""User name and password can be pasted when logging in.

Assumptions: a paste event and the keys were tried; a handler that stops the event and puts the text in itself is fine.
A form with two password fields is for signing up, which a person judges.
Source: WCAG 2.2 3.3.8; failure F109.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import PasteTrial, field_label, form_trials
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="paste-blocked",
    requirements=("wcag22:3.3.8",),
    impact="serious",
    views=("desktop",),
    needs=("forms",),
    parts=("pastes",),
    profile="standard",
)


def applicability(view: View) -> Iterator[tuple[Node, PasteTrial]]:
    """Fields of forms with a password that were pasted into."""
    trials = {trial.field: trial for trial in form_trials(view).pastes}
    for place, trial in trials.items():
        node = view.at(place)
        if node is not None:
            yield node, trial


def expectation(node: Node, view: View, trial: PasteTrial) -> Verdict:
    """What is pasted goes in."""
    if trial.free and trial.keys:
        return passed()
    fields = (view.at(place) for place in {trial.field for trial in form_trials(view).pastes})
    passwords = sum(1 for field in fields if field is not None and field.input_type == "password")
    name = field_label(node)[:40]
    # keys may be stopped for another reason; the event is what a paste comes down to
    sure = not trial.free and passwords == 1
    return failed("blocked", field=name) if sure else cant_tell("unsure", field=name)

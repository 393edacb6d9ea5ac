"""What can be clicked can be reached by the keyboard.

Assumptions: only elements that listen to clicks themselves, show a hand or have a role of a control, and do something
when clicked. What changes nothing but its own attributes is a control where it is one of a set to pick one of: like
elements in the same table or list, where the click on another changes it back; else one a page is put to a person.
Nothing around or inside them takes focus, and no other control has their words or leads to the same address. Where
there are no words, or something above listens to keys, or the element is hidden from assistive technology, a person
decides.
Source: WCAG 2.2 2.1.1; failures F42, F54, F59.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import ClickTrial, mouse_trials
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="keyboard-reach",
    requirements=("wcag22:2.1.1",),
    impact="critical",
    needs=("mouse_only",),
    parts=("clicks", "listeners"),
    profile="standard",
    absence=True,
)
ROLES = ("button", "link", "checkbox", "radio", "tab", "menuitem", "switch", "option")
KEYS = ("keydown", "keyup", "keypress")
LONGEST = 40  # ours: characters of what may be a control's words; longer text is content that happens to listen
MOST_ASKED = 3  # ours
SET_OF = 5  # ours: like elements that listen to clicks, from which on they are a set to pick from
SETS = ("table", "ul", "ol", "dl")
SET_ROLES = ("grid", "listbox", "radiogroup", "tablist", "list", "table")


def _words(node: Node) -> str:
    return (node.name or node.text(LONGEST + 1) or node.attr("title")).strip()


def _clicks(view: View) -> dict[Node, ClickTrial]:
    """Clicks that did something, on what looks like a control; what changed itself only where it can be seen and
    named."""
    clicks: dict[Node, ClickTrial] = {}
    for trial in mouse_trials(view).clicks:
        node = view.at(trial.at)
        if node is None or not node.rendered or not (trial.effects or trial.events):
            continue
        _, _, width, height = node.box
        backdrop = width * height > view.width * view.height / 2
        control = node.style("cursor") == "pointer" or node.attr("role") in ROLES
        nameless = _itself_only(trial) and (node.hidden_from_at or not _words(node))
        if control and not backdrop and not nameless and len(_words(node)) <= LONGEST:
            clicks[node] = trial
    return clicks


def _itself_only(trial: ClickTrial) -> bool:
    """The click changed attributes of the element itself and nothing more."""
    return not trial.events and all(
        effect.place == trial.at and effect.kind == "attributes" for effect in trial.effects
    )


def _one_of_a_set(node: Node, view: View) -> bool:
    """One of several like elements, and a click on another one changed it as well as that other one: one is picked."""
    trials = mouse_trials(view)
    around = next((a for a in node.ancestors() if a.tag in SETS or a.attr("role") in SET_ROLES), node.parent)
    like = {
        other.key
        for other in (around.descendants() if around else ())
        if other.tag == node.tag and "click" in trials.listened_at(other.number)
    }
    if len(like) < SET_OF:
        return False
    here = node.key
    for trial in trials.clicks:
        changed = {effect.place for effect in trial.effects if effect.kind == "attributes"}
        if trial.at in (like - {here}) & changed and here in changed:
            return True
    return False


@dataclass(frozen=True)
class Click:
    """A click that did something. `first_alone`: no earlier one changed nothing but its own element; `doubt` ("": none)
    is why it may be worked by keys all the same, `place` its place among those in doubt."""

    trial: ClickTrial
    changes_itself: bool
    first_alone: bool
    doubt: str
    place: int


def applicability(view: View) -> Iterator[tuple[Node, Click]]:
    """Elements that are worked by clicking and that Tab doesn't reach."""
    alone = in_doubt = 0
    for node, trial in _clicks(view).items():
        changes_itself = _itself_only(trial) and not _one_of_a_set(node, view)
        doubt = _doubt(node, view)
        yield node, Click(trial, changes_itself, not alone, doubt, in_doubt)
        alone += changes_itself
        in_doubt += bool(doubt)


def expectation(node: Node, view: View, click: Click) -> Verdict:
    """Another control does the same."""
    words = _words(node)
    for other in view.elements(lambda n: n.tabbable):
        if words and (other.name or other.text(LONGEST)).strip() == words:
            return passed()
        href = other.attr("href").strip("./")
        if href and any(event.url.rstrip("/").endswith(href) for event in click.trial.events):
            return passed()
    if click.changes_itself:
        return cant_tell("itself", name=words) if click.first_alone else INAPPLICABLE
    if click.doubt:
        asked = click.place < MOST_ASKED
        return cant_tell(click.doubt, name=words or node.attr("class")[:40] or node.tag) if asked else INAPPLICABLE
    return failed("pointer", name=words)


def _doubt(node: Node, view: View) -> str:
    """Why an element may be worked by keys all the same; "" for no reason."""
    trials = mouse_trials(view)
    if node.hidden_from_at:
        return "hidden"
    listened = {*trials.document, *trials.window}
    for above in (node, *node.ancestors()):
        listened |= set(trials.listened_at(above.number))
    if listened & set(KEYS):
        return "keys"
    return "" if _words(node) else "wordless"

"""What it checks: what can be clicked can be reached by the keyboard.

Who is affected: people who use the keyboard or a switch, and screen reader users: the function isn't there for them.
How to fix: use `button` or `a href`; else `tabindex="0"`, a role, and Enter and Space.
Assumptions: only elements that listen to clicks themselves, show a hand or have a role of a control, and do something when
clicked. What changes nothing but its own attributes is a control where it is one of a set to pick one of: like elements in the
same table or list, where the click on another changes it back; else one a page is put to a person. Nothing around or inside them takes focus, and no other control has their words or leads to the same address. Where
there are no words, or something above listens to keys, or the element is hidden from assistive technology, a person decides.
Source: WCAG 2.2 2.1.1; failures F42, F54, F59.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="keyboard-reach",
    requirements=("wcag22:2.1.1",),
    impact="critical",
    needs=("mouse_only",),
    profile="standard",
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


def _clicks(view: View) -> dict[tuple[int, int], dict[str, Any]]:
    """Clicks that did something, on what looks like a control; what changed itself only where it can be seen and named."""
    found = {}
    for item in view.observed("mouse_only")["clicks"]:
        node = view.at(item["at"])
        if node is None or not node.rendered or not (item["effects"] or item["events"]):
            continue
        _, _, width, height = node.box
        backdrop = width * height > view.width * view.height / 2
        control = node.style("cursor") == "pointer" or node.attr("role") in ROLES
        nameless = _itself_only(item) and (node.hidden_from_at or not _words(node))
        if control and not backdrop and not nameless and len(_words(node)) <= LONGEST:
            found[node.key] = item
    return found


def _itself_only(item: dict[str, Any]) -> bool:
    """The click changed attributes of the element itself and nothing more."""
    return not item["events"] and all(
        list(effect[:2]) == item["at"] and effect[2] == "attributes" for effect in item["effects"]
    )


def _one_of_a_set(node: Node, view: View) -> bool:
    """One of several like elements, and a click on another one changed it as well as that other one: one is picked."""
    seen = view.observed("mouse_only")
    around = next((a for a in node.ancestors() if a.tag in SETS or a.attr("role") in SET_ROLES), node.parent)
    like = {
        other.key
        for other in (around.descendants() if around else ())
        if other.tag == node.tag and "click" in seen["listeners"].get(str(other.number), ())
    }
    if len(like) < SET_OF:
        return False
    here = node.key
    for item in seen["clicks"]:
        changed = {tuple(effect[:2]) for effect in item["effects"] if effect[2] == "attributes"}
        if tuple(item["at"]) in (like - {here}) & changed and here in changed:
            return True
    return False


def applicability(view: View) -> Iterator[Node]:
    """Elements that are worked by clicking and that Tab doesn't reach."""
    return (view.documents[document].node(number) for document, number in _clicks(view))


def expectation(node: Node, view: View) -> Verdict:
    """Another control does the same."""
    clicks = _clicks(view)
    item = clicks[node.key]
    words = _words(node)
    for other in view.elements(lambda n: n.tabbable):
        if words and (other.name or other.text(LONGEST)).strip() == words:
            return passed()
        href = other.attr("href")
        if href and any(
            event.get("url", "").rstrip("/").endswith(href.strip("./")) for event in item["events"] if href.strip("./")
        ):
            return passed()
    if _itself_only(item) and not _one_of_a_set(node, view):
        alone = [key for key in clicks if _itself_only(clicks[key])]
        others = [key for key in alone if not _one_of_a_set(view.documents[key[0]].node(key[1]), view)]
        return cant_tell("itself", name=words) if others[0] == node.key else INAPPLICABLE
    doubts = [key for key in clicks if _doubt(view.documents[key[0]].node(key[1]), view)]
    doubt = _doubt(node, view)
    if doubt:
        asked = doubts.index(node.key) < MOST_ASKED
        return cant_tell(doubt, name=words or node.attr("class")[:40] or node.tag) if asked else INAPPLICABLE
    return failed("pointer", name=words)


def _doubt(node: Node, view: View) -> str:
    seen = view.observed("mouse_only")
    if node.hidden_from_at:
        return "hidden"
    listened = {*seen["document"], *seen["window"]}
    for above in (node, *node.ancestors()):
        listened |= set(seen["listeners"].get(str(above.number), ()))
    if listened & set(KEYS):
        return "keys"
    return "" if _words(node) else "wordless"

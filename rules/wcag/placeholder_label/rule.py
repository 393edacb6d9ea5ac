"""A field keeps its label when something is typed: the label isn't only a placeholder.

Assumptions: a best practice: a placeholder gives a name, so WCAG 4.1.2 may be met, and whether 3.3.2 is, is disputed. A
field has a label of another kind where it has a drawn label, or words stand before or behind it in its own box or row,
or in the cell or term before. A form's only text field with a submit button beside it is labelled by the button
(technique G167).
Source: HTML on the placeholder attribute (not to be used in place of a label); W3C forms tutorial.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, failed, passed
from auditor.rulekit.text import is_shown, labels_of, shown_text

RULE = Rule(
    id="placeholder-label",
    requirements=(),
    impact="moderate",
    views=("desktop", "phone"),
    decides=("failed",),
    best_practice=True,
    people=("4.2.2", "4.2.10", "older"),
)
TYPED = ("", "text", "tel", "email", "url", "number", "password", "search")
FIELDS = ("input", "textarea", "select")
CONTROLS = (*FIELDS, "button")


def _typed(node: Node) -> bool:
    if node.tag == "textarea":
        return True
    return node.tag == "input" and node.input_type in TYPED and not node.disabled


def _fields(box: Node) -> list[Node]:
    return [n for n in box.descendants() if n.tag in FIELDS and n.rendered and n.attr("type") != "hidden"]


def applicability(view: View) -> Iterator[Node]:
    """Drawn fields to type in that have a placeholder with words."""
    for field in view.having("placeholder"):
        if field.rendered and _typed(field) and len(field.attr("placeholder").strip()) > 1:
            yield field


def _searches(field: Node) -> bool:
    """The only text field of its form or landmark, with a button to send it."""
    if field.input_type == "search":
        return True
    box = field.closest("form") or next((a for a in field.ancestors() if a.role in ("search", "form")), None)
    if box is None:
        box = field.parent if field.parent is not None and field.parent.tag != "body" else None
    if box is None:
        return False
    acts = any(n.tag == "button" or n.input_type in ("submit", "button", "image") for n in box.descendants())
    return acts and sum(map(_typed, _fields(box))) == 1


def _says(node: Node) -> bool:
    """Words that are seen, those on controls left out."""
    below = (node,) if node.is_text else node.descendants()
    return any(n.is_text and n.own_text.strip(" *　") and _seen(n) and not n.inside(*CONTROLS) for n in below)


def _seen(text: Node) -> bool:
    """Drawn, and not inside a box of one pixel, as words for screen readers are."""
    return is_shown(text) and (text.parent is None or is_shown(text.parent))


def _words_beside(field: Node) -> bool:
    """Words in the boxes around the field, up to one that holds another field, or in the cell or term before it."""
    for box in field.ancestors():
        if box.tag in ("form", "fieldset", "main", "body", "html") or len(_fields(box)) > 1:
            return _neighbours_say(box, field)
        if _says(box) or (box.tag in ("td", "dd", "li", "div", "p") and _before_says(box)):
            return True
    return False


def _before_says(box: Node) -> bool:
    """The neighbour before holds words and no field."""
    beside = box.parent.children if box.parent is not None else []
    earlier = [child for child in beside if child.number < box.number and child.rendered]
    return bool(earlier) and not _fields(earlier[-1]) and _says(earlier[-1])


def _neighbours_say(box: Node, field: Node) -> bool:
    """In a box of several things: what stands right before or behind this field is words."""
    parts = [child for child in box.children if not child.is_text or child.own_text.strip(" *　")]
    place = next((at for at, part in enumerate(parts) if part is field or field in part.descendants()), None)
    if place is None:
        return True
    beside = [*parts[max(place - 1, 0) : place], *parts[place + 1 : place + 2]]
    return any(part.tag not in CONTROLS and not _fields(part) and _says(part) for part in beside)


def expectation(field: Node, view: View) -> Verdict:
    """Another label that is seen, words beside it, or a search with its button."""
    if any(is_shown(label) and shown_text(label, 60, without=field) for label in labels_of(field, view)):
        return passed()
    if _searches(field) or _words_beside(field):
        return passed()
    return failed("only", label=field.attr("placeholder").strip()[:40])

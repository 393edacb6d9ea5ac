"""The border that shows where a text field is stands out from the page.

Assumptions: text fields with a border of their own, where all that lies around is plain colours. The best side of the
border counts; a contrasting background of the field, or a box close round it that stands out, is enough. A field
without border or background has no indicator to measure. Certain where the border is all there is; with a placeholder
or value inside a person decides whether the field is found by it, once for each look.
Source: WCAG 2.2 1.4.11 and its understanding document ("boundaries").
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, border_colours, hexadecimal, per_view, ratio, solid_background
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed, threshold

RULE = Rule(id="faint-field-border", requirements=("wcag22:1.4.11",), impact="moderate", views=("desktop",))
REQUIRED = float(threshold("wcag22:1.4.11", "min_ratio"))
NO_TEXT = frozenset({"button", "checkbox", "color", "file", "hidden", "image", "radio", "range", "reset", "submit"})
CLOSE = 24  # ours: px by which a box round a field may be larger and still show its place


def applicability(view: View) -> Iterator[Node]:
    """Drawn text fields with a border."""
    for node in view.find("input", "textarea"):
        if node.input_type in NO_TEXT or not node.rendered or node.inactive or min(node.box[2:]) < 8:
            continue
        if border_colours(node):
            yield node


def _boxed(node: Node) -> bool:
    """Whether a box close round the field stands out by itself."""
    _, _, width, height = node.box
    for above in node.ancestors():
        if above.box[2] > width + 4 * CLOSE or above.box[3] > height + CLOSE:
            return False
        around = solid_background(above.parent) if above.parent is not None else None
        inner = solid_background(above)
        if around is None or inner is None:
            return True
        edges = [*border_colours(above), inner]
        if max(ratio(edge, around) for edge in edges) >= REQUIRED:
            return True
    return False


@per_view
def _looks_told(view: View) -> set[tuple[str, str]]:
    """Border and background of fields with words inside that a person was asked about."""
    return set()


def expectation(node: Node, view: View) -> Verdict:
    """The best of border and background against what lies around."""
    outside = solid_background(node.parent) if node.parent is not None else None
    inside = solid_background(node)
    if outside is None or inside is None or node.style("box-shadow") != "none":
        return INAPPLICABLE
    edges = border_colours(node, outside)
    best = max(edges, key=lambda edge: max(ratio(edge, outside), ratio(edge, inside)))
    reached = max(ratio(best, outside), ratio(best, inside), ratio(inside, outside))
    if reached >= REQUIRED or _boxed(node):
        return passed()
    facts: Evidence = {
        "ratio": int(reached * 100) / 100,
        "border": hexadecimal(best),
        "ground": hexadecimal(outside),
        "required": REQUIRED,
    }
    if not (node.attr("placeholder").strip() or node.value.strip() or node.text(3)):
        return failed("faint", **facts)
    seen = _looks_told(view)
    look = (hexadecimal(best), hexadecimal(outside))
    if look in seen:
        return INAPPLICABLE
    seen.add(look)
    return cant_tell("words_inside", **facts)

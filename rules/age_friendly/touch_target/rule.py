"""Main components are large enough to touch: 44 px on a phone, 60 px in an elder version.

Assumptions: "main components" is not defined in the clause; the tool takes entries of navigation, buttons, form
controls, search and service cards, and leaves out inline links, lists of news and footers. A label belongs to its
control's area.
Source: MIIT 67号 (2021) Annex 2, clause 2.1 (figures from the data), as a reference for mobile pages.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, css_scale, is_elder_page, per_view
from auditor.rulekit.rule import Rule, Verdict, failed, passed, threshold

ORDINARY, ELDER = "miit-app-2021:2.1-other", "miit-app-2021:2.1-elder"
RULE = Rule(
    id="touch-target",
    requirements=(ORDINARY, ELDER),
    impact="moderate",
    views=("phone",),
    decides=("failed",),
)
SIZE = {ORDINARY: float(threshold(ORDINARY, "min_target_px")), ELDER: float(threshold(ELDER, "min_target_px"))}
ROUNDING = 0.6  # boxes are stored in whole px
CONTROLS = frozenset({"button", "select", "textarea", "input", "summary"})
FLOATING = re.compile(r"float|piao|couplet|ad_", re.I)
CARD = re.compile(r"(^|[-_ ])(card|tile|services?|fuwu|banshi|shixiang)s?([-_ ]|$)", re.I)
NAVIGATION = re.compile(r"(^|[-_ ])(nav|menu|topbar|pager|pages?|tabs?)([-_ ]|$)", re.I)


@per_view
def _named(view: View) -> tuple[list[Node], list[Node]]:
    """Boxes that their class or id calls a navigation, and elements that they call a floating window."""
    known: dict[tuple[str, str], tuple[bool, bool]] = {}
    navigations, floating = [], []
    for node in view.having("class", "id"):
        names = node.attr("class"), node.attr("id")
        if names not in known:  # many elements share a class
            known[names] = bool(NAVIGATION.search(" ".join(names))), bool(FLOATING.search("".join(names)))
        if known[names][0] and node.tag in ("div", "ul"):
            navigations.append(node)
        if known[names][1]:
            floating.append(node)
    return navigations, floating


@per_view
def _navigations(view: View) -> list[list[bool]]:
    """By document and node: in a navigation and no footer inside it."""
    by_document = []
    for doc in view.documents:
        marks = {node.number: True for node in _named(view)[0] if node.doc is doc}
        marks |= {n: True for role in ("navigation", "menubar", "tablist") for n in doc.by_role.get(role, ())}
        marks |= dict.fromkeys(doc.by_tag.get("nav", ()), True)
        marks |= dict.fromkeys((*doc.by_tag.get("footer", ()), *doc.by_role.get("contentinfo", ())), False)
        by_document.append(doc.inherited(marks, False) if not doc.lost else [])
    return by_document


def _in_navigation(node: Node, view: View) -> bool:
    parent = node.parent
    return parent is not None and _navigations(view)[node.doc.number][parent.number]


def _is_card(node: Node) -> bool:
    """A link laid out as a block inside something named for services or cards."""
    if node.style("display") == "inline" or node.closest("footer") is not None:
        return False
    near = [node, *list(node.ancestors())[:2]]
    return any(CARD.search(n.attr("class") + " " + n.attr("id")) for n in near)


@per_view
def _floating(view: View) -> list[set[int]]:
    """By document: numbers of what is in a floating window, which has a rule of its own."""
    named = _named(view)[1]
    return [doc.below([node.number for node in named if node.doc is doc]) for doc in view.documents]


def applicability(view: View) -> Iterator[Node]:
    """Main components that are drawn and work."""
    floating = _floating(view)
    candidates = [*view.find("a", *CONTROLS), *view.with_role("button", "tab", "menuitem")]
    for node in {node.key: node for node in candidates}.values():
        tag = node.tag
        if not node.rendered or node.disabled:
            continue
        if tag == "input" and node.input_type in ("hidden", "checkbox", "radio"):
            if node.input_type == "hidden":
                continue
        elif tag in CONTROLS or node.role in ("button", "tab", "menuitem"):
            pass
        elif not (tag == "a" and node.has("href") and (_in_navigation(node, view) or _is_card(node))):
            continue
        x, y, w, h = node.box
        if (
            node.number in floating[node.doc.number]
            or node.hidden_from_at
            or w <= 1
            or h <= 1
            or x + w <= 0
            or y + h <= 0
        ):
            continue
        yield node


def _area(node: Node, view: View) -> tuple[int, int]:
    """Width and height, the label's and a clickable wrapper's box taken in."""
    boxes = [node.box]
    label = node.closest("label")
    if label is not None:
        boxes.append(label.box)
    elif node.attr("id") and node.input_type in ("checkbox", "radio"):
        boxes += [
            other.box for other in view.find("label") if other.attr("for") == node.attr("id") and other.doc is node.doc
        ]
    # The drawn children of a link may be larger than its inline box.
    boxes += [child.box for child in node.descendants() if not child.is_text and child.rendered]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    return max(b[0] + b[2] for b in boxes) - left, max(b[1] + b[3] for b in boxes) - top


def expectation(node: Node, view: View) -> Verdict:
    """Both sides against the size."""
    clause = ELDER if is_elder_page(view) else ORDINARY
    scale = css_scale(view)
    width, height = (round(side * scale) for side in _area(node, view))
    if min(width, height) >= SIZE[clause] - ROUNDING:
        return passed()
    return failed("small", width=width, height=height, required=SIZE[clause], requirements=(clause,))

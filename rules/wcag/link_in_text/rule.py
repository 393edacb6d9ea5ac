"""A link inside running text differs from the text around it by more than its colour.

Assumptions: running text is a block with at least 20 characters of its own beside the link. A link that differs in
line, border, weight, slant, family, size, background or image is told apart; so is one whose colour has 3:1 against
the text around it (technique G183). A link of the very same colour uses no colour as a sign and is not this failure.
Where a generated mark (::before, ::after) stands at the link a person looks.
Source: WCAG 2.2 1.4.1, failure F73, technique G183.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, hexadecimal, per_view, ratio
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed, threshold

RULE = Rule(id="link-in-text", requirements=("wcag22:1.4.1",), impact="serious", views=("desktop",))
REQUIRED = float(threshold("wcag22:1.4.11", "min_ratio"))  # ours for text: technique G183 has the same figure
LEAST = 20  # characters of other text in the block; ours
SAME = 1.02
CONTROLS = ("a", "button", "label")
MARKS = frozenset({"img", "svg", "b", "strong", "em", "i", "mark"})


def _own_texts(block: Node, links: set[int]) -> Iterator[Node]:
    """Drawn texts of a block that stand in no link and in no block of their own."""
    nodes, ends = block.doc.nodes, block.doc.ends
    at = block.number + 1 if block.number not in links else ends[block.number]
    while at < ends[block.number]:
        node = nodes[at]
        if node.is_text and node.rendered:
            yield node
        passed_over = not node.is_text and (at in links or node.is_block)
        at = ends[at] if passed_over else at + 1


def applicability(view: View) -> Iterator[tuple[Node, Node]]:
    """Links set inline in running text, with the first text of their block that is in no link."""
    for doc in view.documents:
        if doc.lost:
            continue
        links = {*doc.by_role.get("link", ()), *(n for tag in CONTROLS for n in doc.by_tag.get(tag, ()))}
        running: dict[int, list[Node]] = {}
        for number in doc.by_tag.get("a", ()):
            link = doc.node(number)
            if not link.rendered or not link.has("href") or link.style("display") != "inline":
                continue
            block = link.block
            if block is None or block.tag in ("nav", "ul", "ol", "footer"):
                continue
            if block.number not in running:
                texts = list(_own_texts(block, links))
                enough = sum(len(text.own_text.strip()) for text in texts) >= LEAST
                running[block.number] = texts if enough else []
            if running[block.number] and link.text(10):
                yield link, running[block.number][0]


FONT = ("font-weight", "font-family", "font-size", "text-decoration-line")


def _differs(one: Node, other: Node) -> bool:
    return any(one.style(name) != other.style(name) for name in FONT)


@per_view
def _rows_apart(view: View) -> dict[tuple[int, int], bool]:
    """By document and row of computed styles: what `_set_apart` found before."""
    return {}


def _set_apart(node: Node, view: View) -> bool:
    """By a line, a border or a background of its own."""
    held, key = _rows_apart(view), (node.doc.number, node.style_row)
    if key not in held:
        background = node.colour("background-color")
        held[key] = (
            "underline" in node.style("text-decoration-line")
            or any(
                node.px(f"border-{side}-width") > 0 and node.style(f"border-{side}-style") != "none"
                for side in ("bottom", "top")
            )
            or bool(background and background[3] > 0)
            or node.style("background-image") != "none"
        )
    return held[key]


def expectation(link: Node, view: View, other: Node) -> Verdict:
    """By the link's text against the nearest text of its block."""
    below = list(link.descendants())
    text = next((node for node in below if node.is_text and node.rendered), None)
    if text is None:
        return INAPPLICABLE
    if any(not node.is_text and (node.tag in MARKS or _set_apart(node, view)) for node in (link, *below)):
        return passed()
    if _differs(text, other):
        return passed()
    one, two = text.colour("color"), other.colour("color")
    if one is None or two is None or text.background.how != "exact":
        return INAPPLICABLE
    measured = ratio(one, two)
    if measured >= REQUIRED:
        return passed()
    if measured < SAME:
        return INAPPLICABLE
    facts: Evidence = {
        "ratio": int(measured * 100) / 100,
        "required": REQUIRED,
        "foreground": hexadecimal(one),
        "background": hexadecimal(two),
    }
    if any(pseudo.number == link.number for pseudo in link.doc.pseudo_elements):
        return cant_tell("mark", **facts)
    return failed("colour", **facts)

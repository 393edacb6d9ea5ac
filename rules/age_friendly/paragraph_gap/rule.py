"""Paragraphs of running text stand further apart than their lines do, by the clause's multiple.

Assumptions: the clause can be read in several ways. The tool takes the mildest: from the last line of one paragraph to
the first of the next it must be at least the multiple of the distance of two lines. What fails this fails the stricter
readings too. Judged are neighbouring `p` elements with running text of one size, one of them of two lines or more.
Source: MIIT 67号 (2021) Annex 2, clause 1.2 (figure from the data, read as "at least 1.3 times").
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, per_view
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed, threshold

CLAUSE = "miit-app-2021:1.2"
RULE = Rule(id="paragraph-gap", requirements=(CLAUSE,), impact="minor", views=("desktop", "phone"), decides=("failed",))
RATIO = float(threshold(CLAUSE, "min_paragraph_gap_ratio"))
SHORTEST = 20  # characters; ours: fewer are no running text
ROUNDING = 1.0  # px; boxes are stored in whole px


def _before(view: View) -> dict[tuple[int, int], Node]:
    """By drawn paragraph: the paragraph right before it, with nothing drawn between."""
    before: dict[tuple[int, int], Node] = {}
    for doc in view.documents:
        nodes, parents = doc.nodes if not doc.lost else [], doc.parents
        for parent in {parents[number] for number in (doc.by_tag.get("p", ()) if nodes else ())}:
            last: Node | None = None
            for child in nodes[parent].children if parent >= 0 else ():
                if child.rendered:
                    if last is not None and child.tag == last.tag == "p":
                        before[child.key] = last
                    last = child
    return before


@per_view
def _texts_by_paragraph(view: View) -> dict[tuple[int, int], list[Node]]:
    """What `_texts` found before: a paragraph is looked at with the one before it and with the one after."""
    return {}


def _texts(paragraph: Node, held: dict[tuple[int, int], list[Node]]) -> list[Node]:
    """A paragraph's drawn texts."""
    texts = held.get(paragraph.key)
    if texts is None:
        texts = held[paragraph.key] = [node for node in paragraph.descendants() if node.is_text and node.rendered]
    return texts


def applicability(view: View) -> Iterator[tuple[Node, Node]]:
    """Paragraphs of running text that follow one, with that one."""
    before = _before(view)
    for node in view.find("p"):
        upper = before.get(node.key)
        if upper is not None and node.is_block and len(node.text(60)) >= SHORTEST and len(upper.text(60)) >= SHORTEST:
            yield node, upper


def expectation(paragraph: Node, view: View, before: Node) -> Verdict:
    """From last line to first line, against the distance of lines."""
    held = _texts_by_paragraph(view)
    upper, lower = _texts(before, held), _texts(paragraph, held)
    pitch = next((text.pitch for text in (*upper, *lower) if text.lines > 1 and text.pitch), None)
    if pitch is None or not upper or not lower or upper[-1].font_size != lower[0].font_size:
        return INAPPLICABLE
    last = upper[0] if len(upper) == 1 else max(upper, key=lambda text: text.box[1] + text.box[3])
    # From the top of the upper one's last line to the top of the lower one's first.
    across = lower[0].box[1] - last.box[1] - (last.lines - 1) * last.pitch
    if across <= 0 or (across + ROUNDING) / pitch >= RATIO:
        return passed()
    return failed(
        "tight", across=round(across, 1), pitch=round(pitch, 1), ratio=round(across / pitch, 2), required=RATIO
    )

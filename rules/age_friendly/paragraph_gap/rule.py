"""What it checks: paragraphs of running text stand further apart than their lines do, by the clause's multiple.

Who is affected: people with reading difficulties, low vision or weak memory, who find their place by paragraphs.
How to fix: give paragraphs a margin of about 1.5 line heights; delete zero margins pasted from word processors.
Assumptions: the clause can be read in several ways. The tool takes the mildest: from the last line of one paragraph to
the first of the next it must be at least the multiple of the distance of two lines. What fails this fails the stricter
readings too. Judged are neighbouring `p` elements with running text of one size, one of them of two lines or more.
Source: MIIT 67号 (2021) Annex 2, clause 1.2 (figure from the data, read as "at least 1.3 times").
"""

from collections.abc import Iterator

from auditor.rulekit import INAPPLICABLE, Node, Rule, Verdict, View, failed, passed, threshold

CLAUSE = "miit-app-2021:1.2"
RULE = Rule(id="paragraph-gap", requirements=(CLAUSE,), impact="minor", views=("desktop", "phone"), decides=("failed",))
RATIO = float(threshold(CLAUSE, "min_paragraph_gap_ratio"))
SHORTEST = 20  # characters; ours: fewer are no running text
ROUNDING = 1.0  # px; boxes are stored in whole px


def _texts(paragraph: Node) -> list[Node]:
    nodes, end = paragraph.doc.nodes, paragraph.doc.ends[paragraph.number]
    return [node for node in nodes[paragraph.number + 1 : end] if node.is_text and node.rendered]


def _foot(text: Node) -> int:
    _, y, _, height = text.box
    return y + height


def _before(paragraph: Node) -> Node | None:
    """The paragraph right before, with nothing drawn between."""
    doc = paragraph.doc
    if paragraph.parent is None:
        return None
    # Siblings are counted once for all paragraphs of a container.
    held: dict[int, Node | None] = doc.__dict__.setdefault("_drawn_before", {})
    if paragraph.number not in held:
        last: Node | None = None
        for number in doc.children(paragraph.parent.number):
            held[number] = last
            child = doc.nodes[number]
            last = child if child.rendered else last
    before = held[paragraph.number]
    return before if before is not None and before.tag == "p" else None


def applicability(view: View) -> Iterator[Node]:
    """Paragraphs of running text that follow one."""
    for node in view.find("p"):
        if node.rendered and node.is_block and len(node.text(60)) >= SHORTEST:
            before = _before(node)
            if before is not None and len(before.text(60)) >= SHORTEST:
                yield node


def expectation(paragraph: Node, view: View) -> Verdict:
    """From last line to first line, against the distance of lines."""
    before = _before(paragraph)
    upper, lower = _texts(before) if before is not None else [], _texts(paragraph)
    pitched = next((text for text in (*upper, *lower) if text.lines > 1 and text.pitch), None)
    if pitched is None or not upper or not lower or upper[-1].font_size != lower[0].font_size:
        return INAPPLICABLE
    pitch = pitched.pitch
    last = upper[0] if len(upper) == 1 else max(upper, key=_foot)
    line = last.box[3] - (last.lines - 1) * last.pitch
    across = lower[0].box[1] - (_foot(last) - line)  # from the top of the last line to the top of the first
    if across <= 0 or (across + ROUNDING) / pitch >= RATIO:
        return passed()
    return failed(
        "tight", across=round(across, 1), pitch=round(pitch, 1), ratio=round(across / pitch, 2), required=RATIO
    )

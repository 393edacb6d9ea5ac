"""What it checks: text of an elder page has the contrast of the age-friendly clause, whose large text begins earlier than WCAG's.

Who is affected: older people, whose eyes lose contrast with age.
How to fix: darken the text or lighten the background until 4.5:1 is reached at any size; that meets both measures.
Assumptions: the clause's 3:1 holds for text above 18 px, WCAG's for 24 px or bold 18.66 px: text between them can meet
the clause and fail WCAG, which text-contrast reports. The clause gives no formula: WCAG's is used. Failed only where
the best background pixel is not enough; pictures and gradients that can't be settled are left to text-contrast.
Source: MIIT 67号 (2021) Annex 2, clause 1.3 (figures from the data), as a reference; formula of WCAG 2.2.
"""

from collections.abc import Iterator

from auditor.rulekit import (
    INAPPLICABLE,
    Node,
    Rule,
    Verdict,
    View,
    failed,
    hexadecimal,
    is_elder_page,
    passed,
    ratio,
    threshold,
)

CLAUSE = "miit-app-2021:1.3"
RULE = Rule(
    id="elder-contrast", requirements=(CLAUSE,), impact="serious", views=("desktop", "phone"), decides=("failed",)
)
NORMAL, LARGE = float(threshold(CLAUSE, "min_ratio")), float(threshold(CLAUSE, "large_min_ratio"))
LARGE_ABOVE = float(threshold(CLAUSE, "large_above_px"))
WCAG_NORMAL, WCAG_LARGE, WCAG_LARGE_PX, WCAG_BOLD_PX = 4.5, 3.0, 24.0, 18.66  # WCAG 2.2, 1.4.3
SAME = 1.05  # ours: text this near to its ground is not visible text


def applicability(view: View) -> Iterator[Node]:
    """Drawn text of an elder page, one piece an element."""
    if not is_elder_page(view):
        return
    seen: set[tuple[int, int]] = set()
    for text in view.texts():
        holder = text.parent
        if holder is None or text.ground.get("how") in (None, "hidden", "undecided") or text.inactive:
            continue
        place = (holder.doc.number, holder.number)
        if place not in seen and any(c.isalnum() for c in text.own_text):
            seen.add(place)
            yield text


def expectation(text: Node, view: View) -> Verdict:
    """The best ratio against the clause's, with WCAG's beside it."""
    ground, size = text.ground, text.font_size
    alpha = float(ground.get("alpha", 1.0))
    pairs = []
    for below in ground["bg"]:
        front = tuple(c * alpha + g * (1 - alpha) for c, g in zip(ground["fg"], below, strict=True))
        pairs.append((ratio(front, below), front, below))
    best, front, below = max(pairs)
    required = LARGE if size > LARGE_ABOVE else NORMAL
    if best < SAME or text.style("text-shadow") != "none":
        return INAPPLICABLE
    if best >= required:
        return passed()
    is_large = size >= WCAG_LARGE_PX or (text.is_bold and size >= WCAG_BOLD_PX)
    return failed(
        "low",
        ratio=int(best * 100) / 100,
        required=required,
        wcag=WCAG_LARGE if is_large else WCAG_NORMAL,
        font_size=size,
        foreground=hexadecimal(front),
        background=hexadecimal(below),
    )

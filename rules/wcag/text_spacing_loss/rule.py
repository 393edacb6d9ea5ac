"""What it checks: with the four text spacing values of WCAG set, no text is cut off or lies on other text.

Who is affected: people with low vision or dyslexia who widen line, letter and word spacing with a style sheet of their own.
How to fix: no fixed heights on boxes with text; let lines wrap and boxes grow.
Assumptions: the desktop view is the comparison: what is cut or overlaps there too isn't due to spacing. An ellipsis that
appears is left out, as the whole text is usually a click away. Tolerances are ours (rulekit.clipping, rulekit.overlaps).
Source: WCAG 2.2 1.4.12 and its Understanding document (text clipped, text overlapping, text truncated).
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, per_view
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import losses, overlaps

RULE = Rule(
    id="text-spacing-loss",
    requirements=("wcag22:1.4.12",),
    impact="serious",
    views=("text-spacing",),
    profile="standard",
)


@per_view
def _lying(view: View) -> dict[tuple[int, int], Node]:
    """By the text that lies over another: that other."""
    return {pair.over.key: pair.under for pair in overlaps(view)}


def applicability(view: View) -> Iterator[Node]:
    """Drawn texts."""
    return view.texts()


def expectation(text: Node, view: View) -> Verdict:
    """Neither cut off nor over another text, unless it was so before."""
    words = text.own_text.strip()[:40]
    under = _lying(view).get(text.key)
    if under is not None:
        return failed("overlap", text=words, other=under.own_text.strip()[:40])
    loss = next((loss for loss in losses(view).found if loss.text.number == text.number and loss.text is text), None)
    if loss is None or loss.how in ("same", "through"):
        return passed()
    box = loss.cut.by.snippet(80) if loss.cut.by is not None else ""
    if loss.how == "gone":
        return cant_tell("gone", text=words, box=box)
    return failed("window" if loss.how == "window" else "cut", text=words, box=box)

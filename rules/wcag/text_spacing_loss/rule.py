"""With the four text spacing values of WCAG set, no text is cut off or lies on other text.

Assumptions: the desktop view is the comparison: what is cut or overlaps there too isn't due to spacing. An ellipsis
that appears is left out, as the whole text is usually a click away. Tolerances are ours (rulekit.clipping,
rulekit.overlaps).
Source: WCAG 2.2 1.4.12 and its Understanding document (text clipped, text overlapping, text truncated).
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import Loss, overlaps, text_losses

RULE = Rule(
    id="text-spacing-loss",
    requirements=("wcag22:1.4.12",),
    impact="serious",
    views=("text-spacing",),
    profile="standard",
)


def applicability(view: View) -> Iterator[tuple[Node, Node | Loss | None]]:
    """Drawn texts: the text that one lies over, or what of it is cut off (None: neither)."""
    under = {pair.over: pair.under for pair in overlaps(view)}
    cut: dict[Node, Loss] = {}
    for loss in text_losses(view).losses:
        cut.setdefault(loss.text, loss)
    return ((text, under.get(text) or cut.get(text)) for text in view.texts())


def expectation(text: Node, view: View, loss: Node | Loss | None) -> Verdict:
    """Neither cut off nor over another text, unless it was so before."""
    words = text.own_text.strip()[:40]
    if isinstance(loss, Node):
        return failed("overlap", text=words, other=loss.own_text.strip()[:40])
    if loss is None or loss.how in ("same", "through"):
        return passed()
    box = loss.cut.by.snippet(80) if loss.cut.by is not None else ""
    if loss.how == "gone":
        return cant_tell("gone", text=words, box=box)
    return failed("window" if loss.how == "window" else "cut", text=words, box=box)

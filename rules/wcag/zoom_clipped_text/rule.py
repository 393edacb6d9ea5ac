"""No text is cut off by `overflow` when a window of 1280 × 1024 is zoomed to 200 % (640 × 512 CSS px).

Assumptions: there is no other way to enlarge the text; a box that also hides other texts at 100 % is a slide show or a
ticker and left out; text that is cut alike at 100 % is put to a person; what counts as cut is in `rulekit.clipping`
(ours).
Source: WCAG 2.2 1.4.4; ACT rule 59br37.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import Loss, text_losses

RULE = Rule(
    id="zoom-clipped-text",
    requirements=("wcag22:1.4.4",),
    impact="serious",
    act=("59br37",),
    views=("zoom",),
    profile="standard",
)


def applicability(view: View) -> Iterator[tuple[Node, Loss | None]]:
    """Texts with something above them that clips, with what of them is cut off."""
    clipped = text_losses(view)
    lost: dict[Node, Loss] = {}
    for loss in clipped.losses:
        lost.setdefault(loss.text, loss)
    yield from lost.items()
    yield from ((text, None) for text in clipped.targets if text not in lost)


def expectation(text: Node, view: View, loss: Loss | None) -> Verdict:
    """Nothing of it is cut off."""
    if loss is None:
        return passed()
    by = loss.cut.by
    facts: Evidence = {
        "text": text.own_text.strip()[:40],
        "box": by.snippet(80) if by is not None else "",
        "width": view.width,
    }
    if loss.how in ("cut", "through", "window"):
        return failed(loss.how, **facts)
    return cant_tell(loss.how, **facts)

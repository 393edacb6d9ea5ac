"""Main text of an elder page is at least as large as the clause says.

Assumptions: an elder page is known by its address or its title; on ordinary pages nothing is judged. Main text is text
of some length outside footers; subtitles, notes and single words are left out.
Source: MIIT 67号 (2021) Annex 2, clause 1.1 for the elder interface; Annex 1 for phones. The figure is in the data.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, css_scale, is_elder_page
from auditor.rulekit.rule import Rule, Verdict, failed, passed, threshold

RULE = Rule(
    id="text-size",
    requirements=("miit-app-2021:1.1-elder", "miit-web-2021:1.2.3-mobile"),
    impact="serious",
    views=("desktop", "phone"),
    decides=("failed",),
)
MINIMUM = float(threshold("miit-app-2021:1.1-elder", "min_px"))
SHORTEST = 8  # characters; ours: fewer are no running text


def applicability(view: View) -> Iterator[Node]:
    """Text blocks of an elder page, one target an element."""
    if not is_elder_page(view):
        return
    seen: set[int] = set()
    for text in view.texts(top_only=True):
        holder = text.parent
        if holder is None or id(holder) in seen or len(text.own_text.strip()) < SHORTEST:
            continue
        if holder.closest("footer", "figcaption", "small", "sup", "sub") is not None or text.background.is_hidden:
            continue
        seen.add(id(holder))
        yield text


def expectation(text: Node, view: View) -> Verdict:
    """The computed size, as the device shows it."""
    size = round(text.font_size * css_scale(view), 1)
    return passed() if size >= MINIMUM else failed("small", font_size=size, required=MINIMUM)

"""What a video without sound shows can be read as text or heard.

Never passes: whether a text tells all that is shown takes watching.
Assumptions: failed only where a video that people start (it has controls) has nothing that can be its alternative: no
other audio, no link or button in the page's content, and fewer words than half a word for each second (the tool's own
figure). A silent video that plays by itself without controls may be mere decoration: a person decides. A
`descriptions` track is read out by no browser and counts for nothing.
Source: WCAG 2.2 1.2.1; ACT rule c3232f with its parts fd26cf, ee13b5 and d7ba54.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Medium, alternative_candidates, media
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed

RULE = Rule(
    id="video-only-alternative",
    requirements=("wcag22:1.2.1",),
    impact="critical",
    act=("c3232f",),
    needs=("media",),
    profile="standard",
    absence=True,
)
SHORTEST = 5.0  # ours: seconds; shorter silent clips are effects as often as content


def applicability(view: View) -> Iterator[tuple[Node, Medium]]:
    """Visible videos without sound that could be opened."""
    for medium in media(view, "video"):
        if medium.visible and medium.audible is False and medium.seconds > 0 and medium.facts.width:
            yield medium.node, medium


def expectation(node: Node, view: View, medium: Medium) -> Verdict:
    """Whether there can be an alternative at all."""
    alternatives, seconds = alternative_candidates(view), round(medium.seconds, 1)
    heard = any(item.audible is not False for item in media(view, "audio"))
    if not alternatives.possible(seconds) and not heard and medium.facts.controls and seconds >= SHORTEST:
        return failed("none", seconds=seconds, words=alternatives.words)
    if medium.facts.autoplay and not medium.facts.controls:
        return cant_tell("decoration", seconds=seconds)
    return cant_tell("look", seconds=seconds, words=alternatives.words)

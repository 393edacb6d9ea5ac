"""What an audio tells can be read as text, on the page or through a link.

Never passes: whether a text tells all that is said takes listening.
Assumptions: failed only where the sound has the pauses of speech and nothing can be its transcript: the page's content
has no link or button, and fewer words than half a word for each second (both figures are the tool's own). Else a person
compares. A live stream and a file without sound are not looked at.
Source: WCAG 2.2 1.2.1; ACT rule e7aa44 with its parts 2eb176 and afb423.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Medium, alternative_candidates, media
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed

RULE = Rule(
    id="audio-transcript",
    requirements=("wcag22:1.2.1",),
    impact="critical",
    act=("e7aa44",),
    needs=("media",),
    profile="standard",
    absence=True,
)


def applicability(view: View) -> Iterator[tuple[Node, Medium]]:
    """Audio that plays by itself or can be played by a control that shows."""
    for medium in media(view, "audio"):
        facts = medium.facts
        playable = medium.has_usable_controls or any(works for _, works in medium.pressed_controls(view))
        opened = not facts.error and (facts.duration or 0) > 0
        if opened and medium.audible is not False and (facts.autoplay or playable):
            yield medium.node, medium


def expectation(node: Node, view: View, medium: Medium) -> Verdict:
    """Whether there can be a transcript at all."""
    alternatives, seconds = alternative_candidates(view), round(medium.seconds, 1)
    if not alternatives.possible(seconds) and medium.speech:
        return failed("none", seconds=seconds, words=alternatives.words)
    if alternatives.named:
        return cant_tell("compare", seconds=seconds, links=alternatives.named)
    return cant_tell("look", seconds=seconds, words=alternatives.words)

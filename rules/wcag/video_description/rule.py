"""What a video with sound shows is told by its sound, by a described version, or (1.2.3) in text.

Never passes: whether the sound tells what is shown takes listening.
Assumptions: whether the sound tells what is seen can't be told by machine. A `descriptions` track is read out by no
browser and counts for nothing.
Source: WCAG 2.2 1.2.3 and 1.2.5; ACT rules c5a4ea and 1ec09b with their parts 1ea59c, 1a02b0 and ab4d13.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Medium, alternative_candidates, media
from auditor.rulekit.rule import Rule, Verdict, cant_tell

RULE = Rule(
    id="video-description",
    requirements=("wcag22:1.2.5", "wcag22:1.2.3"),
    impact="serious",
    act=("1ec09b", "c5a4ea"),
    needs=("media",),
    decides=("cantTell",),
    profile="standard",
    absence=True,
)


def applicability(view: View) -> Iterator[tuple[Node, Medium]]:
    """Visible videos of known length that are not known to be silent."""
    for medium in media(view, "video"):
        if medium.visible and medium.seconds > 0 and medium.audible is not False and not medium.facts.error:
            yield medium.node, medium


def expectation(node: Node, view: View, medium: Medium) -> Verdict:
    """What a person has to listen for."""
    alternatives, seconds = alternative_candidates(view), round(medium.seconds, 1)
    if any(track.kind == "descriptions" for track in medium.facts.tracks):
        return cant_tell("track", seconds=seconds)
    if not alternatives.possible(seconds):
        return cant_tell("sound_only", seconds=seconds, words=alternatives.words)
    return cant_tell("listen", seconds=seconds)

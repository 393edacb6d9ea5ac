"""A video with sound has captions: a track with cues, or words in the picture.

Never passes: whether captions are there and right takes watching and listening.
Assumptions: captions in the picture and whether cues are right can't be told by machine, so this rule never fails a
video by itself: it says what was found and what to compare. Videos without anything to hear are left out.
Source: WCAG 2.2 1.2.2, for live streams 1.2.4; ACT rule eac66b with its parts ab4d13 and f51b46.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Medium, media
from auditor.rulekit.rule import Rule, Verdict, cant_tell

RULE = Rule(
    id="video-captions",
    requirements=("wcag22:1.2.2", "wcag22:1.2.4"),
    impact="critical",
    act=("eac66b",),
    needs=("media",),
    decides=("cantTell",),
    profile="standard",
    absence=True,
)


def applicability(view: View) -> Iterator[tuple[Node, Medium]]:
    """Visible videos that are not known to be silent."""
    for medium in media(view, "video"):
        known = medium.facts.live or (medium.seconds > 0 and not medium.facts.error)
        if medium.visible and known and medium.audible is not False:
            yield medium.node, medium


def expectation(node: Node, view: View, medium: Medium) -> Verdict:
    """What is there, for a person who plays it."""
    if medium.facts.live:
        return cant_tell("live", requirements=("wcag22:1.2.4",))
    seconds = round(medium.seconds, 1)
    only = ("wcag22:1.2.2",)
    tracks = [track for track in medium.facts.tracks if track.kind in ("captions", "subtitles")]
    good = next((track for track in tracks if track.cues), None)
    if good is not None:
        return cant_tell(
            "compare",
            requirements=only,
            seconds=seconds,
            cues=good.cues,
            until=round(good.to, 1),
            first=good.first or "–",
        )
    if tracks:
        return cant_tell("broken", requirements=only, seconds=seconds)
    return cant_tell("none", requirements=only, seconds=seconds)

"""A page with a video offers captions, sign language, narration or a text of what is said.

Assumptions: a track, or words for one of these on the page, count. Captions burned into the picture can't be seen by
the tool, so a person looks. Silent films that play in the background are left out.
Source: Law on the Construction of a Barrier-Free Environment, Article 30: encouraged, not required (restated); what
WCAG asks of captions has rules of its own.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="video-text",
    requirements=("accessibility-law-2023:30",),
    impact="moderate",
    decides=("cantTell",),
    absence=True,
)
WORDS = re.compile(r"字幕|手语|口述|文字(稿|版|实录|说明)|全文|实录|transcript|caption", re.I)


def applicability(view: View) -> Iterator[Node]:
    """Drawn videos that are no silent background."""
    for video in view.find("video"):
        background = "muted" in video.attrs and "loop" in video.attrs and "controls" not in video.attrs
        if video.rendered and not background:
            yield video


def expectation(video: Node, view: View) -> Verdict:
    """A track of the video, or words on the page."""
    track = any(node.tag == "track" for node in video.descendants()) or video.text_tracks > 0
    return passed() if track or WORDS.search(view.text) else cant_tell("none", confidence="hint")

"""Sound that starts by itself and is heard for more than 3 seconds can be stopped or turned off on the page.

Assumptions: what `autoplay` starts counts where the browser lets it start; a control counts when it shows, has a name
and stopped or muted the sound when it was pressed. The sound lasts from the first to the last thing heard, pauses
included. Sound that scripts play without an element is not seen.
Source: WCAG 2.2 1.4.2; ACT rule 80f0bf with its parts aaa1bf and 4c31df.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Medium, media
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed, threshold

RULE = Rule(
    id="audio-autoplay",
    requirements=("wcag22:1.4.2",),
    impact="serious",
    act=("80f0bf",),
    needs=("media",),
    profile="standard",
    absence=True,
)
LONGEST = float(threshold("wcag22:1.4.2", "max_autoplay_seconds"))


def applicability(view: View) -> Iterator[tuple[Node, Medium]]:
    """Media that start themselves, are not muted, last longer than 3 s and have sound."""
    for medium in media(view, "audio", "video"):
        facts = medium.facts
        started = facts.autoplay and (not facts.paused or facts.ended) and not facts.muted
        # By itself a file without sound may be heard by nobody: nothing to control.
        if started and (facts.live or (facts.duration or 0) > LONGEST) and medium.audible is not False:
            yield medium.node, medium


def expectation(node: Node, view: View, medium: Medium) -> Verdict:
    """Three seconds at most, or a control."""
    heard = medium.facts.heard
    if medium.has_usable_controls:
        return passed()
    if heard is not None and heard <= LONGEST and not medium.facts.loop:
        return passed()
    pressed = medium.pressed_controls(view)
    if any(works for _, works in pressed):
        return passed()
    seconds = round(heard if heard is not None else medium.seconds, 1)
    if pressed:
        return cant_tell("unsure", seconds=seconds, controls=[(n.name or n.text(30))[:30] for n, _ in pressed])
    if heard is None:
        return cant_tell("unheard", seconds=seconds)
    if heard <= LONGEST:
        return cant_tell("repeated", seconds=seconds)
    return failed("no_control", seconds=seconds)

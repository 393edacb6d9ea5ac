"""What moves, blinks or scrolls by itself for more than 5 seconds beside other content can be stopped.

Assumptions: the page was watched without a touch; a movement counts when it was seen at moments more than 5 seconds
apart. Things under 400 CSS px² (the tool's own figure), progress displays and `marquee` (an axe-core rule) are left
out. An animated image is known by its frames: how long it plays, and what of it changes. Controls that may stop it
were pressed. One that works by mouse only is no mechanism: a mechanism meets the criteria itself (WCAG's definition).
Pausing while the pointer rests on it is not looked at.
Source: WCAG 2.2 2.2.2 with its understanding document and technique G186.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Movement, movements, still_changing, stopping_control, untried_controls
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed, threshold

RULE = Rule(
    id="moving-content",
    requirements=("wcag22:2.2.2",),
    impact="serious",
    needs=("auto_changes",),
    profile="standard",
    absence=True,
)
LONGEST = float(threshold("wcag22:2.2.2", "max_motion_seconds"))
SMALLEST = 400  # ours: CSS px²
LOADING = re.compile(r"(?<!down)(?<!up)load|spin|progress|skeleton", re.I)
LATER = ("data-src", "data-original", "data-lazy", "data-srcset")  # where scripts keep the image that is to come


def applicability(view: View) -> Iterator[tuple[Node, Movement]]:
    """What moved for more than five seconds and is there to be seen."""
    for node, movement in movements(view):
        lasts = movement.how in ("video", "picture") or (
            movement.last - movement.first > LONGEST and still_changing(view, movement)
        )
        if movement.seconds is not None:
            lasts = movement.seconds > LONGEST
        area = movement.size[0] * movement.size[1] if movement.moving is None else movement.moving
        if node.tag in ("body", "html", "marquee") or node.role == "progressbar":
            continue
        # A sign that an image is still to come, further down the page than anybody has scrolled.
        waits = movement.how == "picture" and any(map(node.has, LATER)) and LOADING.search(_file(node))
        if lasts and area >= SMALLEST and not waits:
            yield node, movement


def expectation(node: Node, view: View, movement: Movement) -> Verdict:
    """A control that everybody can use stops or hides it."""
    control = stopping_control(view, movement)
    seconds = round(movement.last - movement.first, 1)
    if control is not None:
        # One that came up after the capture is taken for usable.
        if control.tabbable or not control.rendered:
            return passed()
        return failed("mouse_only", control=(control.name or control.text(20) or control.tag)[:20])
    source = _file(node) if movement.how == "picture" else ""
    if LOADING.search(f"{node.attr('class')} {node.attr('id')} {source}"):
        return cant_tell("loading")
    if names := untried_controls(view):
        return cant_tell("unsure", controls=names)
    if movement.how == "picture":
        return _picture(node, movement, view)
    if movement.how == "video":
        return failed("video")
    return failed("moves", seconds=seconds, count=movement.count)


def _file(node: Node) -> str:
    source = node.attr("src")
    return "" if source.startswith("data:") else source.rpartition("/")[2]


def _picture(node: Node, movement: Movement, view: View) -> Verdict:
    # Something that wanders over an image changes its pixels too.
    wanders = any(other.how == "script" for _, other in movements(view))
    if wanders or node.tag == "canvas":
        return cant_tell("picture")
    if movement.frames is None or movement.loop is None:
        return failed("picture_moves")
    facts: Evidence = {"frames": movement.frames, "round": round(movement.loop, 1)}
    if movement.seconds is None:
        return failed("picture_loops", **facts)
    return failed("picture_lasts", seconds=round(movement.seconds), **facts)

"""Plain colours of boxes: what lies behind an element, and its border, where no image or effect is in play."""

from __future__ import annotations

from auditor.colour import RGBA, WHITE, over, parse
from auditor.rulekit.page.node import Node

_SIDES = ("top", "right", "bottom", "left")


def solid_background(node: Node) -> RGBA | None:
    """The colour of an element's box with all behind it; None where an image, opacity or a filter has a part in it, or
    the element is placed out of the flow so that its ancestors may not lie behind it."""
    chain = [node, *node.ancestors()]
    background = WHITE
    for at in reversed(chain):
        if (
            at.style("background-image") != "none"
            or at.style("opacity") not in ("1", "")
            or at.style("filter") != "none"
            or at.style("mix-blend-mode") != "normal"
            or at.style("position") in ("absolute", "fixed")
        ):
            return None
        colour = at.colour("background-color")
        if colour is not None:
            background = over(colour, background)
    return background


def border_colours(node: Node, background: RGBA = WHITE) -> list[RGBA]:
    """Colours of the sides that have a border, over a background."""
    colours = []
    for side in _SIDES:
        if node.px(f"border-{side}-width") > 0 and node.style(f"border-{side}-style") not in ("none", "hidden"):
            colour = node.colour(f"border-{side}-color")
            if colour is not None and colour[3] > 0:
                colours.append(over(colour, background))
    return colours


def over_background(colour: str, opacity: float, background: RGBA) -> RGBA | None:
    """A computed colour with an opacity, drawn over a background; None where it is no colour."""
    read = parse(colour)
    return over((read[0], read[1], read[2], read[3] * opacity), background) if read is not None else None

"""The page's viewport pragma keeps zooming possible also where its values are no plain numbers.

Assumptions: completes axe-core's `meta-viewport`, which reads `user-scalable=no`, numbers, and pairs between commas:
here are words that browsers take for 0 or 0.1, and pairs parted by spaces.
Source: WCAG 2.2 1.4.4; ACT rule b4f0c3; CSS Device Adaptation, viewport meta element.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import LEAST_ZOOM, Node, View, viewport_zoom
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed

RULE = Rule(
    id="zoom-limit",
    requirements=("wcag22:1.4.4",),
    impact="moderate",
    act=("b4f0c3",),
    views=("desktop",),
    decides=("failed",),
)


def applicability(view: View) -> Iterator[Node]:
    """Viewport pragmas."""
    for node in view.find("meta", top_only=True):
        if node.attr("name").strip().lower() == "viewport":
            yield node


def _reported_by_axe(content: str) -> bool:
    """What `meta-viewport` finds by itself."""
    pairs = dict(part.split("=", 1) for part in re.split(r"[;,]", content.lower().replace(" ", "")) if "=" in part)
    scalable, most = pairs.get("user-scalable", ""), pairs.get("maximum-scale", "")
    numbers = [float(n.group()) if (n := re.match(r"[+-]?[\d.]*\d", v)) else None for v in (scalable, most)]
    return (
        scalable == "no"
        or (numbers[0] is not None and -1 < numbers[0] < 1)
        or (numbers[1] is not None and numbers[1] < LEAST_ZOOM)
    )


def expectation(node: Node, view: View) -> Verdict:
    """The limits as browsers take them."""
    content = node.attr("content")
    zoom = viewport_zoom(content)
    if zoom is None:
        return INAPPLICABLE
    if zoom.enough or _reported_by_axe(content):
        return passed()
    if not zoom.allowed:
        return failed("off", content=content[:100])
    return failed("small", content=content[:100], most=zoom.most)

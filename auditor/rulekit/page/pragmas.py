"""What `meta` pragmas ask of the browser: zoom limits and refreshes, read as the specifications read them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View
from auditor.rulekit.rule.standards import threshold

_PAIR = re.compile(r"(?<![^\s,;=])([^\s,;=]++)\s*+=\s*+([^\s,;=]+)")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_REFRESH = re.compile(r"\A[\t\n\f\r ]*+(\d++|(?=\.))[\d.]*+(?=$|[\t\n\f\r ;,])")
LEAST_ZOOM = float(threshold("wcag22:1.4.4", "zoom_pct")) / 100


@dataclass(frozen=True)
class Zoom:
    """Whether a viewport pragma lets people zoom, and how far; None where it sets no limit."""

    allowed: bool
    most: float | None

    @property
    def enough(self) -> bool:
        """Zooming to twice the size is left to people."""
        return self.allowed and (self.most is None or self.most >= LEAST_ZOOM)


def viewport_zoom(content: str) -> Zoom | None:
    """A viewport's limits by CSS Device Adaptation, "translation into descriptors"; None where it sets none."""
    pairs = {key.lower(): value.lower() for key, value in _PAIR.findall(content)}
    if not {"user-scalable", "maximum-scale"} & set(pairs):
        return None
    scalable = pairs.get("user-scalable", "yes")
    number = _NUMBER.match(scalable)
    allowed = scalable in ("yes", "device-width", "device-height") or (
        number is not None and abs(float(number.group())) >= 1
    )
    most: float | None = None
    if (wanted := pairs.get("maximum-scale")) is not None and wanted not in ("device-width", "device-height"):
        figure = _NUMBER.match(wanted)
        # A word counts as 1 ("yes") or as 0.1, the least there is; a negative number is dropped.
        most = float(figure.group()) if figure else 1.0 if wanted == "yes" else 0.1
        most = None if most < 0 else most
    return Zoom(allowed, most)


def refresh_seconds(content: str) -> int | None:
    """The time of a refresh pragma by the HTML standard's steps; None where browsers ignore it."""
    match = _REFRESH.match(content)
    return int(match.group(1)[:9] or 0) if match else None


def first_refresh(view: View, document: int = 0) -> tuple[Node, int] | None:
    """The refresh that takes effect, with its seconds: the first valid one."""
    for node in view.find("meta"):
        if node.doc.number == document and node.attr("http-equiv").strip().lower() == "refresh":
            seconds = refresh_seconds(node.attr("content"))
            if seconds is not None:
                return node, seconds
    return None

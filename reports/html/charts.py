"""Bar charts: the geometry of an inline SVG, with a table of the same figures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .text import short

COLOURS = {"critical": "#9c1c1c", "serious": "#b5451f", "moderate": "#9a6500", "minor": "#4a5464"}
ROW, BAR, LABEL_WIDTH = 34, 270, 36  # px a row, px of the longest bar, Latin letters of a label
LEFT, GAP = 310, 8  # px where bars begin, px between a bar and its figure


@dataclass(frozen=True)
class Bar:
    """One row: where it stands (px), how long its bar is (px) and where its figure stands (px)."""

    label: str
    short_label: str
    value: int
    colour: str
    y: int
    width: float
    value_x: float


@dataclass(frozen=True)
class Chart:
    """Bars with a title; `unit` heads the figures in the table."""

    id: str
    title: str
    unit: str
    height: int
    bars: list[Bar]


def chart(name: str, title: str, unit: str, rows: Sequence[tuple[str, int, str]]) -> Chart:
    """`rows`: (label, value, colour)."""
    longest = max((value for _, value, _ in rows), default=0) or 1
    bars = []
    for number, (label, value, colour) in enumerate(rows):
        width = BAR * value / longest
        bars.append(
            Bar(
                label=label,
                short_label=short(label, LABEL_WIDTH),
                value=value,
                colour=colour,
                y=number * ROW,
                width=round(width, 1),
                value_x=round(LEFT + GAP + width, 1),
            )
        )
    return Chart(name, title, unit, len(rows) * ROW + GAP, bars)

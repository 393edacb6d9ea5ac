"""Colours as the browser computes them, composed and compared by WCAG's formulas.

Source: WCAG 2.2, definitions of relative luminance and contrast ratio; CSS Compositing (source-over,
non-premultiplied). Channels are 0–255, alpha 0–1.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coloraide import Color

RGBA = tuple[float, float, float, float]
WHITE: RGBA = (255.0, 255.0, 255.0, 1.0)
_RGB = re.compile(r"rgba?\(\s*([\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)(?:\s*[,/]\s*([\d.]+%?))?\s*\)")


@lru_cache(maxsize=4096)
def parse(text: str) -> RGBA | None:
    """A computed colour value; None where it is no colour."""
    found = _RGB.fullmatch(text)
    if found:
        alpha = found.group(4)
        value = 1.0 if alpha is None else float(alpha.rstrip("%")) / (100 if alpha.endswith("%") else 1)
        return float(found.group(1)), float(found.group(2)), float(found.group(3)), value
    if not text or text in ("none", "auto", "currentcolor"):
        return None
    try:
        colour = Color(text).convert("srgb").fit()
    except ValueError:
        return None
    red, green, blue = (max(0.0, min(1.0, float(channel))) * 255 for channel in colour.coords(nans=False))
    return red, green, blue, float(colour.alpha(nans=False))


def over(top: RGBA, below: RGBA) -> RGBA:
    """`top` painted over `below`."""
    alpha = top[3] + below[3] * (1 - top[3])
    if alpha <= 0:
        return 0.0, 0.0, 0.0, 0.0
    red, green, blue = (
        (t * top[3] + b * below[3] * (1 - top[3])) / alpha for t, b in zip(top[:3], below[:3], strict=True)
    )
    return red, green, blue, alpha


def mix(one: RGBA, other: RGBA, share: float) -> RGBA:
    """`share` of `one` and the rest of `other` (a group with opacity over what is behind it)."""
    red, green, blue, alpha = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue, alpha


def luminance(colour: tuple[float, ...]) -> float:
    """WCAG relative luminance, 0–1."""

    def channel(value: float) -> float:
        value /= 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * channel(colour[0]) + 0.7152 * channel(colour[1]) + 0.0722 * channel(colour[2])


def ratio(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """WCAG contrast ratio, 1–21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def hexadecimal(colour: tuple[float, ...]) -> str:
    """`#rrggbb`, alpha left out."""
    return "#" + "".join(f"{round(max(0, min(255, value))):02x}" for value in colour[:3])

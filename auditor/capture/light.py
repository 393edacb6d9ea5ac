"""Relative luminance of pixels (WCAG 2.2, definition), for whole pictures at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def luminances(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """0–1 by pixel; the last axis holds red, green and blue, 0–255."""
    channel = pixels.astype(np.float64) / 255
    linear = np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)
    found: NDArray[np.float64] = linear @ WEIGHTS
    return found


def ratios(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Contrast ratios of luminances, pair by pair."""
    found: NDArray[np.float64] = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return found

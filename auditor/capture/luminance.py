"""Relative luminance of pixels (WCAG 2.2, definition), for whole images at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WEIGHTS = np.array([0.2126, 0.7152, 0.0722])  # of linear red, green and blue in luminance
_CHANNEL = np.arange(256) / 255
_LINEAR = np.where(_CHANNEL <= 0.04045, _CHANNEL / 12.92, ((_CHANNEL + 0.055) / 1.055) ** 2.4)


def linear(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """sRGB bytes as the channels that luminance is made of, 0–1."""
    return _LINEAR[pixels]


def luminances(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """0–1 by pixel; the last axis holds red, green and blue, 0–255."""
    values: NDArray[np.float64] = linear(pixels) @ WEIGHTS
    return values


def ratios(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Contrast ratios of luminances, pair by pair."""
    values: NDArray[np.float64] = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return values

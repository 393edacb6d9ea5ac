"""Counts flashes in a series of coarse frames (WCAG 2.2, general flash and red flash thresholds).

A general flash is a pair of opposing changes of relative luminance of 0.1 or more, the darker below 0.8. A red flash
is a pair of opposing transitions, each from or to a state with R/(R+G+B) of 0.8 or more, to one further than 0.2 away
in the CIE 1976 UCS diagram; R, G and B are linear, as in relative luminance. Frames that are missed can only make a
count smaller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.capture.luminance import WEIGHTS, linear

Values = NDArray[np.float64]
Marks = NDArray[np.bool_]

CELL = 16  # CSS px, the side of the squares whose mean is followed
FIELD = (341, 256)  # CSS px, what ten degrees of sight take in (understanding document of 2.3.1)
MOST = 3  # flashes a second that 2.3.1 allows
STEP, DARKER = 0.1, 0.8  # general flash
SATURATED, APART = 0.8, 0.2  # red flash
# WCAG 2.1's measure of the same, (R−G−B)·320 > 20, is asked for as well: near black a hue means nothing.
RED_STEP = 20 / 320
LOOKED = 12  # seconds whose cells are also looked at together
NEUTRAL = (0.1978, 0.4683)  # u′, v′ of the white point, which stands for black too
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


@dataclass(frozen=True)
class Flashes:
    """The worst second: flashes in it and CSS px² that flash so within one field of sight.

    `together`: flashes of the mean of all that; smaller where its parts take turns. `at`: s from the first frame.
    `cells`: which they are. `red`: they are red flashes.
    """

    most: int
    area: int
    together: int
    at: float
    red: bool
    cells: Marks

    def to_data(self) -> dict[str, Any]:
        """For an observation."""
        kept = {"most": self.most, "area": self.area, "together": self.together}
        return {**kept, "second": round(self.at, 2), "red": self.red}


def cells(pixels: NDArray[np.uint8], rows: int, columns: int) -> Values:
    """rows × columns × 3 linear means of an image whose sides are multiples of them; what is over is cut off."""
    high, wide = pixels.shape[0] // rows, pixels.shape[1] // columns
    cut = linear(pixels[: rows * high, : columns * wide, :3])
    means: Values = cut.reshape(rows, high, columns, wide, 3).mean(axis=(1, 3))
    return means


def worst(
    frames: Values, times: Values, size: tuple[float, float] = (CELL, CELL), since: Values | None = None
) -> Flashes | None:
    """The worst second of frames × rows × columns × 3 linear means; None where nothing flashes.

    `times` in s, when each frame was there at the latest; `since`: the earliest moment at which it can have come,
    where the frames are samples: a second is then counted from there. `size` of a cell in CSS px."""
    if len(frames) < 3:
        return None
    flashes = [_worst(frames, times, times if since is None else since, size, red) for red in (False, True)]
    over = [item for item in flashes if item is not None]
    return max(over, key=lambda item: (item.most > MOST, item.together > MOST, item.area), default=None)


def sampled(times: Values) -> Values:
    """`since` of samples that were taken at these times."""
    return np.concatenate([times[:1], times[:-1]])


def _worst(frames: Values, times: Values, since: Values, size: tuple[float, float], red: bool) -> Flashes | None:
    turns = (_red_turns if red else _turns)(frames)
    if not turns.any():
        return None
    summed = np.concatenate([np.zeros((1, *turns.shape[1:]), np.int64), np.cumsum(turns, axis=0, dtype=np.int64)])
    begins = np.flatnonzero(turns.any(axis=(1, 2)))
    # A change that comes a second after the first belongs to the next second.
    ends = np.maximum(np.searchsorted(times, since[begins] + 1.0 - 1e-6, side="left"), begins)
    pairs = (summed[ends] - summed[begins]) // 2
    most = int(pairs.max())
    if most == 0:
        return None
    level = min(most, MOST + 1)
    areas = np.array([_field(pair >= level, size) for pair in pairs])
    chosen, together, inside = 0, -1, pairs[0] >= level
    for number in np.argsort(-areas[:, 0], kind="stable")[:LOOKED]:
        if areas[number, 0] < areas[:, 0].max() / 2:
            break
        top, left, rows, columns = (int(value) for value in areas[number, 1:])
        mask = pairs[number] >= level
        field = np.zeros_like(mask)
        field[top : top + rows, left : left + columns] = mask[top : top + rows, left : left + columns]
        means = frames[max(0, begins[number] - 1) : ends[number], field].mean(axis=1)[:, None, None, :]
        count = int((_red_turns if red else _turns)(means).sum()) // 2
        if count > together:
            chosen, together, inside = int(number), count, mask
    return Flashes(most, int(areas[chosen, 0]), together, float(times[begins[chosen]] - times[0]), red, inside)


def _field(mask: Marks, size: tuple[float, float]) -> tuple[float, int, int, int, int]:
    """CSS px² of marked cells in the field of sight that has most of them, and that field in cells."""
    columns = min(mask.shape[1], max(1, int(FIELD[0] / size[0])))
    rows = min(mask.shape[0], max(1, int(FIELD[1] / size[1])))
    total = np.pad(mask.astype(np.int64), ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    sums = total[rows:, columns:] - total[:-rows, columns:] - total[rows:, :-columns] + total[:-rows, :-columns]
    at = int(sums.argmax())
    top, left = divmod(at, sums.shape[1])
    # A cell larger than the field counts for no more than the field.
    side = min(size[0], FIELD[0]) * min(size[1], FIELD[1])
    return float(sums[top, left] * side), top, left, rows, columns


def _turns(frames: Values) -> Marks:
    """At which frame a change of at least STEP was complete in a cell, each opposite to the one before."""
    values: Values = frames @ WEIGHTS
    turns = np.zeros(values.shape, dtype=bool)
    low, high = values[0].copy(), values[0].copy()
    direction = np.zeros(values.shape[1:], dtype=np.int8)
    for at in range(1, len(values)):
        value = values[at]
        up = (direction <= 0) & (value - low >= STEP - 1e-9) & (low < DARKER)
        down = (direction >= 0) & ~up & (high - value >= STEP - 1e-9) & (value < DARKER)
        turns[at] = up | down
        direction = np.where(up, 1, np.where(down, -1, direction)).astype(np.int8)
        high = np.where(up, value, np.where(direction < 0, high, np.maximum(high, value)))
        low = np.where(down, value, np.where(direction > 0, low, np.minimum(low, value)))
    return turns


def _red_turns(frames: Values) -> Marks:
    """At which frame a cell has gone from a saturated red to something else, or come back to one."""
    total = frames.sum(axis=3)
    red = np.divide(frames[..., 0], total, out=np.zeros_like(total), where=total > 1e-4) >= SATURATED
    turns = np.zeros(total.shape, dtype=bool)
    if not red.any():
        return turns
    force = np.maximum(0, frames[..., 0] - frames[..., 1] - frames[..., 2])
    u, v = _chromaticity(frames)
    was_red, was_force, was_u, was_v = red[0].copy(), force[0].copy(), u[0].copy(), v[0].copy()
    for at in range(1, len(frames)):
        far = np.hypot(u[at] - was_u, v[at] - was_v) > APART
        turned = far & (red[at] != was_red) & (np.abs(force[at] - was_force) > RED_STEP)
        # Further on the same side: the peak of red, or what is least red.
        further = (red[at] == was_red) & np.where(was_red, force[at] > was_force, force[at] < was_force)
        turns[at] = turned
        taken = turned | further
        was_red = np.where(turned, red[at], was_red)
        was_force = np.where(taken, force[at], was_force)
        was_u, was_v = np.where(taken, u[at], was_u), np.where(taken, v[at], was_v)
    return turns


def _chromaticity(frames: Values) -> tuple[Values, Values]:
    xyz = frames @ _XYZ.T
    whole = xyz[..., 0] + 15 * xyz[..., 1] + 3 * xyz[..., 2]
    dark = whole < 1e-3
    safe = np.where(dark, 1.0, whole)
    u: Values = np.where(dark, NEUTRAL[0], 4 * xyz[..., 0] / safe)
    v: Values = np.where(dark, NEUTRAL[1], 9 * xyz[..., 1] / safe)
    return u, v

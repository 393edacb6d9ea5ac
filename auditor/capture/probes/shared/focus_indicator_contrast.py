"""Rings that mark focus, outlines or shadows: how they stand out from what lies next to them, where they are all the
mark.

A first look tells which may be faint; those are looked at again at rest, with transitions at their end.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.capture.luminance import luminances, ratios
from auditor.capture.probe_session import Pixels
from auditor.capture.probes.shared import focus_indicator
from auditor.capture.probes.shared.page_event_log import Place
from auditor.capture.probes.shared.tab_walk import Walker, Where

# a first look with less may have been taken while the indicator was coming; at rest it is measured again
DOUBTFUL = 3.2
MAX_LOOKS = 12  # different focus indicators of a page that are measured again
COMMON = 0.2  # the share of a control's edge from which its colour counts
SIDES = 3  # of a control on which something changes: that is a focus indicator


def indicator(focused: Pixels, plain: Pixels, where: Where) -> dict[str, Any] | None:
    """{"ratio", "colour", "background"} of a focus indicator that appears round a tab stop with focus; None where there
    is none, or its inside changes as well.

    The screenshots are its surroundings (`focus_indicator.around`). `ratio`: the best that any pixel of the mark has
    with what was in its place, or its commonest colour with the control's edge. Colours are [r, g, b], the commonest.
    """
    changed = (focused != plain).any(axis=2)
    left, top = max(0.0, where.box[0] - focus_indicator.AROUND), max(0.0, where.box[1] - focus_indicator.AROUND)
    x, y = where.box[0] - left, where.box[1] - top
    columns = slice(math.ceil(x), math.floor(x + where.box[2]))
    rows = slice(math.ceil(y), math.floor(y + where.box[3]))
    inside = focused[rows, columns]
    beside = (changed[: rows.start], changed[rows.stop :], changed[:, : columns.start], changed[:, columns.stop :])
    if changed[rows, columns].any() or min(inside.shape[:2]) < 3 or sum(bool(side.any()) for side in beside) < SIDES:
        return None
    mark, under = focused[changed], plain[changed]
    colour = _commonest(mark)[0]
    best = float(ratios(luminances(mark), luminances(under)).max())
    edge = np.concatenate([inside[0], inside[-1], inside[:, 0], inside[:, -1]])
    own = luminances(np.array(_commonest(edge, COMMON), dtype=np.uint8))
    best = max(best, float(ratios(luminances(np.array([colour], dtype=np.uint8)), own).max()))
    return {"ratio": round(best, 2), "colour": colour, "background": _commonest(under)[0]}


def _commonest(colours: NDArray[np.uint8], share: float = 0.0) -> list[list[int]]:
    """The colours that make up at least a share of these, the commonest first; one at least."""
    kinds, counts = np.unique(colours.reshape(-1, 3), axis=0, return_counts=True)
    order = np.argsort(counts)[::-1]
    wanted = [number for number in order if counts[number] >= share * counts.sum() and share] or [order[0]]
    return [[int(value) for value in kinds[number]] for number in wanted]


async def at_rest(walker: Walker, doubtful: list[tuple[Where, dict[str, Any]]]) -> dict[Place, dict[str, Any]]:
    """By stop, the indicator once more where nothing moves; one tab stop stands for all of the same colours."""
    indicators: dict[Place, dict[str, Any]] = {}
    left = 0
    looks: dict[tuple[str, str], dict[str, Any] | None] = {}
    try:
        for where, first in doubtful:
            assert where.at is not None
            look = str(first["colour"]), str(first["background"])
            if look not in looks:
                if len(looks) == MAX_LOOKS or walker.out_of_time:
                    left += 1
                    continue
                looks[look] = await _again(walker, where)
            if (again := looks[look]) is not None:
                indicators[where.at] = again
    finally:
        await focus_indicator.everywhere(walker, "hold.releaseAnimations")
    walker.session.reached("marks", len(doubtful) - left, len(doubtful), "time" if walker.out_of_time else "limit")
    return indicators


async def _again(walker: Walker, where: Where) -> dict[str, Any] | None:
    assert where.at is not None

    async def look() -> Pixels | None:
        await walker.session.pass_time(focus_indicator.SETTLED)
        await focus_indicator.everywhere(walker, "hold.animations")
        return await focus_indicator.around(walker, now)

    if not await walker.event_log.focus(where.at):
        return None
    now = await walker.where()  # where it is now that the page may have scrolled
    if now.at != where.at or now.data.get("cover"):
        return None
    screenshots: list[Pixels] = []
    for focused in (True, False, False):
        if not focused:
            await walker.event_log.blur()
        screenshot = await look()
        if screenshot is None or (screenshots and screenshot.shape != screenshots[0].shape):
            return None
        screenshots.append(screenshot)
    # What moves by itself next to the tab stop is no mark of focus.
    return (
        indicator(screenshots[0], screenshots[1], now) if focus_indicator.same(screenshots[1], screenshots[2]) else None
    )

"""What changes by itself, from what the probe `auto_changes` saw, and what on the page might stop it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from auditor.capture.schema.probes import AUTO_CHANGES
from auditor.capture.schema.probes.changes import AutoChanges, Change, FastFlash, Movement, TextChange
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View
from auditor.rulekit.rule.standards import threshold

MOST_FLASHES = int(threshold("wcag22:2.3.1", "max_flashes_per_second"))
FLASH_AREA = int(threshold("wcag22:2.3.1", "large_flash_px"))  # CSS px²: what is larger is a large flash
_CLOCK = re.compile(r"\d{1,2}\s*[:：时点]\s*\d{1,2}|\d\s*秒")


def auto_changes(view: View) -> AutoChanges:
    """All that was seen; the rule names `auto_changes` in `needs`."""
    return view.observed(AUTO_CHANGES)


def changing_texts(view: View) -> list[tuple[Node, TextChange]]:
    """Texts that changed, with their elements."""
    return [(node, item) for item in auto_changes(view).texts if (node := view.at(item.at)) is not None]


def movements(view: View) -> list[tuple[Node, Movement]]:
    """What moved, with its elements."""
    return [(node, item) for item in auto_changes(view).moves if (node := view.at(item.at)) is not None]


def fast_flashes(view: View) -> list[tuple[Node, FastFlash]]:
    """What flashed, with its elements."""
    return [(node, item) for item in auto_changes(view).flashes if (node := view.at(item.at)) is not None]


def still_changing(view: View, change: Change) -> bool:
    """Whether it was still at it when the watch ended: a number that counts up and stays is done."""
    pace = (change.last - change.first) / max(1, change.count - 1)
    return bool(auto_changes(view).watched - change.last <= 2.5 * pace + 1)


def stopping_control(view: View, change: Change) -> Node | None:
    """The control that brought it to rest when it was pressed."""
    number = change.stopped_by
    return None if number is None else view.at(auto_changes(view).controls[number].at)


def untried_controls(view: View) -> list[str]:
    """What may stop or lead to what stops it and could not be tried out: names, for a person to look at."""
    seen = auto_changes(view)
    names = [item.said or "?" for item in seen.controls if item.words and not item.works]
    names += seen.others
    if seen.hidden or seen.left:
        names.append("…")
    return list(dict.fromkeys(names))[:5]


def is_countdown(values: Sequence[str]) -> bool:
    """Whether the last number of a text goes down by one each time."""
    numbers = [re.findall(r"\d+", value) for value in values]
    if len(values) < 3 or not all(numbers):
        return False
    last = [int(of_one[-1]) for of_one in numbers]
    return all((one - other) % 60 == 1 for one, other in pairwise(last))


def is_clock(values: Sequence[str]) -> bool:
    """Whether the texts are times of day or of play."""
    return all(_CLOCK.search(value) for value in values)

"""What moves or changes by itself, from what the probe `motion` saw, and what on the page might stop it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View

MOST_FLASHES = 3  # in a second, WCAG 2.2 success criterion 2.3.1
FLASH_AREA = 341 * 256 // 4  # CSS px² of a flash that is a large one, understanding document of 2.3.1
_CLOCK = re.compile(r"\d{1,2}\s*[:：时点]\s*\d{1,2}|\d+\s*秒")


def going(view: View, item: dict[str, Any]) -> bool:
    """Whether it was still at it when the watch ended: a number that counts up and stays is done."""
    pace = (item["last"] - item["first"]) / max(1, item["count"] - 1)
    return bool(view.observed("auto_changes")["watched"] - item["last"] <= 2.5 * pace + 1)


def stirring(view: View, kind: str) -> list[tuple[Node, dict[str, Any]]]:
    """`texts`, `moves` or `flashes` with their elements."""
    found = []
    for item in view.observed("auto_changes")[kind]:
        node = view.at(item["at"])
        if node is not None:
            found.append((node, item))
    return found


def stopper(view: View, item: dict[str, Any]) -> Node | None:
    """The control that brought it to rest when it was pressed."""
    number = item.get("stopped_by")
    return None if number is None else view.at(view.observed("auto_changes")["controls"][number]["at"])


def perhaps_stopped(view: View) -> list[str]:
    """What may stop or lead to what stops it and could not be tried out: names, for a person to look at."""
    seen = view.observed("auto_changes")
    names = [item["said"] or "?" for item in seen["controls"] if item["words"] and not item["works"]]
    names += seen["others"]
    if seen["hidden"] or seen["left"]:
        names.append("…")
    return list(dict.fromkeys(names))[:5]


def countdown(values: list[str]) -> bool:
    """Whether the last number of a text goes down by one each time."""
    numbers = [re.findall(r"\d+", value) for value in values]
    if len(values) < 3 or not all(numbers):
        return False
    last = [int(found[-1]) for found in numbers]
    return all((one - other) % 60 == 1 for one, other in pairwise(last))


def clock(values: list[str]) -> bool:
    """Whether the texts are times of day or of play."""
    return all(_CLOCK.search(value) for value in values)

"""What it checks: in dark colours that a button of the page turns on, text has the contrast that its size asks for.

Who is affected: people who turn the page dark because light hurts their eyes, people with low vision.
How to fix: give every text and ground of the dark theme a colour of its own, and check each pair.
Assumptions: the control was found by its name or class (夜间, 深色, dark, theme …), pressed, and the page became dark: most of
its middle, and more than half of its texts in other colours than before (ours). Text on a plain ground only is judged, by the
size it has at first; colours that are the same in the light view, or when the device is set to dark, are judged there.
Source: WCAG 2.2 1.4.3 and its definitions of contrast ratio and large scale; conformance is for the page in each of its
presentations unless a conforming one can be reached from it.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View, per_view, twin
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed
from auditor.rulekit.text import Limits, contrast_in

RULE = Rule(
    id="dark-switch-contrast",
    requirements=("wcag22:1.4.3",),
    impact="serious",
    needs=("dark_switch",),
    decides=("failed",),
    profile="standard",
)
LIMITS = Limits(normal=4.5, large=3.0)  # WCAG 2.2, success criterion 1.4.3
MOST = 0.5  # ours: of the texts whose colours are others


@per_view
def _dark(view: View) -> dict[int, tuple[Node, dict[str, Any]]]:
    """By number, the texts in other colours than before with what they are now."""
    seen = view.observed("dark_switch")
    if seen["control"] is None:
        return {}
    found: dict[int, tuple[Node, dict[str, Any]]] = {}
    for uid, look in seen["texts"]:
        number = view.top.by_uid.get(uid)
        text = view.top.node(number) if number is not None else None
        if text is None or not text.is_text or not text.rendered:
            continue
        front, below = seen["looks"][look]
        ground = {"how": "exact", "fg": front, "bg": [below]}
        if (text.ground.get("fg"), text.ground.get("bg")) != (front, [below]):
            found[text.number] = text, ground
    # Of all texts that were on plain grounds: a window that the control opened leaves the others as they were, or covers them.
    plain = sum(text.ground.get("how") == "exact" for text in view.top.drawn)
    return found if len(found) > MOST * plain else {}


def applicability(view: View) -> Iterator[Node]:
    """Text in the colours that the control turned on, one piece an element."""
    holders: set[int] = set()
    for text, _ in _dark(view).values():
        if text.parent is not None and text.parent.number not in holders:
            holders.add(text.parent.number)
            yield text


def expectation(text: Node, view: View) -> Verdict:
    """The ratio against what the size asks."""
    ground = _dark(view)[text.number][1]
    found = contrast_in(ground, text, view, LIMITS)
    if found.outcome != "failed":
        return passed() if found.outcome == "passed" else INAPPLICABLE
    counterpart = twin(text, view.other("dark"))
    if counterpart is not None and (counterpart.ground.get("fg"), counterpart.ground.get("bg")) == (
        ground["fg"],
        ground["bg"],
    ):
        return INAPPLICABLE
    control = view.at(view.observed("dark_switch")["control"])
    name = (control.name or control.text(30) or control.attr("class"))[:30] if control is not None else ""
    return failed("low", **found.evidence, control=name)

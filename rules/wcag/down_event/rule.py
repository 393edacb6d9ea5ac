"""Pressing the mouse button or touching alone doesn't set anything off; letting go elsewhere takes it back.

Assumptions: the button was pressed on the middle of the element and let go in a corner of the window. Leaving the page,
sending, a window or a dialog while it is down is a function carried out. Other changes that stay are put to a person;
handles for dragging, sliders and text fields are left out, since they need the down-event. `pointerup` serves as well
as `click`; `pointerdown` is a down-event too.
Source: WCAG 2.2 2.5.2; technique G212, failure F101.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import mouse_trials
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="down-event",
    requirements=("wcag22:2.5.2",),
    impact="moderate",
    needs=("mouse_only",),
    parts=("presses", "listeners"),
    profile="standard",
)
GONE = ("navigation", "open", "submit", "dialog")
STAYING = ("text", "added", "removed", "value")
HANDLES = re.compile(r"slider|drag|handle|resiz|scroll|swip|carousel|canvas|map|paint|key", re.I)
MOST_ASKED = 2  # ours


def applicability(view: View) -> Iterator[tuple[Node, tuple[bool, int]]]:
    """Elements that listen to the down-event and were pressed: whether something was carried out, and of those on which
    something else stays changed the how-manieth this is (0: nothing does)."""
    changed = 0
    for trial in mouse_trials(view).downs:
        stays = any(effect.kind in STAYING for effect in trial.after)
        done = any(event.kind in GONE for event in trial.events)
        changed += stays and not done
        node = view.at(trial.at)
        if node is None or node.tag in ("input", "textarea", "select", "canvas", "video", "html", "body"):
            continue
        marks = " ".join((node.attr("class"), node.attr("id"), node.role, node.attr("draggable")))
        if not HANDLES.search(marks) and node.role not in ("slider", "scrollbar", "separator"):
            yield node, (done, changed if stays else 0)


def expectation(node: Node, view: View, outcome: tuple[bool, int]) -> Verdict:
    """Nothing was carried out, or it was taken back."""
    done, changed = outcome
    name = (node.name or node.text(40) or node.tag)[:40]
    if done:
        return failed("done", name=name)
    return cant_tell("stays", name=name) if 0 < changed <= MOST_ASKED else passed()

"""What it checks: a letter, digit or sign pressed on the page does nothing by itself, or that can be turned off.

Who is affected: people who speak to the computer: words they say set off commands; people who hit keys by accident.
How to fix: ask for Ctrl, Alt or another modifier; offer a switch that turns the shortcuts off; or let them act only while
the widget has focus.
Assumptions: keys were pressed while nothing was focused; what any key or time causes is taken off. Each control that is seen
was used and the key pressed again. A key that only moves focus to a field is put to a person.
Source: WCAG 2.2 2.1.4; ACT rule ffbc54; failure F99.
"""

import re
from collections.abc import Iterator

from auditor.rulekit import Node, Rule, Verdict, View, cant_tell, failed, passed

RULE = Rule(
    id="character-shortcut",
    requirements=("wcag22:2.1.4",),
    impact="serious",
    act=("ffbc54",),
    needs=("shortcuts",),
    profile="standard",
)
OF_SHORTCUTS = re.compile(r"快捷|热键|按键|键盘|shortcut|hot ?key|key ?board|\bkeys?\b|re-?map", re.I)
SETTINGS = re.compile(
    r"快捷|热键|键盘|设置|偏好|无障碍|辅助功能|选项|shortcut|hot ?key|key ?board|setting|preference|option|accessib",
    re.I,
)


def applicability(view: View) -> Iterator[Node]:
    """The page, where a key does something."""
    if view.observed("shortcuts")["keys"]:
        yield view.root


def expectation(page: Node, view: View) -> Verdict:
    """A control that turns it off."""
    seen = view.observed("shortcuts")
    keys = [item for item in seen["keys"] if item["again"]]
    facts = {"keys": " ".join(item["key"] for item in seen["keys"])}
    if not keys:
        return cant_tell("once", **facts)
    for control in seen["controls"]:
        if control["stops"]:
            name, above = control["words"], control["by"]
            found = above is None or SETTINGS.search(above["words"])
            return passed() if found and OF_SHORTCUTS.search(name) else cant_tell("unnamed", name=name[:40], **facts)
    kinds = {change[2] for item in keys for change in item["changes"]}
    events = [event for item in keys for event in item["events"]]
    if not events and kinds <= {"focus", "value"}:
        return cant_tell("focus", **facts)
    if not seen["all"]:
        return cant_tell("untried", **facts)
    for node in view.find("a", "input", "select"):
        if node.rendered and SETTINGS.search(node.name) and (node.tag != "a" or node.attr("href")[:1] not in ("#", "")):
            kind = node.extra.get("type", node.tag)
            if kind in ("a", "select", "text"):
                return cant_tell("elsewhere", name=node.name[:40], **facts)
    return failed("always", **facts)

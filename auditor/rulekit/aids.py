"""What the `elder` probe saw of a page's own aids: entries, size controls, read-aloud, pointer; and tool bars laid over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.rulekit.capture import Node, View

# Scripts of the tool bars that Chinese sites lay over their pages, and calls of them.
_TOOL_BARS = re.compile(
    r"/aria\.js\?appid=|gov\.govwza\.cn|govwza|wza\.gd\.gov\.cn|wza_sidebar|/AiWza/|canyou/js/wza"
    r"|jhelper\.shanghai\.gov\.cn|esd_?wza|kqNav\(|assist(-open|\.js)|aria\.(start|oldFixedStart)\(",
    re.I,
)


def aids(view: View, *kinds: str) -> Iterator[tuple[Node, dict[str, Any]]]:
    """Controls of these kinds (see the probe) with what came of trying them; the rule names `elder` in `needs`."""
    for control in view.observed("elder")["controls"]:
        node = view.at(control["at"])
        if node is not None and control["kind"] in kinds:
            yield node, control


def tried_aid(view: View, kind: str) -> Node | None:
    """The first control of a kind that was tried."""
    return next((node for node, control in aids(view, kind) if control["effect"]), None)


def aid(node: Node, view: View, kind: str) -> dict[str, Any] | None:
    """What came of trying a control; None where the element is none."""
    return next((control for found, control in aids(view, kind) if found is node), None)


def tool_bar(view: View) -> tuple[Node, str] | None:
    """The script or control that brings a maker's tool bar, and the words that tell it."""
    for node in view.find("script", top_only=True):
        if (source := node.attr("src")) and (found := _TOOL_BARS.search(source)):
            return node, found.group(0)
    for node in view.having("onclick", "href", top_only=True):
        if node.tag not in ("a", "button", "div", "span"):
            continue
        called = f"{node.attr('onclick')} {node.attr('href')}"
        if len(called) > 1 and (found := _TOOL_BARS.search(called)):
            return node, found.group(0)
    return None

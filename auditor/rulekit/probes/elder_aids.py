"""What the probe `elder_aids` saw of a page's own aids: entries, size controls, read-aloud, pointer; and tool bars laid
over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.capture.schema.probes import ELDER_AIDS
from auditor.capture.schema.probes.aids import AidTrial, ElderAids
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View

# Scripts of the tool bars that Chinese sites lay over their pages, and calls of them.
_TOOL_BARS = re.compile(
    r"/aria\.js\?appid=|gov\.govwza\.cn|govwza|wza\.gd\.gov\.cn|wza_sidebar|/AiWza/|canyou/js/wza"
    r"|jhelper\.shanghai\.gov\.cn|esd_?wza|kqNav\(|assist(-open|\.js)|aria\.(start|oldFixedStart)\(",
    re.I,
)
# Each of the above has one of these: to look for them first in all of a page's calls is quick.
_SIGNS = ("aria", "wza", "jhelper", "kqnav", "assist")


def elder_aids(view: View) -> ElderAids:
    """What was tried; the rule names `elder_aids` in `needs`."""
    return view.observed(ELDER_AIDS)


def aid_trials(view: View, *kinds: str) -> Iterator[tuple[Node, AidTrial]]:
    """Controls of these kinds with what came of trying them."""
    for trial in elder_aids(view).controls:
        node = view.at(trial.at)
        if node is not None and trial.kind in kinds:
            yield node, trial


def first_tried(view: View, kind: str) -> tuple[Node, AidTrial] | None:
    """The first control of a kind that was tried."""
    return next(((node, trial) for node, trial in aid_trials(view, kind) if trial.effect), None)


def tool_bar(view: View) -> tuple[Node, str] | None:
    """The script or control that brings a maker's tool bar, and the words that tell it."""
    for node in view.find("script", top_only=True):
        if (source := node.attr("src")) and (found := _TOOL_BARS.search(source)):
            return node, found.group(0)
    calls = [
        (node, f"{node.attr('onclick')} {node.attr('href')}")
        for node in view.having("onclick", "href", top_only=True)
        if node.tag in ("a", "button", "div", "span")
    ]
    every = "\n".join(called for _, called in calls).lower()
    for node, called in calls if any(sign in every for sign in _SIGNS) else ():
        if found := _TOOL_BARS.search(called):
            return node, found.group(0)
    return None

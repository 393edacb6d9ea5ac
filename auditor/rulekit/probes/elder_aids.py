"""What the probe `elder_aids` saw of a page's own aids: entries, size controls, read-aloud, pointer; and tool bars laid
over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Number, Place, Record, read

COUNTED_SIZES = (44, 60)  # px: the probe counts the main components below these
# Scripts of the tool bars that Chinese sites lay over their pages, and calls of them.
_TOOL_BARS = re.compile(
    r"/aria\.js\?appid=|gov\.govwza\.cn|govwza|wza\.gd\.gov\.cn|wza_sidebar|/AiWza/|canyou/js/wza"
    r"|jhelper\.shanghai\.gov\.cn|esd_?wza|kqNav\(|assist(-open|\.js)|aria\.(start|oldFixedStart)\(",
    re.I,
)
# Each of the above has one of these: to look for them first in all of a page's calls is quick.
_SIGNS = ("aria", "wza", "jhelper", "kqnav", "assist")


class Measure(Record):
    """What a page looks like at one setting: `median` px of main text, its characters, the pointer, main components
    (`parts`), the shorter side of the smallest (px), how many are below 44 and below 60 px, and the captcha's height
    (px)."""

    median: Number
    chars: int
    cursor: str
    parts: int
    least: Number
    below: tuple[int, int]
    captcha: Number = 0

    def below_size(self, size: int) -> int:
        """How many main components are smaller than a size. Raises KeyError for one that the probe doesn't count by."""
        return dict(zip(COUNTED_SIZES, self.below, strict=True))[size]


class LargestSetting(Measure):
    """The page at the largest setting of its control, with main text and captcha as they were at first."""

    start: Number
    captcha_start: Number


class AidTrial(Record):
    """A control and what came of trying it.

    `kind`: elder or barrier (entries), aloud, pointer, size, grow, zoom. `effect` ("": not tried): leads (to another
    page, `to`, with its HTTP `status`), changes (this page), reload (opens it anew after storing something), self
    (opens it anew, nothing stored), nothing, dialog (`message`), waiting, unreached. `moves`: main text changed its
    size, `grows`: to one not seen before; `lost`: hosts that did not answer; `error` of the page's script.
    """

    at: Place
    kind: str
    text: str
    drawn: bool
    first_screen: bool
    tabbable: bool
    effect: str
    to: str
    status: int
    moves: bool = False
    grows: bool = False
    switches_off: bool | None = None
    lost: tuple[str, ...] = ()
    error: str = ""
    message: str = ""
    before: Measure | None = None
    after: Measure | None = None

    @property
    def enlarges(self) -> bool:
        """It changes this page, and main text is larger then."""
        return (
            self.effect == "changes"
            and self.after is not None
            and self.before is not None
            and self.after.median > self.before.median
        )


class ElderAids(Record):
    """All controls; the page as it was opened, and at the largest setting (None: there is none)."""

    controls: tuple[AidTrial, ...]
    before: Measure
    largest: LargestSetting | None


def elder_aids(view: View) -> ElderAids:
    """What was tried; the rule names `elder_aids` in `needs`."""
    return read(view, "elder_aids", ElderAids)


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

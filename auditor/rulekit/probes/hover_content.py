"""What the probe `hover_content` saw: what appears when the pointer is on something, and whether it stays and goes
away."""

from __future__ import annotations

from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Number, Place, Record, read


class ShownContent(Record):
    """What appeared."""

    text: str


class HoverTrial(Record):
    """One trigger. `leaves`: what appeared goes when the pointer goes; `persists`: it stays while the pointer rests,
    and `hoverable`: when the pointer is moved onto it (None: not tried); `dismissed`: Escape hides it; `covers`: texts
    under it, `covered` one of them; `clicks`: the trigger listens to clicks."""

    trigger: Place
    content: ShownContent
    clicks: bool
    leaves: bool
    persists: bool | None
    hoverable: bool | None
    dismissed: bool | None
    covers: Number
    covered: str


class HoverTrials(Record):
    """All triggers that showed something; `keys`: something on the page listens to keys."""

    triggers: tuple[HoverTrial, ...]
    keys: bool


def hover_trials(view: View) -> HoverTrials:
    """What was tried; the rule names `hover_content` in `needs`."""
    return read(view, "hover_content", HoverTrials)

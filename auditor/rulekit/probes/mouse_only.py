"""What the probe `mouse_only` saw: clicks on what no key reaches, and what pressing the button down does by itself."""

from __future__ import annotations

from pydantic import Field

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Effect, PageEvent, Place, Record, read


class ClickTrial(Record):
    """One element clicked, and what came of it."""

    at: Place
    effects: tuple[Effect, ...]
    events: tuple[PageEvent, ...]


class DownTrial(Record):
    """The button pressed on an element and let go elsewhere: what was changed meanwhile and stays changed (`after`)."""

    at: Place
    after: tuple[Effect, ...]
    events: tuple[PageEvent, ...]


class MouseTrials(Record):
    """All that was tried, and which event types the page's own document listens to, where."""

    clicks: tuple[ClickTrial, ...]
    downs: tuple[DownTrial, ...]
    by_number: dict[int, tuple[str, ...]] = Field(alias="listeners")
    document: tuple[str, ...]
    window: tuple[str, ...]

    def listened_at(self, node: Node) -> tuple[str, ...]:
        """The event types that an element of the page's own document listens to."""
        return self.by_number.get(node.number, ())


def mouse_trials(view: View) -> MouseTrials:
    """What was tried; the rule names `mouse_only` in `needs`."""
    return read(view, "mouse_only", MouseTrials)

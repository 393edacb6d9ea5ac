"""What the probe `floating_windows` saw: floating windows and pop-ups closed as a visitor would, and whether they come
back."""

from __future__ import annotations

from typing import Literal

from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Number, Place, Record, read


class ClosedWindow(Record):
    """One window. `closers`: its close controls; `escape`: the key closed it; `returned`: seconds until it showed again
    on the open page; `again`: it shows when the page is opened anew in the same visit (None: not known)."""

    at: Place
    kind: Literal["float", "popup"]
    closers: tuple[Place, ...]
    escape: bool
    closed: bool
    returned: Number | None
    again: bool | None


class WindowTrials(Record):
    """All windows that were tried."""

    windows: tuple[ClosedWindow, ...]


def closed_windows(view: View) -> tuple[ClosedWindow, ...]:
    """The windows that were tried; the rule names `floating_windows` in `needs`."""
    return read(view, "floating_windows", WindowTrials).windows

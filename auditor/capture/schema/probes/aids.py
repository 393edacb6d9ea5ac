"""Results of the probes about a page's own aids and windows: `elder_aids`, `floating_windows`, `dark_switch`."""

from __future__ import annotations

from typing import Literal

from auditor.capture.schema.document import Colour, Number
from auditor.capture.schema.probes.base import Place, Record

COUNTED_SIZES = (44, 60)  # px: main components smaller than these are counted


class Measure(Record, frozen=True, kw_only=True):
    """What a page looks like at one setting."""

    median: Number = 0  # px of main text
    low: Number = 0  # px below which a tenth of main text is
    chars: int = 0  # characters of main text
    cursor: str = ""  # the body's computed `cursor`
    looks: str = ""  # classes of html and body
    shown: int = 0  # elements that are laid out
    parts: int = 0  # main components: navigation, buttons, fields
    least: Number = 0  # px of the shorter side of the smallest
    below: tuple[int, int] = (0, 0)  # how many are smaller than each of COUNTED_SIZES
    captcha: Number = 0  # px of the captcha's height; 0: there is none

    def below_size(self, size: float) -> int:
        """How many main components are smaller than a size. Raises KeyError for one that the probe doesn't count by."""
        return dict(zip(COUNTED_SIZES, self.below, strict=True))[int(size)]


class LargestSetting(Measure, frozen=True, kw_only=True):
    """The page at the largest setting of its own size controls."""

    start: Number  # px of main text at first
    captcha_start: Number  # px of the captcha's height at first


class AidTrial(Record, frozen=True, kw_only=True):
    """A control and what came of trying it."""

    at: Place
    kind: str  # elder or barrier (entries), aloud, pointer, size, grow, zoom
    text: str
    up: bool = False  # it enlarges, by its words
    drawn: bool
    first_screen: bool
    tabbable: bool
    href: str | None = None  # as written
    to: str = ""  # the other page that it leads to
    scripted: bool = False
    width: Number = 0  # px
    height: Number = 0
    # "" not tried; leads to another page, changes this one, reload: opens it anew after storing something, self: opens
    # it anew, nothing stored; dialog, waiting, nothing, unreached.
    effect: str = ""
    status: int = -1  # HTTP status of the page it leads to; 0: no answer, -1: not asked
    moves: bool = False  # main text changed its size
    grows: bool = False  # to one not seen before
    switches_off: bool | None = None  # a second click put it back; None: not tried
    said: int = 0  # times that something was said or sounded
    lost: tuple[str, ...] = ()  # hosts that did not answer
    error: str = ""  # of the page's script
    message: str = ""  # of the dialog
    before: Measure | None = None
    after: Measure | None = None

    @property
    def enlarges(self) -> bool:
        """It changes this page, and main text is larger then."""
        measured = self.before is not None and self.after is not None and self.after.median > self.before.median
        return self.effect == "changes" and measured


class ElderAids(Record, frozen=True):
    """The probe `elder_aids`."""

    url: str
    controls: tuple[AidTrial, ...]
    before: Measure
    largest: LargestSetting | None = None  # None: there is no such control
    unfinished: bool = False  # the page could not be put back


class ClosedWindow(Record, frozen=True, kw_only=True):
    """A floating window or pop-up that was closed as a visitor would."""

    at: Place
    kind: Literal["float", "popup"]
    closers: tuple[Place, ...] = ()
    by: Place | None = None  # the control that closed it
    escape: bool = False  # the key closed it
    closed: bool = False
    returned: Number | None = None  # s until it showed again on the open page
    again: bool | None = None  # it shows when the page is opened anew in the same visit; None: not known


class WindowTrials(Record, frozen=True):
    """The probe `floating_windows`."""

    windows: tuple[ClosedWindow, ...] = ()
    waited: Number = 0  # s


class DarkSwitch(Record, frozen=True):
    """The probe `dark_switch`: colours of texts in the page's own document after a control had turned on dark ones."""

    control: Place | None = None  # None: none made a light page dark
    texts: tuple[tuple[int, int], ...] = ()  # (number that a node keeps in every view, index in `looks`)
    looks: tuple[tuple[Colour, Colour], ...] = ()  # (text, background)

"""Result of the probe `forms`: what forms do with nothing, with wrong values, and when a setting is changed."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from auditor.capture.schema.document import Rectangle
from auditor.capture.schema.probes.base import Place, Record


class FormText(Record, frozen=True):
    """A text that was new after the button had been pressed."""

    text: str
    element: Place
    parent: Place
    markup: str
    near: Place  # the field it lies beside
    tied: tuple[Place, ...] = ()  # fields that it labels or describes
    live: str | bool = ""  # the live region it stands in
    dialog: str = ""  # by the dialog it stands in: focused, unfocused, "" for none
    fixed: bool = False  # to the window
    hidden: bool = False
    focused: bool = False
    inside: bool = False  # the form
    box: Rectangle = (0, 0, 0, 0)


class FieldState(Record, frozen=True):
    """A field after the button had been pressed."""

    field: Place
    valid: bool | None = None  # by the browser's own check; None: there is none
    missing: bool = False  # a required value is
    invalid: bool = False  # by `aria-invalid`
    red: bool = False  # it, or what is round it, became red
    pseudo: bool = False  # what style sheets generate at it changed
    words: bool = False  # text at it changed
    changed: bool = False  # its look did
    asked: bool = False  # it is required


class Round(Record, frozen=True, kw_only=True):
    """One sending of a form, with nothing in it or with wrong values."""

    kind: Literal["empty", "wrong"]
    given: dict[int, str] = field(default_factory=dict)  # by node number
    texts: tuple[FormText, ...] = ()
    count: int = 0  # new texts
    total: int = 0  # texts of the page
    fields: tuple[FieldState, ...] = ()
    focus: Place
    moved: bool = False  # focus is elsewhere than before
    body: bool = False  # focus is nowhere
    icons: int = 0  # more than before
    gone: bool = False  # the form was taken away
    sent: int = 0  # tries to send by script
    events: int = 0  # submit events
    dialogs: tuple[str, ...] = ()  # messages

    @property
    def browser_objects(self) -> bool:
        """The browser's own check found a fault."""
        return any(state.valid is False for state in self.fields)


class FormTrial(Record, frozen=True):
    """A form that was tried."""

    form: Place
    button: Place
    native: bool = False  # a form element
    novalidate: bool = False
    fields: tuple[Place, ...] = ()
    rounds: tuple[Round, ...] = ()


class SettingTrial(Record, frozen=True):
    """A setting that was changed twice."""

    field: Place
    kind: str
    leaves: int  # tries to leave the page


class PasteTrial(Record, frozen=True):
    """A field that was pasted into."""

    field: Place
    free: bool  # the paste event wasn't stopped
    keys: bool  # nor Ctrl+V


class FormTrials(Record, frozen=True):
    """All that was tried."""

    forms: tuple[FormTrial, ...] = ()
    settings: tuple[SettingTrial, ...] = ()
    pastes: tuple[PasteTrial, ...] = ()
    truncated: bool = False

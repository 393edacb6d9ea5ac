"""Results of the probes about pointers, fingers and motion: `listeners`, `mouse_only`, `hover_content`, `gestures`,
`device_motion`."""

from __future__ import annotations

from msgspec import field

from auditor.capture.schema.document import Rectangle
from auditor.capture.schema.probes.base import Effect, PageEvent, Place, Record


class DocumentListeners(Record, frozen=True):
    """Event types that one document listens to."""

    elements: dict[int, tuple[str, ...]] = field(default_factory=dict)  # by node
    document: tuple[str, ...] = ()
    window: tuple[str, ...] = ()  # of the page's own document only

    @property
    def types(self) -> set[str]:
        """All that anything in the document listens to."""
        return {*self.document, *(kind for kinds in self.elements.values() for kind in kinds)}


class Listeners(Record, frozen=True):
    """The probe `listeners`: by document, None for one that could not be asked."""

    documents: tuple[DocumentListeners | None, ...]
    truncated: bool = False


class ClickTrial(Record, frozen=True):
    """An element that no key reaches, clicked, and what came of it."""

    at: Place
    effects: tuple[Effect, ...] = ()
    events: tuple[PageEvent, ...] = ()


class DownTrial(Record, frozen=True):
    """The button pressed on an element and let go elsewhere."""

    at: Place
    during: tuple[Effect, ...] = ()  # while the button was down
    after: tuple[Effect, ...] = ()  # those of them that stayed
    events: tuple[PageEvent, ...] = ()


class MouseTrials(Record, frozen=True):
    """The probe `mouse_only`: what was tried, and what the page's own document listens to."""

    clicks: tuple[ClickTrial, ...] = ()
    downs: tuple[DownTrial, ...] = ()
    by_number: dict[int, tuple[str, ...]] = field(default_factory=dict)  # event types by node
    document: tuple[str, ...] = ()
    window: tuple[str, ...] = ()

    def listened_at(self, number: int) -> tuple[str, ...]:
        """The event types that an element listens to."""
        return self.by_number.get(number, ())


class ShownContent(Record, frozen=True):
    """What appeared."""

    element: Place
    markup: str
    text: str
    box: Rectangle


class HoverTrial(Record, frozen=True):
    """A trigger that showed something when the pointer was on it."""

    trigger: Place
    clicks: bool  # it listens to clicks
    content: ShownContent
    covers: int  # texts that lie under it
    covered: str  # one of them
    leaves: bool  # it goes when the pointer goes
    dismissed: bool  # Escape hides it
    hoverable: bool | None = None  # it stays when the pointer is moved onto it; None: not tried
    persists: bool | None = None  # it stays while the pointer rests; None: not tried


class HoverTrials(Record, frozen=True):
    """The probe `hover_content`."""

    triggers: tuple[HoverTrial, ...] = ()
    tried: int = 0
    keys: bool = False  # something on the page listens to keys
    truncated: bool = False


class TouchCount(Record, frozen=True):
    """A place in a script that asks for three or more touches."""

    url: str
    line: str


class ScriptSearch(Record, frozen=True):
    """The probe `gestures`: how many scripts were looked through, and the places."""

    scripts: int
    hits: tuple[TouchCount, ...] = ()


class MotionControl(Record, frozen=True):
    """A control that was used."""

    at: Place
    effects: tuple[Effect, ...] = ()
    stops: bool = False  # motion changed nothing afterwards


class MotionTrials(Record, frozen=True):
    """The probe `device_motion`: motion made up, and what it changes."""

    listens: tuple[str, ...] = ()  # event types
    effects: tuple[Effect, ...] = ()
    controls: tuple[MotionControl, ...] = ()
    all: bool = True  # every control that is seen was tried

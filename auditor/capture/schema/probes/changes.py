"""Results of the probes about what moves, plays and is drawn: `auto_changes`, `moving_images`, `media`,
`image_text`."""

from __future__ import annotations

from typing import Literal, NamedTuple

from auditor.capture.schema.document import Number
from auditor.capture.schema.probes.base import Place, Record


class Flashes(Record, frozen=True, kw_only=True):
    """The second with the most flashes."""

    most: int  # of one area
    area: Number  # CSS px² of it
    together: int  # flashes of areas that flash together
    second: Number | None = None  # when it begins, in the time of the image or the video; None: not known
    red: bool = False  # of saturated red


class Change(Record, frozen=True, kw_only=True):
    """Something that changed more than once; times are s of the watch."""

    at: Place
    count: int = 0
    first: Number = 0
    last: Number = 0
    size: tuple[Number, Number] = (0, 0)  # width and height in px
    shown: bool = True
    stopped_by: int | None = None  # number of the control that brought it to rest


class TextChange(Change, frozen=True, kw_only=True):
    """A text that changed."""

    values: tuple[str, ...] = ()
    around: bool = False  # there is other text beside it on the page


class Movement(Change, frozen=True, kw_only=True):
    """Something that moved; what is None is known of animated images only."""

    how: Literal["animation", "script", "video", "picture"]
    frames: int | None = None
    loop: Number | None = None  # s of playing it once
    seconds: Number | None = None  # until it rests; None: never, or not known
    moving: Number | None = None  # CSS px² that move


class FastFlash(Flashes, frozen=True, kw_only=True):
    """Something that was looked at again and again."""

    at: Place
    frames: int = 0


class StopControl(Record, frozen=True):
    """A control that may stop what moves."""

    at: Place
    said: str
    words: bool  # its words promise it
    works: bool | None = None  # None: not tried


class Navigation(Record, frozen=True):
    """An address that the page tried to go to by itself."""

    url: str
    at: Number  # s from the beginning


class AutoChanges(Record, frozen=True):
    """The probe `auto_changes`."""

    watched: Number  # s
    texts: tuple[TextChange, ...] = ()
    moves: tuple[Movement, ...] = ()
    flashes: tuple[FastFlash, ...] = ()
    controls: tuple[StopControl, ...] = ()
    left: bool = False  # there are more controls than were tried
    hidden: bool = False  # one that says pause or the like is not shown
    others: tuple[str, ...] = ()  # names of buttons that might lead to one
    navigations: tuple[Navigation, ...] = ()


class AnimatedImage(Record, frozen=True):
    """An animated image, read frame by frame."""

    at: Place
    frames: int
    loop: Number  # s of playing it once
    seconds: Number | None  # until it rests; None: never
    whole: bool  # all frames were read
    moving: Number  # CSS px² that change
    size: tuple[int, int]  # width and height in px
    is_background: bool
    flash: Flashes | None = None
    shown: bool = False  # its frames were seen on the page


class WatchedVideo(Record, frozen=True):
    """A video that was watched."""

    at: Place
    size: tuple[int, int]  # width and height in px
    length: Number | None = None  # s; None: not known
    watched: Number = 0  # s
    frames: int = 0
    flash: Flashes | None = None
    why_not: str = ""  # why it was not measured


class MovingImages(Record, frozen=True):
    """The probe `moving_images`."""

    images: tuple[AnimatedImage, ...] = ()
    videos: tuple[WatchedVideo, ...] = ()
    left: int = 0  # images and videos that were not looked at


class Track(Record, frozen=True, rename={"since": "from"}):
    """A text track of a medium."""

    kind: str
    cues: int
    label: str = ""
    lang: str = ""
    state: int = 0  # `readyState`
    since: Number = 0  # s of its first cue; `from` in a file
    to: Number = 0  # s of the end of its last
    first: str = ""  # words of its first cue


class PressedControl(Record, frozen=True):
    """A control that was pressed for a medium."""

    at: Place
    works: bool  # sound stopped, or began


class MediaFacts(Record, frozen=True):
    """An audio or video element. `sound`, `loud`, `heard` and `speech` are None where the file could not be read."""

    at: Place
    tag: str
    failure: str | None = None  # why it could not be looked at
    src: str = ""
    autoplay: bool = False
    paused: bool = True
    ended: bool = False
    muted: bool = False
    loop: bool = False
    controls: bool = False
    visible: bool = False
    live: bool = False  # a stream without an end
    duration: Number | None = None  # s; None: not known
    error: int = 0  # the browser's code
    width: Number = 0  # px of a video's frames
    start: Number | None = None  # s of the part that is played
    end: Number | None = None
    sound: bool | None = None  # there is an audio track
    loud: Number | None = None  # s with something to hear
    heard: Number | None = None  # s from the first of them to the last
    speech: Number | None = None  # share of moments quieter than half their second's mean: low for music and noise
    tracks: tuple[Track, ...] = ()
    tried: tuple[PressedControl, ...] = ()


class MediaTrials(Record, frozen=True):
    """The probe `media`."""

    media: tuple[MediaFacts, ...] = ()


class TextLine(NamedTuple):
    """A line that was read in an image; px in the image."""

    words: str
    confidence: Number  # 0 to 1
    x: Number
    y: Number
    width: Number
    height: Number


class ImagePixels(Record, frozen=True):
    """What an image looks like."""

    at: Place
    alone: bool  # no other image is drawn over it or under it
    size: tuple[Number, Number]  # width and height in px
    colours: int  # coarse colours that cover nine tenths: drawings have few, photographs many
    lines: tuple[TextLine, ...] | None = None  # None: nobody read it
    other: Number = 1.0  # share that is neither background nor text
    red: Number = 0.0  # share that is of a seal's red
    svg: str = ""  # the code of an SVG file with text in it


class ImagesSeen(Record, frozen=True):
    """The probe `image_text`."""

    read: bool  # a recogniser is installed
    images: tuple[ImagePixels, ...] = ()
    left: int = 0  # images that were not looked at

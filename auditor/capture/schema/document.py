"""A document as it was collected: a table of its nodes, column by column, and what was measured of its texts.

Columns hold one entry a node, in document order. Entries that are called string numbers point into `strings`, style
numbers into `styles`. Lengths are CSS px from the document's corner.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, count
from operator import lt
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from auditor.capture.schema.extent import Extent
from auditor.capture.schema.table import BOX, COLUMNS

Number: TypeAlias = int | float  # as JavaScript has it: 28 stays 28
Colour: TypeAlias = tuple[int, int, int]  # red, green, blue of 255, as drawn
Rectangle: TypeAlias = tuple[int, int, int, int]  # x, y, width, height


class Placeholder(NamedTuple):
    """The placeholder that a field shows, as drawn."""

    colour: str  # computed
    size: Number  # px
    opacity: Number


class ElementProperties(Struct, omit_defaults=True):
    """What the DOM says of a form field, an image, a medium, a shadow host or a small svg, beyond its attributes."""

    src: str = ""  # the address that an image or a medium has chosen
    natural_width: int = 0  # px of an image's file
    natural_height: int = 0
    type: str = ""  # of an input
    checked: bool = False  # of a checkbox or radio button
    value: str = ""  # of another input; never a password's
    placeholder: Placeholder | None = None
    duration: Number | None = None  # s of a medium; None where it isn't known or has no end
    paused: bool = False
    muted: bool = False
    ready: int = 0  # `readyState` of a medium
    tracks: int = 0  # text tracks of a medium
    host: bool = False  # a shadow root hangs on it
    parts: list[tuple[str, Number]] | None = (
        None  # of a small svg in a control: computed colour and opacity of all it draws
    )


class PseudoElement(Struct, array_like=True):
    """What a style sheet generates before or after an element."""

    element: int
    after: int  # 0 ::before, 1 ::after
    content: int  # string number of the computed `content`
    style: int  # style number
    place: Rectangle | None = None  # left, top, width, height as computed, where it is placed absolutely


class UnlistedText(Struct, array_like=True):
    """What of a text for which the table had no room may be a personal number, and where the text is drawn."""

    text: int  # string number
    place: Rectangle


class TextBackground(Struct, frozen=True, omit_defaults=True):
    """What lies behind a text, and the text's own colour.

    `exact`: one solid colour, all layers composed. `pixels`: read off a screenshot. `undecided`: neither tells, `why`.
    `hidden`: nobody sees the text, `why`: offscreen, clipped, transparent, covered. "": not measured.
    """

    how: Literal["exact", "pixels", "undecided", "hidden", ""] = ""
    why: str = ""  # what kept the layers from telling: shadow, overlap, front, filter, text-clip, frame, too-many, …
    text: Colour | None = None  # the text's own colour
    alpha: Number = 1.0  # its opacity over what lies behind
    colours: tuple[Colour, ...] = ()  # one, or seven from the darkest to the lightest (0.5, 5, 25, 50, 75, 95, 99.5 %)
    near: tuple[Colour, ...] = ()  # the same of the pixels round the letters only
    soft: bool = False  # the text's colour too was read off pixels, whose edges are blended

    @property
    def is_hidden(self) -> bool:
        """Nobody sees the text."""
        return self.how == "hidden"

    def same_colours(self, other: TextBackground) -> bool:
        """Whether text and background have the other's colours."""
        return (self.text, self.colours) == (other.text, other.colours)


NOT_MEASURED = TextBackground()


class GeneratedText(Struct):
    """A text that a style sheet generates and whose colours are known exactly."""

    node: int
    after: bool
    text: str
    family: str
    size: Number  # px
    bold: bool
    foreground: Colour
    background: Colour


class IconColours(Struct):
    """A small svg in a control: the colours of its parts, and the one they lie on."""

    node: int
    parts: tuple[Colour, ...]
    background: Colour


class InTree(NamedTuple):
    """What the browser's accessibility tree says of an element."""

    role: str  # as ARIA has it; "" for none
    name: str


class DocumentCapture(Struct, omit_defaults=True):
    """One document of a view. `lost`: it could not be read, and has no nodes."""

    url: str = ""
    title: str = ""
    content_type: str = ""
    charset: str = ""
    compatibility_mode: str = ""  # `CSS1Compat` or `BackCompat`
    scroll_size: tuple[int, int] = (0, 0)  # width and height of all that can be scrolled to
    viewport: tuple[int, int] = (0, 0)
    name_error: str = ""  # why names and roles could not be worked out
    names_computed: int = 0  # names worked out anew, not taken from an earlier view
    newly_shown: int = 0  # elements, the outermost, that no earlier view showed
    extents: list[Extent] = []  # of the table's parts, those that were not gone through wholly
    lost: bool = False
    refused: bool = False  # it is lost because it is an error's, the server's or the browser's, not the page's
    parent_document: int = -1  # -1: the page's own
    holder: int | None = None  # node number of the frame's element in the parent document
    strings: list[str] = []
    properties: list[str] = []  # names of the style properties
    styles: list[list[int]] = []  # different rows of computed styles: string numbers, one for each of `properties`
    parent: list[int] = []  # node number, -1 for the root; a shadow root's children have the host
    kind: list[int] = []  # `NodeKind`
    tag: list[int] = []  # string number of the tag in lower case, or `#text`
    attrs: list[list[int]] = []  # string numbers: name, value, name, value, …
    text: list[int] = []  # string number of a text node's text
    box: list[int] = []  # four entries a node: x, y, width, height
    style: list[int] = []  # style number
    flags: list[int] = []  # `NodeFlag`
    lines: list[int] = []  # lines that a text node is set in
    pitch: list[Number] = []  # px from a text node's first line to its second; 0 with one line
    uid: list[int] = []  # a number that a node keeps in every view of one open page
    names: dict[int, int] = {}  # string number of the accessible name, by node
    roles: dict[int, int] = {}  # string number of the role, by node
    in_tree: dict[int, InTree] = {}  # by node, of those that the browser's accessibility tree was asked about
    element_properties: dict[int, ElementProperties] = {}  # by node
    pseudo_elements: list[PseudoElement] = []
    unlisted: list[UnlistedText] = []  # texts that the table does not hold wholly
    background: list[int] = []  # by node a number into `backgrounds`, -1 for none; empty where nothing was measured
    backgrounds: list[TextBackground] = []
    generated_texts: list[GeneratedText] = []
    icons: list[IconColours] = []
    same: list[str] = []  # in a file: names of what is as in the first view's document

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.kind)

    def node_box(self, number: int) -> Rectangle:
        """A node's x, y, width, height."""
        x, y, width, height = self.box[4 * number : 4 * number + 4]
        return x, y, width, height

    def properties_of(self, number: int) -> ElementProperties:
        """What the DOM says of an element; all defaults where it says nothing."""
        return self.element_properties.get(number, NO_PROPERTIES)

    def check(self, known: Collection[str] = ()) -> None:
        """Raises ValueError where columns don't belong together or a number points nowhere. What concerns columns in
        `known` only was checked before, in another view's document that has the same."""
        size, strings, styles = self.size, len(self.strings), len(self.styles)
        for name in COLUMNS:
            _expect(len(getattr(self, name)) == size, f"{name} has another length")
        _expect(len(self.box) == 4 * size, f"{BOX} has another length")
        _expect(len(self.background) in (0, size), "background has another length")
        if "parent" not in known:
            ordered = all(map(lt, self.parent, count())) and min(self.parent, default=0) >= -1
            _expect(ordered, "a parent comes after what is below it")
        if not {"styles", "strings", "properties"}.issubset(known):
            _expect({len(self.properties)}.issuperset(map(len, self.styles)), "a row of styles has another length")
            _expect(_within([*chain.from_iterable(self.styles)], strings), "a row of styles points to no string")
        if not {"attrs", "strings"}.issubset(known):
            _expect(_within([*chain.from_iterable(self.attrs)], strings), "an attribute points to no string")
        for name, numbers, target, end in (
            ("tag", self.tag, "strings", strings),
            ("text", self.text, "strings", strings),
            ("style", self.style, "styles", styles),
            ("names", self.names.values(), "strings", strings),
            ("roles", self.roles.values(), "strings", strings),
            ("names", self.names, "kind", size),
            ("roles", self.roles, "kind", size),
            ("in_tree", self.in_tree, "kind", size),
            ("element_properties", self.element_properties, "kind", size),
        ):
            if name not in known or target not in known:
                _expect(_within(numbers, end), f"{name} points nowhere")
        _expect(_within(self.background, len(self.backgrounds), least=-1), "background points nowhere")
        for made in self.pseudo_elements:
            inside = 0 <= made.element < size and 0 <= made.content < strings and 0 <= made.style < styles
            _expect(inside, "pseudo_elements point nowhere")
        _expect(_within([text.text for text in self.unlisted], strings), "an unlisted text points to no string")
        measured = [text.node for text in self.generated_texts] + [icon.node for icon in self.icons]
        _expect(_within(measured, size), "what was measured points nowhere")


def _within(numbers: Collection[int], end: int, least: int = 0) -> bool:
    return not numbers or (min(numbers) >= least and max(numbers) < end)


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(f"a document's table is damaged: {what}")


NO_PROPERTIES = ElementProperties()

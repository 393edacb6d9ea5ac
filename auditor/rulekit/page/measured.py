"""What capture measured of single nodes, typed: what lies behind a text, a field's placeholder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

Channels: TypeAlias = tuple[float, ...]  # red, green, blue: 0–255


@dataclass(frozen=True)
class TextBackground:
    """What lies behind a text node.

    `how`: "exact" (one solid colour, all layers composed), "pixels" (read off the screenshot), "undecided" (`why` says
    what was in the way), "hidden" (nobody sees the text), "" (not measured). `text` is the text's colour; `colours`
    those behind it, by luminance where there are several; `near` the same next to the letters only; `alpha` the text's
    opacity; `soft`: the text's colour too was read off its pixels, whose edges are blended.
    """

    how: Literal["exact", "pixels", "undecided", "hidden", ""] = ""
    text: Channels | None = None
    colours: tuple[Channels, ...] = ()
    near: tuple[Channels, ...] = ()
    alpha: float = 1.0
    soft: bool = False
    why: str = ""

    @property
    def is_hidden(self) -> bool:
        """Nobody sees the text."""
        return self.how == "hidden"

    def same_colours(self, other: TextBackground) -> bool:
        """Whether text and background have the other's colours."""
        return (self.text, self.colours) == (other.text, other.colours)


NOT_MEASURED = TextBackground()


def text_background(raw: dict[str, Any]) -> TextBackground:
    """From a capture's row."""
    return TextBackground(
        raw.get("how", ""),
        tuple(raw["fg"]) if raw.get("fg") is not None else None,
        tuple(map(tuple, raw.get("bg") or ())),
        tuple(map(tuple, raw.get("near") or ())),
        float(raw.get("alpha", 1.0)),
        bool(raw.get("soft")),
        raw.get("why", ""),
    )


@dataclass(frozen=True)
class Placeholder:
    """The placeholder that a field shows: its colour as computed, size in px, opacity."""

    colour: str
    size: float
    opacity: float


def placeholder(raw: object) -> Placeholder | None:
    """From a capture's row; None where none is shown."""
    return Placeholder(*cast("list[Any]", raw)) if raw else None


@dataclass(frozen=True)
class PseudoElement:
    """A `::before` or `::after` that draws something: the element's number, the computed `content`, its row of
    styles."""

    number: int
    content: str
    row: int


@dataclass(frozen=True)
class Traffic:
    """What the browser told of loading a page; None where it told nothing.

    `load_ms`: until the load event; `bytes` on the line; `files` asked for; `heaviest`: (address, bytes) of the largest
    ones; `source_letters`: letters and digits in the page's source.
    """

    load_ms: float | None = None
    bytes: int | None = None
    files: int | None = None
    heaviest: tuple[tuple[str, int], ...] = ()
    source_letters: int | None = None


def traffic(raw: dict[str, Any]) -> Traffic:
    """From a capture's record."""
    return Traffic(
        raw.get("load_ms"),
        raw.get("bytes"),
        raw.get("files"),
        tuple((str(name), size) for name, size in raw.get("heaviest") or ()),
        raw.get("source_letters"),
    )

"""What the probe `image_text` read in images, and which words of it are sure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.capture.schema.probes import IMAGE_TEXT
from auditor.capture.schema.probes.changes import ImagePixels
from auditor.rulekit.page.images import has_loaded
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view
from auditor.rulekit.probes.svg_code import svg_code, svg_ordinary, svg_words

CONFIDENT = 0.9  # the recogniser's confidence from which a line is believed; ours


CERTAIN = 0.97  # and from which it is held for certain: single letters touching an edge are misread below; ours


FLAT_COLOURS = 12  # coarse colours; a photograph has more; ours


NOTHING_ELSE = 0.005  # share of an image outside its text that may differ from the background; ours


LITTLE_ELSE = 0.02  # and above which there is more to see than text: screenshots and charts have 0.025 or more; ours


READABLE = 11  # px of a line with what belongs to it; lower lines are misread; ours


UPRIGHT = 1.5  # times as high as wide: a line set from top to bottom, which is read less well; ours


@dataclass(frozen=True)
class SeenImage:
    """An image as the probe `image_text` saw it.

    `text`: what was read with confidence, or the words of an SVG's code; `share`: the part of the area it takes;
    `only_text`: nothing else is drawn on the background; `certain`: all of it was read without doubt; `lines`: how
    many, `red`: the share of a seal's red; `drawn`: the words of an SVG's code, `ordinary`: that is all it draws, as
    any style sheet could; `blank`: nothing is to be seen; `text_mainly`: little else than text.
    """

    node: Node
    read: bool
    flat: bool
    alone: bool
    text: str
    share: float
    only_text: bool
    certain: bool
    lines: tuple[str, ...]
    red: float
    drawn: str
    ordinary: bool
    blank: bool
    text_mainly: bool

    @property
    def is_words(self) -> bool:
        """Nothing but words, and no doubt about them."""
        sure = self.flat and self.alone and self.only_text and (self.certain or self.ordinary)
        return sure and bool(sure_words(self.text))


def seen_images(view: View) -> tuple[SeenImage, ...]:
    """The images that the probe `image_text` looked at; the rule names it in `needs`."""
    view.observed(IMAGE_TEXT)  # raises where a rule forgot to name it
    return tuple(images_seen(view).values())


@per_view
def images_seen(view: View) -> dict[Node, SeenImage]:
    """The same by element, for a rule that can do without: {} where the probe was not run."""
    seen = view.perhaps_observed(IMAGE_TEXT)
    pairs = ((view.at(pixels.at), pixels) for pixels in (seen.images if seen is not None else ()))
    return {node: _seen(node, pixels) for node, pixels in pairs if node is not None and has_loaded(node)}


def _seen(node: Node, pixels: ImagePixels) -> SeenImage:
    width, height = pixels.size
    code = svg_code(node.attr("src") or node.attr("data"), pixels.svg)
    drawn, alone = svg_words(code)
    lines = pixels.lines or ()
    read_well = [line for line in lines if line.confidence >= CONFIDENT and line.height >= READABLE]
    whole = bool(read_well) and all(
        line.confidence >= CERTAIN
        and line.height >= READABLE
        and (len(line.words) == 1 or line.height < UPRIGHT * line.width)
        for line in lines
    )
    return SeenImage(
        node=node,
        read=bool(drawn) or pixels.lines is not None,
        flat=pixels.colours <= FLAT_COLOURS,
        alone=pixels.alone,
        text=drawn or " ".join(line.words for line in read_well),
        share=1.0 if drawn else sum(line.width * line.height for line in read_well) / max(1, width * height),
        only_text=alone if drawn else bool(read_well) and pixels.other <= NOTHING_ELSE,
        text_mainly=alone if drawn else pixels.other <= LITTLE_ELSE,
        certain=whole and not drawn,
        lines=tuple(line.words for line in read_well),
        red=pixels.red,
        drawn=drawn,
        blank=pixels.lines == () and pixels.colours == 1 and pixels.other == 0,
        # What is in the code may lie outside its frame: where the image was read, something of it was.
        ordinary=bool(drawn) and pixels.lines != () and svg_ordinary(code),
    )


# Letters and characters that signs are taken for: boxes, bars, rings, crosses, ticks.
_SHAPES = frozenset("oilxvtuc一二三十口日田回目山工王丨丿丶亅乙人入八小大上下中白自品囗门尸凹凸丁卜士土干米井父月")


_WORD = re.compile(r"[a-z\u00df-\u024f][a-z\d\u00df-\u024f]{2,}|[\u3400-\u9fff]{2,}")


def sure_words(text: str) -> list[str]:
    """Words in what was read from an image that no sign can have been taken for; lower case.

    At least three different letters, or two and a figure ("W3C"), or two different Chinese characters, and not all of
    the letters look like simple shapes. Ours: of 1,750 signs of a desktop and of Unicode none is read so with
    confidence."""
    return [word for word in _WORD.findall(text.lower()) if _is_sure(word)]


def _is_sure(word: str) -> bool:
    letters = {letter for letter in word if not letter.isdigit()}
    least = 2 if word[0] >= "\u3400" else 3
    return len(set(word)) >= least and len(letters) >= 2 and not letters <= _SHAPES

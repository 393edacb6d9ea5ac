"""What the probe `picture_text` read in images, and which words of it are sure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from auditor.rulekit.page.images import loaded
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view
from auditor.rulekit.probes.svg_code import svg_code, svg_ordinary, svg_words

CONFIDENT = 0.9  # the recogniser's confidence from which a line is believed; ours


CERTAIN = 0.97  # and from which it is held for certain: single letters touching an edge are misread below; ours


FLAT_COLOURS = 12  # coarse colours; a photograph has more; ours


NOTHING_ELSE = 0.005  # share of a picture outside its text that may differ from the ground; ours


LITTLE_ELSE = 0.02  # and above which there is more to see than text: screenshots and charts have 0.025 or more; ours


READABLE = 11  # px of a line with what belongs to it; lower lines are misread; ours


UPRIGHT = 1.5  # times as high as wide: a line set from top to bottom, which is read less well; ours


@dataclass(frozen=True)
class SeenPicture:
    """A picture as the probe `picture_text` saw it.

    `text`: what was read with confidence, or the words of an SVG's code; `share`: the part of the area it takes;
    `only_text`: nothing else is drawn on the ground; `certain`: all of it was read without doubt; `lines`: how many, `red`: the
    share of a seal's red; `drawn`: the words of an SVG's code, `ordinary`: that is all it draws, as any style sheet could;
    `blank`: nothing is to be seen; `text_mainly`: little else than text.
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


def seen_pictures(view: View) -> tuple[SeenPicture, ...]:
    """The pictures that the probe `picture_text` looked at; the rule names it in `needs`."""
    view.observed("image_text")  # raises where a rule forgot to name it
    return tuple(pictures_seen(view).values())


@per_view
def pictures_seen(view: View) -> dict[Node, SeenPicture]:
    """The same by element, for a rule that can do without: {} where the probe was not run."""
    data = view.page.observations.get("image_text", {}).get("data") or {"pictures": ()}
    pairs = ((view.at(entry["at"]), entry) for entry in data["pictures"])
    return {node: _seen(node, entry) for node, entry in pairs if node is not None and loaded(node)}


def _seen(node: Node, entry: dict[str, Any]) -> SeenPicture:
    width, height = entry["size"]
    code = svg_code(node.attr("src") or node.attr("data"), entry.get("svg", ""))
    drawn, alone = svg_words(code)
    read = [line for line in entry["lines"] or () if line[1] >= CONFIDENT and line[5] >= READABLE]
    whole = bool(read) and all(
        line[1] >= CERTAIN and line[5] >= READABLE and (len(line[0]) == 1 or line[5] < UPRIGHT * line[4])
        for line in entry["lines"]
    )
    return SeenPicture(
        node=node,
        read=bool(drawn) or entry["lines"] is not None,
        flat=entry["colours"] <= FLAT_COLOURS,
        alone=entry["alone"],
        text=drawn or " ".join(line[0] for line in read),
        share=1.0 if drawn else sum(line[4] * line[5] for line in read) / max(1, width * height),
        only_text=alone if drawn else bool(read) and entry.get("other", 1.0) <= NOTHING_ELSE,
        text_mainly=alone if drawn else entry.get("other", 1.0) <= LITTLE_ELSE,
        certain=whole and not drawn,
        lines=tuple(line[0] for line in read),
        red=entry.get("red", 0.0),
        drawn=drawn,
        blank=entry["lines"] == [] and entry["colours"] == 1 and entry.get("other", 1.0) == 0,
        # What is in the code may lie outside its frame: where the picture was read, something of it was.
        ordinary=bool(drawn) and entry["lines"] != [] and svg_ordinary(code),
    )


# Letters and characters that signs are taken for: boxes, bars, rings, crosses, ticks.
_SHAPES = frozenset("oilxvtuc一二三十口日田回目山工王丨丿丶亅乙人入八小大上下中白自品囗门尸凹凸丁卜士土干米井父月")


_WORD = re.compile(r"[a-z\u00df-\u024f][a-z\d\u00df-\u024f]{2,}|[\u3400-\u9fff]{2,}")


def sure_words(text: str) -> list[str]:
    """Words in what was read from a picture that no sign can have been taken for; lower case.

    At least three different letters, or two and a figure ("W3C"), or two different Chinese characters, and not all of the letters
    look like simple shapes. Ours: of 1,750 signs of a desktop and of Unicode none is read so with confidence."""
    return [word for word in _WORD.findall(text.lower()) if _is_sure(word)]


def _is_sure(word: str) -> bool:
    letters = {letter for letter in word if not letter.isdigit()}
    least = 2 if word[0] >= "\u3400" else 3
    return len(set(word)) >= least and len(letters) >= 2 and not letters <= _SHAPES

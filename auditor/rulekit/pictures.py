"""Pictures: their file names, what names them, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from auditor.rulekit.capture import Node, View

_PART = re.compile(r"[a-z]+\d?[a-z]*|[\u3400-\u9fff]+|\d+")


def file_stem(picture: Node) -> str:
    """The file's name without its ending; "" for data addresses and drawings."""
    address = picture.extra.get("src") or picture.attr("src") or picture.attr("href")
    if not address or address.startswith(("data:", "blob:")):
        return ""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    return re.sub(r"\.\w{2,5}$", "", path.rsplit("/", 1)[-1])


def name_parts(text: str) -> list[str]:
    """The words of a file name, lower case: split at signs, digits and humps."""
    humps = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return _PART.findall(humps.lower().replace("_", " "))


def loaded(picture: Node) -> bool:
    """An `img` that came and has a size; drawings are there as they are."""
    return picture.tag != "img" or bool(picture.extra.get("nw") or (picture.extra.get("src") or "").startswith("data:"))


def pictures(view: View) -> Iterator[Node]:
    """Visible `img`, `svg` and `canvas` that have come, outside anything that its author named as a whole."""
    for node in view.find("img", "svg", "canvas"):
        if not node.rendered or not loaded(node) or (node.tag == "svg" and node.closest("svg") is not node):
            continue
        above = list(node.ancestors())
        if any(other.tag == "svg" for other in above):
            continue
        if any(other.attr("aria-label").strip() or other.attr("aria-labelledby").strip() for other in above):
            continue
        yield node


def text_beside(picture: Node, limit: int = 300) -> str:
    """Text in the link, figure or block that holds a picture."""
    for above in picture.ancestors():
        if above.tag in ("body", "main", "html"):
            return " ".join(child.own_text for child in above.children if child.is_text and child.rendered)[:limit]
        if above.is_block or above.tag in ("a", "button", "figure", "label", "li"):
            text = above.text(limit)
            if text or above.tag in ("figure", "li"):
                return text
            if above.is_block and above.tag not in ("a", "button"):
                return text
    return ""


_DATA_SVG = re.compile(r"^data:image/svg\+xml[^,]*,(.*)$", re.S | re.I)


def svg_words(picture: Node) -> tuple[str, bool]:
    """The words of `<text>` in an SVG given as a data address, and whether it holds no other drawing than a ground."""
    address = (picture.attr("src") or picture.attr("data")).strip()
    found = _DATA_SVG.match(address)
    if not found or ";base64" in address[:60]:
        return "", False
    code = unquote(found.group(1))[:20000]
    words = " ".join(re.sub(r"<[^>]+>", " ", part) for part in re.findall(r"<text\b[^>]*>(.*?)</text>", code, re.S))
    other = re.search(r"<(path|image|polygon|polyline|line|circle|ellipse)\b", code)
    return re.sub(r"\s+", " ", words).strip(), other is None


@dataclass(frozen=True)
class SeenPicture:
    """A picture as the probe `picture_text` saw it.

    `text`: what was read with confidence, or the words of an SVG's code; `share`: the part of the area it takes;
    `only_text`: nothing else is drawn on the ground.
    """

    node: Node
    read: bool
    flat: bool
    alone: bool
    text: str
    share: float
    only_text: bool


FLAT_COLOURS = 12  # coarse colours; a photograph has more; ours
CONFIDENT = 0.9  # the recogniser's confidence from which a line is believed; ours
NOTHING_ELSE = 0.005  # share of a picture outside its text that may differ from the ground; ours
READABLE = 11  # px; lower lines are misread; ours


def seen_pictures(view: View) -> Iterator[SeenPicture]:
    """The pictures that the probe `picture_text` looked at; the rule names it in `needs`."""
    data = view.observed("picture_text")
    for entry in data["pictures"]:
        node = view.at(entry["at"])
        if node is None:
            continue
        width, height = entry["size"]
        drawn, alone = svg_words(node)
        lines = [line for line in entry["lines"] or () if line[1] >= CONFIDENT and line[5] >= READABLE]
        area = sum(line[4] * line[5] for line in lines)
        yield SeenPicture(
            node=node,
            read=bool(drawn) or entry["lines"] is not None,
            flat=entry["colours"] <= FLAT_COLOURS,
            alone=entry["alone"],
            text=drawn or " ".join(line[0] for line in lines),
            share=1.0 if drawn else area / max(1, width * height),
            only_text=alone if drawn else bool(lines) and entry.get("other", 1.0) <= NOTHING_ELSE,
        )

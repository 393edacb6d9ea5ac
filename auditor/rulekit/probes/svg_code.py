"""The code of an SVG in a data address or a file: the words in it, and whether it draws anything but words."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from lxml import etree

_DATA = re.compile(r"^\s*data:image/svg\+xml([^,]*),(.*)$", re.S | re.I)
LONGEST = 20_000  # characters of code that are looked at
_PARTS = frozenset({"svg", "g", "text", "tspan", "rect", "title", "desc", "metadata", "style"})
_PLACES = frozenset(
    {"id", "class", "lang", "role", "space", "version", "x", "y", "dx", "dy", "width", "height", "viewbox", "rx", "ry"}
    | {"preserveaspectratio", "baseprofile", "aria-label", "aria-labelledby", "style"}
)
# What an ordinary style sheet can do to text and to the background below it.
_LOOKS = frozenset(
    {"fill", "color", "font-size", "font-weight", "font-style", "font-family", "text-anchor", "text-align"}
    | {"dominant-baseline", "alignment-baseline", "letter-spacing", "word-spacing", "line-height", "white-space"}
    | {"background", "background-color", "stroke", "stroke-width"}
)
_ORDINARY_FONTS = frozenset(
    {"serif", "sans-serif", "monospace", "system-ui", "-apple-system", "blinkmacsystemfont", "inherit", "ui-sans-serif"}
    | {"arial", "helvetica", "helvetica neue", "verdana", "tahoma", "geneva", "segoe ui", "roboto", "noto sans"}
    | {"times", "times new roman", "georgia", "courier", "courier new", "calibri", "trebuchet ms", "liberation sans"}
    | {
        "simsun",
        "nsimsun",
        "simhei",
        "fangsong",
        "kaiti",
        "microsoft yahei",
        "microsoftyahei",
        "pingfang sc",
        "heiti sc",
    }
    | {"stheiti", "hiragino sans gb", "wenquanyi micro hei", "source han sans sc", "noto sans sc", "noto sans cjk sc"}
    | {"宋体", "新宋体", "黑体", "仿宋", "楷体", "微软雅黑", "苹方", "思源黑体"}
)
_RULES = re.compile(r"\{([^{}]*)\}")


def svg_code(address: str, file: str = "") -> str:
    """The code of a data address; else of the file, where the probe has kept it."""
    match = _DATA.match(address)
    if not match:
        return file[:LONGEST]
    if ";base64" not in match[1].lower():
        return unquote(match[2])[:LONGEST]
    try:
        return base64.b64decode(unquote(match[2]), validate=False).decode("utf-8", "replace")[:LONGEST]
    except ValueError:
        return ""


def svg_words(code: str) -> tuple[str, bool]:
    """The words of `<text>`, and whether there is no other drawing than a background."""
    parts = (part.partition("</text>") for part in re.split(r"<text\b", code)[1:])
    words = " ".join(re.sub(r"<[^<>]+>", " ", inside.partition(">")[2]) for inside, end, _ in parts if end)
    other = re.search(r"<(path|image|polygon|polyline|line|circle|ellipse)\b", code)
    return re.sub(r"\s+", " ", html.unescape(words)).strip(), other is None


@lru_cache(maxsize=256)
def svg_ordinary(code: str) -> bool:
    """Whether it draws text over at most one rectangle, and nothing that a style sheet could not do to ordinary text:
    no font of its own, no turning, no filter, no gradient, nothing hidden."""
    try:
        root = etree.fromstring(code.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return False
    rectangles = 0
    for element in root.iter(tag=etree.Element):
        name = etree.QName(element).localname.lower()
        rectangles += name == "rect"
        if name not in _PARTS or rectangles > 1:
            return False
        if not all(_is_ordinary(look, value) for look, value in _looks(element, name)):
            return False
    return True


def _looks(element: Any, name: str) -> Iterator[tuple[str, str]]:
    for attribute, value in element.attrib.items():
        local = etree.QName(attribute).localname.lower()
        if local not in _PLACES:
            yield local, value
    rules = [element.get("style", "")]
    if name == "style":
        code = element.text or ""
        rules = ["import:url(" if "@" in code else "", *_RULES.findall(code)]
    for declaration in ";".join(rules).split(";"):
        if declaration.strip():
            look, _, value = declaration.partition(":")
            yield look.strip().lower(), value


def _is_ordinary(look: str, value: str) -> bool:
    if look == "font-family":
        return all(font.strip().strip("'\"").lower() in _ORDINARY_FONTS for font in value.split(","))
    return look in _LOOKS and "url(" not in value

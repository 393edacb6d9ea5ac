"""Images: their file names, whether they came, and the text that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View

_PART = re.compile(r"[a-z]+\d?[a-z]*|[\u3400-\u9fff]+|\d+")


def file_stem(image: Node) -> str:
    """The file's name without its ending; "" for data addresses and drawings."""
    address = image.source or image.attr("src") or image.attr("href")
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


def has_loaded(image: Node) -> bool:
    """An `img` that came and has a size; drawings are there as they are."""
    return image.tag != "img" or bool(image.natural_width or image.source.startswith("data:"))


def visible_images(view: View) -> Iterator[Node]:
    """Visible `img`, `svg` and `canvas` that have come, outside anything that its author named as a whole."""
    for node in view.find("img", "svg", "canvas"):
        if not node.rendered or not has_loaded(node) or (node.tag == "svg" and node.closest("svg") is not node):
            continue
        above = list(node.ancestors())
        if any(other.tag == "svg" for other in above):
            continue
        if any(other.attr("aria-label").strip() or other.attr("aria-labelledby").strip() for other in above):
            continue
        yield node


def text_beside(image: Node, limit: int = 300) -> str:
    """Text in the link, figure or block that holds an image."""
    for above in image.ancestors():
        if above.tag in ("body", "main", "html"):
            return " ".join(child.own_text for child in above.children if child.is_text and child.rendered)[:limit]
        if above.is_block or above.tag in ("a", "button", "figure", "label", "li"):
            text = above.text(limit)
            if text or above.tag in ("figure", "li"):
                return text
            if above.is_block and above.tag not in ("a", "button"):
                return text
    return ""

"""Captchas, by the words and markup Chinese sites use: images, and puzzles that are dragged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.lexicon import pattern
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View

_WORDS, _SPOKEN = pattern("captcha.marked"), pattern("captcha.said")
_PUZZLE = re.compile(r"geetest|dx-?captcha|slide-?verify|nc_wrapper|tcaptcha|yidun|verify-?slide", re.I)


def _marks(node: Node) -> str:
    names = ("id", "class", "src", "alt", "title", "name", "onclick")
    return " ".join(node.attr(name)[:300] for name in names)


def captcha_images(view: View) -> Iterator[Node]:
    """Drawn images of a captcha with a field for its characters close by."""
    for node in view.find("img", "canvas"):
        if node.rendered and _WORDS.search(_marks(node)) and captcha_field(node) is not None:
            yield node


def captcha_field(image: Node) -> Node | None:
    """The field beside a captcha's image, at most four steps up; a label or name tells it."""
    for steps, above in enumerate(image.ancestors()):
        if steps > 3:
            break
        for node in above.descendants():
            is_field = node.tag == "input" and node.input_type in ("text", "tel", "number", "password")
            if is_field and (_WORDS.search(_marks(node)) or _SPOKEN.search(above.text(400))):
                return node
    return None


def captcha_puzzles(view: View) -> Iterator[Node]:
    """Drawn puzzles of known makers, the outermost element of each."""

    def is_puzzle(node: Node) -> bool:
        return bool(_PUZZLE.search(node.attr("class") + " " + node.attr("id")))

    for node in view.find("div"):
        if node.rendered and is_puzzle(node) and not any(is_puzzle(above) for above in node.ancestors()):
            yield node

"""Floating windows (飘窗) and their close controls, by the words and markup Chinese sites use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.lexicon import pattern
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View

_WORDS = re.compile(
    r"float_?(ing)?_?(ad|win|pic|img)|floatad|ad_?float|float-ad|movead|king_chance_layer|piao_?(fu|chuang|dong)"
    r"|ad_fload|couplet|duilian",
    re.I,
)
_CLOSE, _MARKED = pattern("close.named"), pattern("close.marked")


def _is_window(node: Node) -> bool:
    named = _WORDS.search(node.attr("class") + " " + node.attr("id"))
    return bool(named) and node.style("position") in ("fixed", "absolute")


def floating_windows(view: View) -> Iterator[Node]:
    """Floating windows that are shown; a window inside another is part of it."""
    for node in view.styled("position", "fixed", "absolute"):
        shown = node.rendered and not node.hidden
        if shown and _is_window(node) and not any(_is_window(above) for above in node.ancestors()):
            yield node


def close_controls(window: Node) -> list[Node]:
    """What closes a window, by its words or marks, in document order."""
    controls = []
    for node in window.descendants():
        if node.is_text or not node.rendered:
            continue
        words = f"{node.attr('class')} {node.attr('id')} {node.attr('onclick')}"
        if _CLOSE.search(node.name or node.text(20)) or _MARKED.search(words):
            controls.append(node)
    return controls
